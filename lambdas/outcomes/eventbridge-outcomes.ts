import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { outcomeSource, outcomeTypes, type Outcome, type OutcomePublisher } from './outcome';

/** The bus answered, and did not take the outcome. */
export class OutcomeNotPublishedError extends Error {
  override readonly name = 'OutcomeNotPublishedError';
}

export class EventBridgeOutcomes implements OutcomePublisher {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish(outcome: Outcome): Promise<void> {
    const type = outcomeTypes[outcome.state];
    const entry = {
      EventBusName: this.busName,
      Source: outcomeSource,
      DetailType: type,
      Detail: JSON.stringify(outcome),
    };
    const { FailedEntryCount, Entries } = await this.client.send(new PutEventsCommand({ Entries: [entry] }));
    // PutEvents answers 200 also when it took none of its entries.
    if (!FailedEntryCount) return;
    const problem = Entries?.[0];
    throw new OutcomeNotPublishedError(
      `${type} of ${outcome.remedyId} was not taken by ${this.busName}: ${problem?.ErrorCode ?? 'no code'} ${problem?.ErrorMessage ?? ''}`,
    );
  }
}
