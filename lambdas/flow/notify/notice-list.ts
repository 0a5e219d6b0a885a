import type { NoticeState, NoticeTemplate, NoticeTrouble } from '../../ledger/notice/notice';
import type { Money } from '../../model/money';
import { inParallel } from '../record/in-parallel';
import type { FlowContext } from '../record/flow-context';
import { amountsToldOf } from './tell-owner';

/** Which mails: all that are given have to fit. */
export interface NoticeFilter {
  readonly trouble?: NoticeTrouble | undefined;
  /** A failure type. */
  readonly type?: string | undefined;
}

/** A mail that its customer perhaps did not get, as a list shows it. No personal data. */
export interface NoticeSummary {
  readonly remedyId: string;
  readonly customerId: string;
  readonly failureType: string;
  readonly template: NoticeTemplate;
  readonly state: NoticeState;
  readonly trouble: NoticeTrouble;
  /** Since when. ISO 8601. */
  readonly since: string;
  /** What was given, of which the customer perhaps does not know. */
  readonly amounts: readonly Money[];
  readonly why: string;
}

export interface NoticeList {
  /** Those that wait longest first. */
  readonly notices: readonly NoticeSummary[];
  readonly isComplete: boolean;
}

/** So many are read at most. */
const mostRead = 1_000;

/** How many are read at once. */
const atOnce = 8;

/** The mails that went wrong or are in doubt. The index lags: what it names is shown only if it still is so. */
export async function listNotices(
  { trouble, type }: NoticeFilter,
  { ledger, waiting }: Pick<FlowContext, 'ledger' | 'waiting'>,
): Promise<NoticeList> {
  const undelivered = await waiting.undelivered(mostRead);
  const notices: NoticeSummary[] = [];
  await inParallel(undelivered, atOnce, async (one) => {
    if (one.kind !== 'notice') return;
    const { record, notices: read } = await ledger.readMails(one, [one.template]);
    const notice = read[one.template];
    if (!record || notice?.trouble === undefined) return;
    if (trouble !== undefined && notice.trouble !== trouble) return;
    if (type !== undefined && notice.type !== type) return;
    notices.push({
      remedyId: notice.remedyId,
      customerId: notice.customerId,
      failureType: notice.type,
      template: notice.template,
      state: notice.state,
      trouble: notice.trouble,
      since: notice.at,
      amounts: amountsToldOf(record),
      why: notice.history.at(-1)?.why ?? '',
    });
  });
  return { notices: notices.sort((a, b) => (a.since < b.since ? -1 : 1)), isComplete: undelivered.length < mostRead };
}
