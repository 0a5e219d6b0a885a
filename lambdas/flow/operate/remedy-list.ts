import type { Cohort } from '../../ledger/incident/incident';
import type { HoldCause } from '../../model/guards/hold-cause';
import { indexOfState, sinceOf, type ListedLedger, type ListedRemedy } from '../../ledger/port/listed-ledger';
import {
  isListedState,
  listedStates,
  type Glance,
  type ListedState,
  type WaitingList,
} from '../../ledger/port/waiting-list';
import type { RemedyKey } from '../../ledger/port/ledger';
import { liveParts, type RemedyRecord } from '../../ledger/remedy-record';
import type { Money } from '../../model/money';
import { referenceOf } from '../../model/remedy-id';
import { costOf, costsOf } from '../../model/remedy';
import type { FlowContext } from '../record/flow-context';
import { cohortOf, readAll, readEach } from './cohort';

/** Which remedies: all that are given have to fit. */
export interface RemedyFilter {
  readonly state?: ListedState | undefined;
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
  /** How much fits in all. */
  readonly cohort: Cohort;
  /** How many fit in all. */
  readonly total: number;
  /** How many are in each state, whatever state is asked for; of those states that were read. */
  readonly counts: Readonly<Partial<Record<ListedState, number>>>;
  /** Since when the first of all that fit waits. ISO 8601. */
  readonly oldest?: string | undefined;
  readonly isComplete: boolean;
}

/** What people read lists from. */
export interface Lists {
  readonly ledger: Pick<ListedLedger, 'listed'>;
  readonly waiting: WaitingList;
}

/** So many are on one page. */
export const remediesOnPage = 100;

/** Later than anything can be due. */
const ever = new Date('9999-12-31T23:59:59.999Z');

/** So much of each list is read. */
const mostRead = 2_000;

/** The ledger for lists reads a hundred of what it is asked for at once in one request. */
const askedAtOnce = 500;

/** What a person reads, who decides nothing by it. */
export async function listRemedies(filter: RemedyFilter, { ledger, waiting }: Lists): Promise<RemedyList> {
  const { named, isComplete } = await namedBy(filter, waiting);
  const records = inOrder(await readEach(named, askedAtOnce, (one) => ledger.listed(one)), filter);
  const remedies = records.map(summaryOf);
  const counts = countsOf(remedies, filter.state === undefined ? listedStates : [filter.state]);
  const total = remedies.length;
  return { remedies, cohort: cohortOf(records), total, counts, oldest: remedies[0]?.since, isComplete };
}

/**
 * One page of what a person reads. What is asked of lists is on their index, so a long one costs no more than a short
 * one; only by what a record alone says it cannot be narrowed without reading each. The index lags a second or two: the
 * page may have a line less than it counts.
 */
export async function listRemedyPage(filter: RemedyFilter, page: number, lists: Lists): Promise<RemedyList> {
  const [from, to] = [(page - 1) * remediesOnPage, page * remediesOnPage];
  if (saidByRecordsAlone(filter)) {
    const whole = await listRemedies(filter, lists);
    return { ...whole, remedies: whole.remedies.slice(from, to) };
  }
  const { ledger, waiting } = lists;
  const { state, ...others } = filter;
  const { glanced, unread, isComplete } = await waiting.glances(mostRead);
  const onTheirWay = await linesOf(unread, ledger);
  const all = [...glanced, ...onTheirWay.flatMap(glanceAt)].filter((glance) => isGlanced(glance, others));
  const fitting = all.filter((glance) => state === undefined || glance.state === state).toSorted(byAge);
  const shown = await linesOf(fitting.slice(from, to), ledger);
  return {
    remedies: inOrder(shown, filter).map(summaryOf),
    cohort: { remedies: fitting.length, amounts: sumsOf(fitting) },
    total: fitting.length,
    counts: countsOf(all, listedStates),
    oldest: fitting[0]?.since,
    isComplete,
  };
}

function saidByRecordsAlone({ reason, cause, type }: RemedyFilter): boolean {
  return [reason, cause, type].some((part) => part !== undefined);
}

function linesOf(remedies: readonly RemedyKey[], ledger: Lists['ledger']): Promise<ListedRemedy[]> {
  const named = remedies.map(({ customerId, remedyId }) => ({ kind: 'remedy', customerId, remedyId }) as const);
  return readEach(named, askedAtOnce, (one) => ledger.listed(one));
}

function glanceAt(record: ListedRemedy): Glance | [] {
  const { customerId, remedyId, state, parts } = record;
  if (!isListedState(state)) return [];
  const amounts = costsOf(parts.map(({ part }) => part));
  return { customerId, remedyId, state, since: sinceOf(record), amounts };
}

function isGlanced({ customerId, since }: Glance, filter: Omit<RemedyFilter, 'state'>): boolean {
  return (filter.customerId === undefined || customerId === filter.customerId) && isWithin(since, filter);
}

function byAge(one: Glance, other: Glance): number {
  if (one.since !== other.since) return one.since < other.since ? -1 : 1;
  return one.remedyId < other.remedyId ? -1 : 1;
}

function countsOf(
  remedies: readonly { readonly state: string }[],
  states: readonly ListedState[],
): RemedyList['counts'] {
  return Object.fromEntries(states.map((state) => [state, remedies.filter((one) => one.state === state).length]));
}

function sumsOf(glances: readonly Glance[]): Money[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of glances.flatMap(({ amounts }) => amounts)) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amountMinor]) => ({ currency, amountMinor }));
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
  if (!isListedState(record.state)) return false;
  if (state !== undefined && record.state !== state) return false;
  if (cause !== undefined && (record.state !== 'held' || record.hold?.cause !== cause)) return false;
  if (type !== undefined && record.type !== type) return false;
  if (customerId !== undefined && record.customerId !== customerId) return false;
  if (!isWithin(sinceOf(record), { since, until })) return false;
  return reason === undefined || whyOf(record).toLowerCase().includes(reason.toLowerCase());
}

function isWithin(at: string, { since, until }: Pick<RemedyFilter, 'since' | 'until'>): boolean {
  if (until !== undefined && Date.parse(at) > Date.parse(until)) return false;
  return since === undefined || Date.parse(at) >= Date.parse(since);
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
