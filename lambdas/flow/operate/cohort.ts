import type { Cohort } from '../../ledger/incident/incident';
import type { RemedyKey } from '../../ledger/port/ledger';
import type { Waiting } from '../../ledger/port/waiting-list';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { shareOfThreshold, type Limits } from '../../model/limits';
import { toDecimal } from '../../model/money';
import { costsOf } from '../../model/remedy';
import type { FlowContext } from '../record/flow-context';
import { inParallel } from '../record/in-parallel';

/** How many of a cohort are counted. What waits beyond that is decided after them. */
export const countedOfCohort = 5_000;

/** How many records are read at once, each by itself. */
const atOnce = 32;

/** What waits with an incident at this moment. */
export interface CountedCohort {
  readonly cohort: Cohort;
  readonly records: readonly RemedyRecord[];
  /** False where more wait than were counted. */
  readonly isComplete: boolean;
}

/** The index lags and names keys only, so each record is read. */
export async function countCohort(
  incidentId: string,
  { ledger, waiting }: Pick<FlowContext, 'ledger' | 'waiting'>,
): Promise<CountedCohort> {
  const named = await waiting.cohort(incidentId, countedOfCohort);
  const records = (await readAll(named, ledger)).filter(
    ({ state, hold, doubt }) => state === 'held' && hold?.withIncident && !doubt,
  );
  const words = named.filter(({ kind }) => kind === 'notice').length;
  const cohort = { ...cohortOf(records), ...(words > 0 && { words }) };
  return { cohort, records, isComplete: named.length < countedOfCohort };
}

/** The records that a list names, as they are now. */
export async function readAll(
  named: readonly Waiting[],
  ledger: Pick<FlowContext['ledger'], 'readRemedy'>,
): Promise<RemedyRecord[]> {
  return readEach(named, atOnce, ({ customerId, remedyId }) => ledger.readRemedy(customerId, remedyId));
}

/** What is read of each remedy that a list names, so many at once. */
export async function readEach<Read>(
  named: readonly Waiting[],
  width: number,
  read: (remedy: RemedyKey) => Promise<Read | undefined>,
): Promise<Read[]> {
  const found: Read[] = [];
  await inParallel(named, width, async (one) => {
    const value = one.kind === 'remedy' ? await read(one) : undefined;
    if (value !== undefined) found.push(value);
  });
  return found;
}

/** How many these are, and what they would cost. */
export function cohortOf(records: readonly Pick<RemedyRecord, 'parts'>[]): Cohort {
  const parts = records.flatMap((record) => record.parts.map(({ part }) => part));
  return { remedies: records.length, amounts: costsOf(parts) };
}

/** How many different people have to release so much at once. Half of the threshold in two currencies is all of it. */
export function approvalsForCohort({ amounts }: Cohort, { twoPeopleAbove }: Limits): 1 | 2 {
  return shareOfThreshold(amounts, twoPeopleAbove) > 1 ? 2 : 1;
}

/** Whether anything waits: money, or only the words of mails. */
export function waitsIn({ remedies, words = 0 }: Cohort): boolean {
  return remedies + words > 0;
}

/** As a person reads it. */
export function cohortText({ remedies, amounts }: Cohort): string {
  const sums = amounts.map((money) => `${toDecimal(money)} ${money.currency}`).join(' + ');
  const count = `${remedies} ${remedies === 1 ? 'remedy' : 'remedies'}`;
  return sums === '' ? count : `${count}, ${sums}`;
}
