import type {
  ConversationEvent,
  ConversationEvents,
  ConversationHappening,
} from '../../lambdas/outcomes/conversation-event';
import { copied } from './copied';

type Told = Omit<ConversationEvent, 'schemaVersion' | 'owner'> & { readonly what: ConversationHappening };

/** A bus that remembers what it was told of conversations, and can be made to refuse. */
export class FakeConversationEvents implements ConversationEvents {
  readonly published: Told[] = [];
  private refusals = 0;

  /** The bus takes none of the next so many. */
  refuseNext(times = 1): void {
    this.refusals = times;
  }

  async publish(what: ConversationHappening, event: Omit<ConversationEvent, 'schemaVersion' | 'owner'>): Promise<void> {
    if (this.refusals-- > 0) throw new Error('the bus is throttled');
    this.published.push(copied({ ...event, what }));
  }
}
