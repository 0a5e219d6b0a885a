import { isOpen, isUnwanted, type Conversation } from '../conversation/conversation';
import type { RemedyKey, SaveResult } from '../ledger/port/ledger';
import type { AskedCustomer, Feedback } from './feedback';

/** Where answers are kept, and who was asked. All reads see every write that was answered before they began. */
export interface FeedbackStore {
  read(of: RemedyKey): Promise<Feedback | undefined>;
  /** Writes it if the stored version is the one before it; version 1 only if there is none and none was erased. */
  save(next: Feedback): Promise<SaveResult>;
  readAsked(customerId: string): Promise<AskedCustomer | undefined>;
  /** Writes it if the stored version is the one before it; version 1 only if there is none. */
  saveAsked(next: AskedCustomer): Promise<SaveResult>;
  hindrancesOf(customerId: string): Promise<Hindrances>;
}

/** How a customer stands with us, over all of their remedies. */
export interface Hindrances {
  /** They called a mail of ours spam. */
  readonly hasComplained: boolean;
  /** They wrote, and somebody owes them an answer or waits for theirs. */
  readonly isTalking: boolean;
  /** There was too much to read all of it. */
  readonly isUnknown: boolean;
}

/** @param notices the states of all mails to a customer */
export function hindrancesIn(
  notices: readonly string[],
  conversations: readonly Pick<Conversation, 'state' | 'lines'>[],
): Hindrances {
  return {
    hasComplained: notices.includes('complained') || conversations.some(isUnwanted),
    isTalking: conversations.some((conversation) => isOpen(conversation) || conversation.state === 'waiting'),
    isUnknown: false,
  };
}
