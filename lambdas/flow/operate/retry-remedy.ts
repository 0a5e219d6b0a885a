import { spendingOn, takenBy, type Acquired } from '../../ledger/budget';
import { isMoreThan, type Cohort } from '../../ledger/incident/incident';
import { budgetsFor } from '../../ledger/quota-lease';
import {
  givenInPlaceOf,
  isApprovedByPerson,
  liveParts,
  type Approval,
  type RemedyRecord,
} from '../../ledger/remedy-record';
import { moveRemedy } from '../../ledger/transitions';
import { modeFor } from '../../model/controls';
import type { FlowContext } from '../record/flow-context';
import { write } from '../record/record-writer';
import { reopen } from '../record/reopen';
import { cohortOf, cohortText } from './cohort';
import { answerAfter, type HoldCase, type HoldContext, type HoldResult } from './holds';
import { refused, refusedAsChanged, refusedAsForeign, type Refused } from './refused';
import { recordsOf, type RemedyFilter } from './remedy-list';

export type RetryContext = HoldContext & Pick<FlowContext, 'limits' | 'quota' | 'waiting'>;

/** What came of a retry of many. */
export type RetriesResult =
  | {
      readonly answer: 'done';
      readonly retried: number;
      readonly refused: readonly { readonly customerId: string; readonly remedyId: string; readonly why: string }[];
    }
  | (Refused & { readonly cohort?: Cohort | undefined });

/**
 * A person sends a remedy that needs attention on its way again, with the decision that is stored. It takes its
 * refundable amount, its customer's limits and the budgets of the day anew, and is refused where they are gone. The
 * sweep carries it out: it asks first what became of each part, and gives what was certainly not given as a new part.
 */
export async function retryRemedy(
  { customerId, remedyId, actor, person, expectedVersion }: HoldCase,
  why: string,
  context: RetryContext,
): Promise<HoldResult> {
  const record = await context.ledger.readRemedy(customerId, remedyId);
  if (!record) return refused(`there is no remedy ${remedyId} of that customer`);
  const changed = refusedAsChanged(record, expectedVersion);
  return changed ?? retry(record, { actor, person, why }, context);
}

/** What is done about those of another state, which nobody sends on their way again. */
const insteadOfRetry: Record<Exclude<RemedyFilter['state'], 'needs-attention' | undefined>, string> = {
  held: 'what is held was not tried yet: approve it, or release all that one cause has stopped',
  unknown: 'what is unknown is asked for by itself, and needs attention once that finds nothing out',
  pending: 'what is pending is asked for by itself, and needs attention once that takes too long',
};

/** The same for all that fit a filter, if they are no more than that person has seen. */
export async function retryRemedies(
  { state = 'needs-attention', ...filter }: RemedyFilter,
  { actor, person, why, seen }: Omit<Approval, 'at'> & { readonly seen: Cohort },
  context: RetryContext,
): Promise<RetriesResult> {
  if (state !== 'needs-attention') return refused(insteadOfRetry[state]);
  const { records, isComplete, cohort } = await listed(filter, context);
  if (!isComplete) return refused('there are more than can be sent at once: narrow the filter');
  if (records.length === 0) return refused('nothing that needs attention fits that');
  if (isMoreThan(cohort, seen)) {
    return { ...refused(`it is more than you have seen: ${cohortText(cohort)} now; look at it again`), cohort };
  }
  const refusals: { customerId: string; remedyId: string; why: string }[] = [];
  for (const record of records) {
    const { customerId, remedyId } = record;
    const result = await retry(record, { actor, person, why }, context);
    if (result.answer === 'refused') refusals.push({ customerId, remedyId, why: result.why });
  }
  return { answer: 'done', retried: records.length - refusals.length, refused: refusals };
}

async function listed(filter: Omit<RemedyFilter, 'state'>, context: RetryContext) {
  const found = await recordsOf({ ...filter, state: 'needs-attention' }, context);
  return { ...found, cohort: cohortOf(found.records) };
}

async function retry(
  record: RemedyRecord,
  { actor, person, why }: Omit<Approval, 'at'>,
  context: RetryContext,
): Promise<HoldResult> {
  const { clock, quota } = context;
  if (record.state !== 'needs-attention') return refused(`it is ${record.state} and does not need attention`);
  if (record.doubt) return refusedAsForeign(record.doubt);
  const open = liveParts(record).filter(({ outcome }) => outcome.state !== 'succeeded' && outcome.state !== 'pending');
  if (open.length === 0) return refused('nothing of it is left to give');
  const given = open.map((part) => givenInPlaceOf(part, record.parts)).find((part) => part !== undefined);
  if (given) return refused(`part ${given.number} was given after all, so nothing is given in its place`);
  const { mode, what } = modeFor(await context.controlsStore.readControls(), record);
  if (mode === 'off' || mode === 'shadow') return refused(`${what} gives nothing while it is ${mode}`);
  const acquired = acquiredFor(
    record,
    open.map(({ part }) => part),
    context,
  );
  if ('why' in acquired) return refused(acquired.why);
  const full = await quota.acquire(acquired.budgets, acquired.spending);
  if (full) return refused(`${full.what} is used up`);
  const reopened = await reopen(record, { ...context, taken: takenBy(acquired) });
  if (reopened.result !== 'reopened' || reopened.hadTaken) quota.release(acquired.budgets, acquired.spending);
  if (reopened.result !== 'reopened') {
    return refused('why' in reopened ? reopened.why : 'others are writing at the same time; ask again');
  }
  const at = clock().toISOString();
  const again = { ...record, retry: { actor, why, at }, retriedBy: { actor, person } };
  const line = `sent on its way again by ${actor}: ${why}`;
  const moved = await write(
    (stamp) =>
      moveRemedy(again, { to: 'executing', why: line, execution: { token: stamp.token, leaseUntil: at } }, stamp),
    context,
  );
  if (moved.result === 'lost') return answerAfter(moved);
  context.observer.step({ step: 'retried', remedyId: record.remedyId, failureType: record.type });
  return { answer: 'done', record: moved.record };
}

/**
 * What it takes out of the shared limits. What people approved is not counted against its incident, which was full.
 */
function acquiredFor(
  record: RemedyRecord,
  parts: readonly RemedyRecord['parts'][number]['part'][],
  { limits, clock }: RetryContext,
): Acquired | { readonly why: string } {
  const { type, incidentId, source, paid } = record;
  const spending = spendingOn(parts, limits, paid.currency);
  if ('why' in spending) return spending;
  const counted = { type, source, incidentId: isApprovedByPerson(record) ? undefined : incidentId };
  return { budgets: budgetsFor(counted, limits, clock()), spending };
}
