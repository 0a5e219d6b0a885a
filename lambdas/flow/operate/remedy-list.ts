import type { Cohort } from '../../ledger/incident/incident';
import type { HoldCause } from '../../model/guards/hold-cause';
import type { ListedLedger, ListedRemedy } from '../../ledger/port/listed-ledger';
import type { WaitingList } from '../../ledger/port/waiting-list';
import { liveParts, type RemedyRecord } from '../../ledger/remedy-record';
import type { Money } from '../../model/money';
import { referenceOf } from '../../model/remedy-id';
import { costOf } from '../../model/remedy';
import type { FlowContext } from '../record/flow-context';
import { cohortOf, readAll, readEach } from './cohort';

/** What a person may have to look at. Everything else is done, or being done. */
export const listedStates = ['needs-attention', 'unknown', 'pending', 'held'] as const;

/** Which remedies: all that are given have to fit. */
export interface RemedyFilter {
  readonly state?: (typeof listedStates)[number] | undefined;
  /** Part of the reason that a list shows. */
  readonly reason?: string | undefined;
  /** What stopped it, where it is held. */
  readonly cause?: HoldCause | undefined;
  /** A failure type. */
  readonly type?: string | undefined;
  /** Of this customer alone. */
  readonly customerId?: string | undefined;
  /** In that state since then, or later. ISO 8601. */
  readonly since?: string | undefined;
  /** In that state since then, or earlier: what came later nobody has looked at. ISO 8601. */
  readonly until?: string | undefined;
}

/** A remedy as a list shows it. No personal data. */
export interface RemedySummary {
  readonly remedyId: string;
  /** What its customer read to quote: `R7K4-M2QX`. */
  readonly reference: string;
  readonly customerId: string;
  readonly failureType: string;
  readonly state: RemedyRecord['state'];
  /** Since when it is in that state. ISO 8601. */
  readonly since: string;
  readonly amounts: readonly Money[];
  readonly why: string;
}

export interface RemedyList {
  /** Those that wait longest first. */
  readonly remedies: readonly RemedySummary[];
  readonly cohort: Cohort;
  readonly isComplete: boolean;
}

/** Later than anything can be due. */
const ever = new Date('9999-12-31T23:59:59.999Z');

/** So much of each list is read. */
const mostRead = 2_000;

/** The ledger for lists reads a hundred of what it is asked for at once in one request. */
const askedAtOnce = 500;

/** What a person reads, who decides nothing by it. */
export async function listRemedies(
  filter: RemedyFilter,
  { ledger, waiting }: { readonly ledger: Pick<ListedLedger, 'listed'>; readonly waiting: WaitingList },
): Promise<RemedyList> {
  const { named, isComplete } = await namedBy(filter, waiting);
  const records = inOrder(await readEach(named, askedAtOnce, (one) => ledger.listed(one)), filter);
  return { remedies: records.map(summaryOf), cohort: cohortOf(records), isComplete };
}

/** The records that fit, those that wait longest first. */
export async function recordsOf(
  filter: RemedyFilter,
  { ledger, waiting }: Pick<FlowContext, 'ledger' | 'waiting'>,
): Promise<{ readonly records: readonly RemedyRecord[]; readonly isComplete: boolean }> {
  const { named, isComplete } = await namedBy(filter, waiting);
  return { records: inOrder(await readAll(named, ledger), filter), isComplete };
}

async function namedBy({ state }: RemedyFilter, waiting: WaitingList) {
  const lists = await Promise.all([
    state === undefined || state === 'needs-attention' ? waiting.attention(mostRead) : [],
    // Held ones are on it too, and what needs attention while something of it is still to be published.
    waiting.due(ever, mostRead),
  ]);
  return { named: lists.flat(), isComplete: lists.every((list) => list.length < mostRead) };
}

function inOrder<One extends ListedRemedy>(records: readonly One[], filter: RemedyFilter): One[] {
  const fitting = records.filter((record) => fits(record, filter));
  return fitting.toSorted((a, b) => (sinceOf(a) < sinceOf(b) ? -1 : 1));
}

function fits(record: ListedRemedy, { state, reason, cause, type, customerId, since, until }: RemedyFilter): boolean {
  if (!(listedStates as readonly string[]).includes(record.state)) return false;
  if (state !== undefined && record.state !== state) return false;
  if (cause !== undefined && (record.state !== 'held' || record.hold?.cause !== cause)) return false;
  if (type !== undefined && record.type !== type) return false;
  if (customerId !== undefined && record.customerId !== customerId) return false;
  if (until !== undefined && Date.parse(sinceOf(record)) > Date.parse(until)) return false;
  if (since !== undefined && Date.parse(sinceOf(record)) < Date.parse(since)) return false;
  return reason === undefined || whyOf(record).toLowerCase().includes(reason.toLowerCase());
}

/** What of a record such a line is made of. */
export type Listed = Omit<ListedRemedy, 'hold'>;

/** A remedy as a list shows it, whichever list that is. */
export function summaryOf(record: Listed): RemedySummary {
  const { remedyId, customerId, type: failureType, state } = record;
  const amounts = liveParts(record).flatMap(({ part }) => costOf(part) ?? []);
  const reference = referenceOf(remedyId);
  return { remedyId, reference, customerId, failureType, state, since: sinceOf(record), amounts, why: whyOf(record) };
}

/** What brought it to its state, and what providers and partners said of its parts. */
function whyOf(record: Listed): string {
  if (record.state === 'held') return record.reasons.join('; ');
  const line = record.history.at(indexOfState(record))?.why ?? '';
  const ofParts = liveParts(record).flatMap(({ outcome }) => {
    if (outcome.state === 'declined') return outcome.reason;
    return outcome.state === 'unknown' ? outcome.why : [];
  });
  return [...new Set([line, ...ofParts])].join('; ');
}

function sinceOf(record: Listed): string {
  return record.history.at(indexOfState(record))?.at ?? record.committedAt;
}

/** The line with which it came to its state. */
function indexOfState({ state, history }: Listed): number {
  return history.findLastIndex((line) => line.state !== state) + 1;
}
