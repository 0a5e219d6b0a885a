import { copied } from './copied';
import type { Outcome, OutcomePublisher } from '../../lambdas/outcomes/outcome';

/** A bus that keeps what was published. */
export class FakeOutcomes implements OutcomePublisher {
  readonly published: Outcome[] = [];

  async publish(outcome: Outcome): Promise<void> {
    this.published.push(copied(outcome));
  }
}
