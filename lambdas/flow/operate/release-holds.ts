import { isMoreThan, type Cohort } from '../../ledger/incident/incident';
import type { Approval } from '../../ledger/remedy-record';
import type { HoldCause } from '../../model/guards/hold-cause';
import type { FlowContext } from '../record/flow-context';
import { approvalsForCohort, cohortOf, cohortText } from './cohort';
import { approveHold, type HoldContext } from './holds';
import { refused, type Refused } from './refused';
import { recordsOf, type RemedyFilter } from './remedy-list';

export type ReleaseContext = HoldContext & Pick<FlowContext, 'limits' | 'waiting'>;

/** Which held remedies: those that were stopped for one cause, and fit all else that is given. */
export type HeldFilter = Omit<RemedyFilter, 'state' | 'cause'> & { readonly cause: HoldCause };

/** What came of a release of many. */
export type ReleaseResult =
  | {
      readonly answer: 'done';
      /** The sweep gives them within a minute or two. */
      readonly released: number;
      /** Approved by one person now. Together they are so much that another one has to release them too. */
      readonly waiting: number;
      readonly refused: readonly { readonly customerId: string; readonly remedyId: string; readonly why: string }[];
    }
  | (Refused & { readonly cohort?: Cohort | undefined });

/**
 * A person releases all that one cause has stopped, such as a switch, if they are no more than that person has seen.
 * Each is approved as it would be by itself. The threshold for two people holds for what is released in all.
 */
export async function releaseHolds(
  filter: HeldFilter,
  { actor, person, why, seen }: Omit<Approval, 'at'> & { readonly seen: Cohort },
  context: ReleaseContext,
): Promise<ReleaseResult> {
  const { records, isComplete } = await recordsOf({ ...filter, state: 'held' }, context);
  if (!isComplete) return refused('there are more than can be released at once: narrow the filter');
  if (records.length === 0) return refused('nothing that is held fits that: list what is held, and see why it is');
  const cohort = cohortOf(records);
  if (isMoreThan(cohort, seen)) {
    return { ...refused(`it is more than you have seen: ${cohortText(cohort)} now; look at it again`), cohort };
  }
  const approvalsNeeded = approvalsForCohort(cohort, context.limits);
  const refusals: { customerId: string; remedyId: string; why: string }[] = [];
  let [released, waiting] = [0, 0];
  for (const { customerId, remedyId } of records) {
    const result = await approveHold({ customerId, remedyId, actor, person }, { why, approvalsNeeded }, context);
    if (result.answer === 'refused') refusals.push({ customerId, remedyId, why: result.why });
    else if (result.record.state === 'held') waiting += 1;
    else released += 1;
  }
  return { answer: 'done', released, waiting, refused: refusals };
}
