import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  outcomeSource,
  outcomeTypes,
  recoveryType,
  type Outcome,
  type OutcomePublisher,
  type RecoveryEvent,
} from './outcome';

/** The bus answered, and did not accept the outcome. */
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
    const recovery = recoveryOf(outcome);
    const events = [this.entry(type, outcome), ...(recovery ? [this.entry(recoveryType, recovery)] : [])];
    const { FailedEntryCount, Entries } = await this.client.send(new PutEventsCommand({ Entries: events }));
    // PutEvents answers 200 even when all of its entries failed.
    if (!FailedEntryCount) return;
    const problem = Entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
    throw new OutcomeNotPublishedError(
      `${type} of ${outcome.remedyId} was not accepted by ${this.busName}: ${problem?.ErrorCode ?? 'no code'} ${problem?.ErrorMessage ?? ''}`,
    );
  }

  private entry(type: string, detail: object) {
    return { EventBusName: this.busName, Source: outcomeSource, DetailType: type, Detail: JSON.stringify(detail) };
  }
}

/** Finance is told once the remedy is issued, and not again where a mail about it is wanted. */
function recoveryOf({
  state,
  isForMail,
  recovery,
  remedyId,
  customerId,
  recordVersion,
  failureType,
}: Outcome): RecoveryEvent | undefined {
  if (state !== 'issued' || isForMail || !recovery || customerId === undefined) return undefined;
  return { schemaVersion: 1, remedyId, customerId, recordVersion, failureType, recovery };
}
