import type { Conversation } from '../../conversation/conversation';
import { comesAt, givenParts } from '../../ledger/follow/follow-ups';
import { hasBegun, hasLeft, type FollowUpTemplate, type Notices } from '../../ledger/notice/notice';
import { failedSince, lastWordOf } from '../../ledger/notice/told-parts';
import type { RemedyRecord } from '../../ledger/remedy-record';
import type { FollowUpTurn } from '../../ledger/follow/follow-up-turn';

/** All that may speak against a follow-up. */
export interface FollowedCase {
  readonly record: RemedyRecord;
  readonly notices: Notices;
  readonly turn: FollowUpTurn | undefined;
  readonly conversation: Conversation | undefined;
}

/**
 * Why a customer is not followed up any more, as far as what happened since speaks against it. Undefined where nothing
 * does. Pure.
 */
export function whyNotFollowedUp(template: FollowUpTemplate, followed: FollowedCase): string | undefined {
  const { record, notices, turn, conversation } = followed;
  if (record.state !== 'issued') return `the remedy is ${record.state} now`;
  const others = Object.values(notices);
  if (turn?.complainedAt !== undefined || others.some(({ state }) => state === 'complained')) {
    return 'the customer called a mail of ours spam';
  }
  const ofConversation = conversation && whyNotDuring(template, conversation);
  if (ofConversation !== undefined) return ofConversation;
  const before = lastWordOf(notices);
  // What is in doubt, came back or is being sent again was perhaps never read.
  if (!before || before.trouble !== undefined || before.resend || !hasLeft(before)) {
    return 'nobody knows that the mail before it arrived';
  }
  if (failedSince(before, record).length > 0) return 'what the mail before it said has failed since';
  return whyNotAbout(template, record, notices);
}

/** A person has the customer's ear: no mail by itself speaks in between, and none asks again what was answered. */
function whyNotDuring(template: FollowUpTemplate, { state, lines }: Conversation): string | undefined {
  if (lines.some(({ answer }) => answer?.state === 'complained')) return 'the customer called an answer of ours spam';
  if (state !== 'closed') return 'a person is in conversation with the customer';
  return template === 'mended' ? undefined : 'the customer has spoken of it with a person';
}

function whyNotAbout(template: FollowUpTemplate, record: RemedyRecord, notices: Notices): string | undefined {
  const given = givenParts(record);
  switch (template) {
    case 'refund-there': {
      const isRefunded = given.some(({ part }) => part.kind === 'refund');
      if (!isRefunded) return 'no money went back';
      return hasBegun(notices.correction) ? whyCorrected : undefined;
    }
    case 'replacement-there': {
      const comes = comesAt(given);
      if (!comes) return 'no new one was sent';
      if (comes.ms === undefined) return 'nobody has named the day by which the new one comes';
      return hasBegun(notices.correction) ? whyCorrected : undefined;
    }
    case 'mended':
      return undefined;
  }
}

const whyCorrected = 'the customer was written a correction, and what came of that';
