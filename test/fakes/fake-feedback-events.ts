import type { FeedbackEvent, FeedbackEvents } from '../../lambdas/feedback/feedback-event';
import { copied } from './copied';

/** A bus that remembers what customers answered, and can be made to refuse. */
export class FakeFeedbackEvents implements FeedbackEvents {
  readonly published: Omit<FeedbackEvent, 'schemaVersion'>[] = [];
  private refusals = 0;

  /** The bus takes none of the next so many. */
  refuseNext(times = 1): void {
    this.refusals = times;
  }

  async publish(event: Omit<FeedbackEvent, 'schemaVersion'>): Promise<void> {
    if (this.refusals-- > 0) throw new Error('the bus is throttled');
    this.published.push(copied(event));
  }
}
