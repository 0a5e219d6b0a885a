import type { Hindrances } from '../../feedback/feedback-store';
import type { Conversation } from '../../conversation/conversation';
import { comesAt, givenParts } from '../../ledger/follow/follow-ups';
import { hasBegun, hasLeft, type FollowUpTemplate, type Notices } from '../../ledger/notice/notice';
import { failedSince, lastWordOf } from '../../ledger/notice/told-parts';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { wasToldWithAnother, type EndOfIncident, type FollowUpTurn } from '../../ledger/follow/follow-up-turn';

/** All that may speak against a follow-up. */
export interface FollowedCase {
  readonly record: RemedyRecord;
  readonly notices: Notices;
  readonly turn: FollowUpTurn | undefined;
  /** How the customer is placed with us, over all of their remedies. Undefined where nobody looked. */
  readonly hindrances: Hindrances | undefined;
  /** About this remedy. */
  readonly conversation: Conversation | undefined;
}

/**
 * Why a customer is not followed up any more, as far as what happened since speaks against it. Undefined where nothing
 * does. Pure.
 */
export function whyNotFollowedUp(template: FollowUpTemplate, followed: FollowedCase): string | undefined {
  const { record, notices, conversation } = followed;
  if (record.state !== 'issued') return `the remedy is ${record.state} now`;
  if (hasComplained(followed)) return 'the customer called a mail of ours spam';
  if (followed.hindrances?.isUnknown) return 'the customer has more remedies than could be looked at';
  const ofConversation = conversation && whyNotDuring(template, conversation);
  if (ofConversation !== undefined) return ofConversation;
  const before = lastWordOf(notices);
  // What is in doubt, came back or is being sent again was perhaps never read.
  if (!before || before.trouble !== undefined || before.resend || !hasLeft(before)) {
    return 'nobody knows that the mail before it arrived';
  }
  if (before.by !== undefined) return 'the mail before it could not be delivered: a message took its place';
  if (failedSince(before, record).length > 0) return 'what the mail before it said has failed since';
  return whyNotAbout(template, followed);
}

/** The end of an incident that such a mail tells. Undefined where it tells none. */
export function endToldBy(template: FollowUpTemplate, { mended }: Notices): EndOfIncident | undefined {
  const { incidentId, mended: fixed } = mended?.planned ?? {};
  return template === 'mended' && incidentId !== undefined && fixed
    ? { incidentId, fixedAt: fixed.fixedAt }
    : undefined;
}

/** Of any remedy, and of any mail: where it was noted does not matter. */
function hasComplained({ turn, hindrances, notices }: FollowedCase): boolean {
  const isNoted = turn?.complainedAt !== undefined || hindrances?.hasComplained === true;
  return isNoted || Object.values(notices).some(({ state }) => state === 'complained');
}

/** A person has the customer's ear: no mail by itself speaks in between, and none asks again what was answered. */
function whyNotDuring(template: FollowUpTemplate, { state, lines }: Conversation): string | undefined {
  if (lines.some(({ answer }) => answer?.state === 'complained')) return 'the customer called an answer of ours spam';
  if (state !== 'closed') return 'a person is in conversation with the customer';
  return template === 'mended' ? undefined : 'the customer has spoken of it with a person';
}

function whyNotAbout(template: FollowUpTemplate, { record, notices, turn }: FollowedCase): string | undefined {
  const given = givenParts(record);
  const isSpokenOf = whySpokenOf(notices);
  switch (template) {
    case 'refund-there': {
      const isRefunded = given.some(({ part }) => part.kind === 'refund');
      if (!isRefunded) return 'no money went back';
      return isSpokenOf;
    }
    case 'replacement-there': {
      const comes = comesAt(given);
      if (!comes) return 'no new one was sent';
      if (comes.ms === undefined) return 'nobody has named the day by which the new one comes';
      return isSpokenOf;
    }
    case 'mended': {
      const { remedyId } = record;
      const isTold = wasToldWithAnother(turn, { remedyId, end: endToldBy(template, notices) });
      return isTold ? 'the customer was told of it with another remedy' : undefined;
    }
    case 'feedback':
      return undefined;
  }
}

/** No mail asks whether it came after another one has spoken of that. */
function whySpokenOf({ correction, feedback }: Notices): string | undefined {
  if (hasBegun(correction)) return 'the customer was written a correction, and what came of that';
  return hasBegun(feedback) ? 'the customer was asked since whether it was made right' : undefined;
}
