import { laterAttempts, nextStepOf } from '../../fulfilment/port/next-step';
import type { DeclineReason } from '../../fulfilment/port/part-outcome';
import { liveParts, nextPartNumber, type RemedyRecord, type PartRecord } from '../../ledger/remedy-record';
import { moveRemedy } from '../../ledger/transitions';
import type { RemedyPart } from '../../model/remedy';
import { partKey } from '../../model/remedy-id';
import { unreachable } from '../../model/unreachable';
import { ownedByAnother } from '../decide/claim-owners';
import { pollPart, withdrawPart, type Found } from '../ask/poll-part';
import type { ExecuteContext } from '../fulfil/execute';
import { leaveToPerson, reschedule, write } from '../record/record-writer';

/** What is given in the place of a part that failed. */
interface Substitute {
  readonly failed: PartRecord;
  readonly part: RemedyPart;
  readonly afterMs: number;
  readonly why: string;
}

/**
 * A part was refused. A reason that passes is waited for and tried anew, and where the decision named something else to
 * give, that is given; for every other a person finds a way.
 */
export async function fallBack(record: RemedyRecord, context: ExecuteContext): Promise<void> {
  const failed = liveParts(record).filter(({ outcome }) => outcome.state === 'declined');
  const [first] = failed;
  if (first?.outcome.state !== 'declined') throw new Error(`${record.remedyId} has no part that failed`);
  const substitutes = failed.flatMap((part) => substituteFor(part, record) ?? []);
  if (substitutes.length === 0) {
    const { reason } = first.outcome;
    return leaveToPerson(record, `a person has to find a way: ${reason}. ${nextStepOf(reason).advice}`, context);
  }
  // Asked once more before another key is made: what was refused must not have gone through after all.
  for (const substitute of substitutes) {
    const found = await pollOnceMore(record, substitute.failed, context);
    if (found.state === 'unreachable') return reschedule(record, 'the provider was not reached', context);
    if (found.state !== 'declined' && found.state !== 'not-found') {
      return leaveToPerson(
        record,
        `a person has to look: it was refused, and is now said to be ${found.state}`,
        context,
      );
    }
  }
  const parts = substitutes.map(({ part }) => part);
  const another = await ownedByAnother(parts, record, context.ledger);
  if (another !== undefined) return leaveToPerson(record, `a person has to look: ${another}`, context);
  await plan(record, substitutes, context);
}

/** That the address is gone was noticed here: a partner that was asked while it was kept has to be told not to act. */
async function pollOnceMore(record: RemedyRecord, failed: PartRecord, context: ExecuteContext): Promise<Found> {
  const { outcome } = failed;
  const isNoticedHere = outcome.state === 'declined' && outcome.reason === 'address-gone';
  return isNoticedHere ? withdrawPart(record, failed, context) : pollPart(record, failed, context);
}

function substituteFor(failed: PartRecord, record: RemedyRecord): Substitute | undefined {
  if (failed.outcome.state !== 'declined') return undefined;
  const { reason } = failed.outcome;
  const next = nextStepOf(reason);
  if (next.step === 'try-again-later') {
    if (triesBefore(failed, record) >= laterAttempts) return undefined;
    return { failed, part: failed.part, afterMs: next.afterMs, why: `tried anew later: ${reason}` };
  }
  const part = fallbackOf(failed.part, reason);
  return part && { failed, part, afterMs: 0, why: `a ${part.kind} instead of the ${failed.part.kind}: ${reason}` };
}

/** What the decision named to be given instead, where the reason leaves no doubt that nothing was given yet. */
function fallbackOf(part: RemedyPart, reason: DeclineReason): RemedyPart | undefined {
  switch (part.kind) {
    case 'refund':
      return cardTakesNothing.includes(reason) ? part.fallback : undefined;
    case 'cancellation':
      return reason === 'captured' ? part.fallback : undefined;
    case 'replacement':
    case 'entitlement':
      // Somebody who called it back by hand had a reason of their own.
      return reason === 'cancelled' ? undefined : part.fallback;
    case 'credit':
    case 'callback':
      return undefined;
    default:
      return unreachable(part);
  }
}

const cardTakesNothing: readonly DeclineReason[] = ['card-unreachable', 'payment-too-old', 'payment-not-refundable'];

function triesBefore({ insteadOf }: PartRecord, record: RemedyRecord): number {
  const before = record.parts.find(({ number }) => number === insteadOf);
  return before ? 1 + triesBefore(before, record) : 0;
}

async function plan(record: RemedyRecord, substitutes: readonly Substitute[], context: ExecuteContext): Promise<void> {
  const now = context.clock().getTime();
  const planned = substitutes.map(({ failed, part, afterMs }, index): PartRecord => {
    const number = nextPartNumber(record.parts) + index;
    return {
      part,
      number,
      key: partKey(record.remedyId, number),
      insteadOf: failed.number,
      notBefore: new Date(now + afterMs).toISOString(),
      outcome: { state: 'planned' },
    };
  });
  const why = [...new Set(substitutes.map((substitute) => substitute.why))].join('; ');
  const parts = [...record.parts, ...planned];
  const moved = await write((stamp) => moveRemedy(record, { to: 'fallback', why, parts }, stamp), context);
  if (moved.result === 'lost') return;
  context.observer.step({ step: 'fallback', remedyId: record.remedyId, failureType: record.type });
}
