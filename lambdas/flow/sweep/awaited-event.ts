import { newHold, waitedInVain } from '../../ledger/record-of';
import { isAwaitedAtProvider } from '../../ledger/due';
import { isApprovedByPerson, wasLookedAt, type Hold, type RemedyRecord } from '../../ledger/remedy-record';
import { moveRemedy, withHold, withRelease } from '../../ledger/transitions';
import { unreachable } from '../../model/unreachable';
import { causeOfWait, waitFor, type AwaitedAtProvider } from '../decide/fit-to-payment';
import type { BreakerContext } from '../fulfil/account-breaker';
import { holdBack, type HoldBackContext } from '../fulfil/hold-back';
import { hasGiven } from '../fulfil/rejection';
import type { FlowContext } from '../record/flow-context';
import { leaveToPerson, reschedule, write, writeAndPublish } from '../record/record-writer';
import { paymentNow } from '../ask/payment-now';

export type AwaitedEventContext = HoldBackContext & BreakerContext & Pick<FlowContext, 'payments' | 'marks' | 'clock'>;

/**
 * Asks the provider whether what a held remedy waits for has happened: its payment was captured, or the dispute about
 * it is closed. Then it is given, or ends, or a person looks.
 *
 * @returns the approved record, where it is given now
 */
export async function askForAwaited(
  record: RemedyRecord,
  { what, event }: NonNullable<Hold['awaits']>,
  context: AwaitedEventContext,
): Promise<RemedyRecord | undefined> {
  // A bank that gave the price back leaves nothing to give in its place either.
  const now = await paymentNow(record, 'price', context);
  switch (now.kind) {
    case 'free': {
      const released = await write(
        (stamp) => withRelease(record, `${what} was waited for, and is over`, stamp),
        context,
      );
      return released.result === 'won' ? released.record : undefined;
    }
    case 'waits': {
      if (now.event === event) await reschedule(record, `${what} is still waited for: ${now.why}`, context);
      else await waitAlsoFor(record, now.event, now.why, context);
      return undefined;
    }
    case 'over':
      // What was given stays given, so nothing of it is rejected by itself.
      if (hasGiven(record)) await leaveHoldToPerson(record, now.why, context);
      else await writeAndPublish((stamp) => moveRemedy(record, { to: 'rejected', why: now.why }, stamp), context);
      return undefined;
    case 'unfit':
    case 'other-currency':
      await leaveHoldToPerson(record, now.why, context);
      return undefined;
    case 'account':
      await reschedule(record, now.stop.why, context);
      return undefined;
    case 'not-known':
      await reschedule(record, now.why, context);
      return undefined;
    default:
      return unreachable(now);
  }
}

async function leaveHoldToPerson(record: RemedyRecord, what: string, context: AwaitedEventContext): Promise<void> {
  const unpublished = { ...record, unpublished: true };
  const why = `${what}: a person has to look`;
  const change = { ...waitedInVain, why: what };
  await writeAndPublish((stamp) => withHold(unpublished, change, why, stamp), context);
}

/** Whether the sweep asks the provider for what the hold waits for. */
export function isAskedFor(awaits: Hold['awaits']): awaits is NonNullable<Hold['awaits']> {
  return isAwaitedAtProvider(awaits?.event);
}

/**
 * Looks at the payment of what was approved, before any part of it is given. While it is disputed, or not captured yet,
 * the remedy waits, and then goes on by itself with the approvals it has.
 *
 * @returns whether it may be given now
 */
export async function mayBeGiven(record: RemedyRecord, context: AwaitedEventContext): Promise<boolean> {
  const now = await paymentNow(record, wasLookedAt(record) ? 'refunds' : 'price', context);
  switch (now.kind) {
    case 'free':
      return true;
    case 'unfit':
      // Whoever approved it may have it tried. A wait that ended by itself looked at no payment.
      if (now.isGuarded && (record.state !== 'approved' || isApprovedByPerson(record))) return true;
      await leaveToPerson(record, `${now.why}: a person has to look`, context);
      return false;
    case 'waits':
      await writeAndPublish((stamp) => heldFor(record, now.event, now.why, stamp, context), context);
      return false;
    case 'over':
    case 'other-currency':
      await leaveToPerson(record, `${now.why}: a person has to look`, context);
      return false;
    case 'account':
      await holdBack(record, now.stop, context);
      return false;
    case 'not-known':
      await reschedule(record, now.why, context);
      return false;
    default:
      return unreachable(now);
  }
}

/** What was waited for has happened, and now something else keeps it. */
async function waitAlsoFor(
  record: RemedyRecord,
  event: AwaitedAtProvider,
  why: string,
  context: AwaitedEventContext,
): Promise<void> {
  const awaits = waitFor(event, context.clock());
  const change = { awaits, why, deadline: awaits.until, escalateAt: awaits.until };
  const unpublished = { ...record, unpublished: true };
  await writeAndPublish((stamp) => withHold(unpublished, change, why, stamp), context);
}

function heldFor(
  record: RemedyRecord,
  event: AwaitedAtProvider,
  why: string,
  stamp: Parameters<typeof moveRemedy>[2],
  { limits }: AwaitedEventContext,
): RemedyRecord {
  const awaits = waitFor(event, new Date(stamp.at));
  const { approvals = [], approvalsNeeded = 1 } = record.hold ?? {};
  const cause = causeOfWait(event);
  const fresh = newHold(awaits.until, limits.holdHours, { approvalsNeeded, withIncident: false, awaits });
  return moveRemedy(record, { to: 'held', why, hold: { ...fresh, approvals, cause, why } }, stamp);
}
