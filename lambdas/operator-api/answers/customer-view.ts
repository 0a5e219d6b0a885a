import { summaryOf, type RemedySummary } from '../../flow/operate/remedy-list';
import type { Tombstone } from '../../ledger/envelope';
import type { NoticeState, NoticeTemplate, NoticeTrouble } from '../../ledger/notice/notice';
import type { CustomerHistories, KnownNotice, KnownRemedy } from '../../ledger/port/customer-history';
import type { Ledger } from '../../ledger/port/ledger';

/** What is known of a customer's id, without name and address. */
export interface CustomerView {
  readonly customerId: string;
  /** Until when what was detected was erased, and when that was done. Null where nobody was asked to. */
  readonly erased: Tombstone | null;
  /** The newest first. */
  readonly remedies: readonly CustomerRemedy[];
  /** False where there are more than are shown. */
  readonly isComplete: boolean;
}

/** A remedy as the lists show it, with what it is for and what was mailed about it. */
export interface CustomerRemedy extends Omit<KnownRemedy, 'type' | 'parts' | 'reasons' | 'history'>, RemedySummary {
  readonly notices: readonly CustomerNotice[];
}

export interface CustomerNotice {
  readonly template: NoticeTemplate;
  readonly state: NoticeState;
  /** Since when. ISO 8601. */
  readonly since: string;
  readonly trouble?: NoticeTrouble | undefined;
}

/** So many remedies of one customer are shown. */
const mostShown = 500;

/** @returns undefined where nothing was ever decided or erased of a customer with this id */
export async function viewCustomer(
  customerId: string,
  { ledger, customers }: { readonly ledger: Pick<Ledger, 'read'>; readonly customers: CustomerHistories },
): Promise<CustomerView | undefined> {
  const [{ customerRecord }, { remedies, notices, isComplete }] = await Promise.all([
    // No remedy is asked for: the customer record alone is wanted.
    ledger.read(customerId, ''),
    customers.historyOf(customerId, mostShown),
  ]);
  if (customerRecord.version === 0 && remedies.length === 0) return undefined;
  return {
    customerId,
    erased: customerRecord.tombstone ?? null,
    remedies: remedies.map((remedy) => viewOf(remedy, notices)),
    isComplete,
  };
}

function viewOf(remedy: KnownRemedy, notices: readonly KnownNotice[]): CustomerRemedy {
  const { type: _type, parts: _parts, reasons: _reasons, history: _history, ...rest } = remedy;
  return {
    ...rest,
    ...summaryOf(remedy),
    notices: notices.filter(({ remedyId }) => remedyId === remedy.remedyId).map(noticeOf),
  };
}

function noticeOf({ template, state, at: since, trouble }: KnownNotice): CustomerNotice {
  return { template, state, since, ...(trouble && { trouble }) };
}
