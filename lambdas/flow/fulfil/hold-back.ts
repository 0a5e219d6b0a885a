import { accountHold, isWaitFor, type AccountWait } from './account-hold';
import { openedIncident } from '../../ledger/incident/incident';
import type { IncidentStore } from '../../ledger/port/waiting-list';
import { newHold } from '../../ledger/record-of';
import type { RemedyRecord, WriteStamp } from '../../ledger/remedy-record';
import { moveRemedy } from '../../ledger/transitions';
import { limitIn, type Limits } from '../../model/limits';
import { costIn, currenciesOf, type RemedyPart } from '../../model/remedy';
import type { FlowContext } from '../record/flow-context';
import { writeAndPublish, type PublishContext } from '../record/record-writer';
import type { Stopped } from './stopped';

export type HoldBackContext = PublishContext &
  Pick<FlowContext, 'limits'> & { readonly incidents: Pick<IncidentStore, 'openIncident'> };

/** How many different people have to approve: two where the parts cost more than the second threshold. */
export function approvalsFor(parts: readonly RemedyPart[], { twoPeopleAbove }: Limits): 1 | 2 {
  const isLarge = currenciesOf(parts).some((currency) => costIn(parts, currency) > limitIn(twoPeopleAbove, currency));
  return isLarge ? 2 : 1;
}

/**
 * Holds a remedy of which nothing more is attempted, with what stopped it. Earlier approvals do not release it: who
 * approved did not know. One that an incident's verdict had approved waits with the incident again.
 */
export async function holdBack(record: RemedyRecord, stopped: Stopped, context: HoldBackContext): Promise<void> {
  const { hold, incidentId } = record;
  // Before the record that waits with it: it may be over by now, and nobody would be asked for a verdict.
  if (hold?.withIncident && incidentId !== undefined && stopped.account === undefined) {
    await context.incidents.openIncident(
      openedIncident(incidentId, context.clock().toISOString(), context.limits.holdHours),
    );
  }
  const held = await writeAndPublish(
    (stamp) =>
      stopped.account === undefined
        ? heldBack(record, stopped, context.limits, stamp)
        : heldForAccount(record, { account: stopped.account, why: stopped.why }, stamp),
    context,
  );
  if (held.result === 'lost') return;
  context.observer.step({ step: 'stopped', remedyId: record.remedyId, failureType: record.type });
}

function heldBack(record: RemedyRecord, { cause, why }: Stopped, limits: Limits, stamp: WriteStamp): RemedyRecord {
  const approvalsNeeded = record.hold?.approvalsNeeded ?? approvalsFor(openParts(record), limits);
  const withIncident = record.hold?.withIncident === true;
  const hold = { ...newHold(stamp.at, limits.holdHours, { approvalsNeeded, withIncident }), cause, why };
  return moveRemedy(record, { to: 'held', why, parts: record.parts, hold }, stamp);
}

/** That it waits on for the same account is no news, and is not published again. */
function heldForAccount(record: RemedyRecord, wait: AccountWait, stamp: WriteStamp): RemedyRecord {
  const isNews = !isWaitFor(wait.account, record.hold, stamp.at);
  const hold = accountHold(wait, stamp.at, record.hold);
  return moveRemedy(record, { to: 'held', why: wait.why, hold, isNews }, stamp);
}

function openParts({ parts }: RemedyRecord): RemedyPart[] {
  return parts.filter(({ outcome }) => outcome.state === 'planned').map(({ part }) => part);
}
