import type { AskedCustomer, Feedback } from '../../lambdas/feedback/feedback';
import { hindrancesIn, type FeedbackStore, type Hindrances } from '../../lambdas/feedback/feedback-store';
import type { RemedyKey, SaveResult } from '../../lambdas/ledger/port/ledger';
import { copied } from './copied';
import type { MemoryConversations } from './memory-conversations';
import type { MemoryLedger } from './memory-ledger';

/** Answers in memory. They keep copies, as a database does. */
export class MemoryFeedback implements FeedbackStore {
  readonly answers = new Map<string, Feedback>();
  readonly asked = new Map<string, AskedCustomer>();
  /** There is more of a customer than is read. */
  isTooMuch = false;

  constructor(
    private readonly ledger: Pick<MemoryLedger, 'notices'>,
    private readonly conversations: Pick<MemoryConversations, 'kept'>,
  ) {}

  async read(of: RemedyKey): Promise<Feedback | undefined> {
    return copied(this.answers.get(keyOf(of)));
  }

  async save(next: Feedback): Promise<SaveResult> {
    if ((this.answers.get(keyOf(next))?.version ?? 0) !== next.version - 1) return 'stale';
    this.answers.set(keyOf(next), copied(next));
    return 'saved';
  }

  async readAsked(customerId: string): Promise<AskedCustomer | undefined> {
    return copied(this.asked.get(customerId));
  }

  async saveAsked(next: AskedCustomer): Promise<SaveResult> {
    if ((this.asked.get(next.customerId)?.version ?? 0) !== next.version - 1) return 'stale';
    this.asked.set(next.customerId, copied(next));
    return 'saved';
  }

  async hindrancesOf(customerId: string): Promise<Hindrances> {
    if (this.isTooMuch) return { hasComplained: false, isTalking: false, isUnknown: true };
    const isTheirs = (one: { readonly customerId: string }): boolean => one.customerId === customerId;
    const notices = [...this.ledger.notices.values()].filter(isTheirs).map(({ state }) => state);
    return hindrancesIn(notices, [...this.conversations.kept.values()].filter(isTheirs));
  }
}

function keyOf({ customerId, remedyId }: RemedyKey): string {
  return `${customerId}/${remedyId}`;
}
