import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { outcomeTypes, recoveryType, type Outcome, type OutcomePublisher, type RecoveryEvent } from './outcome';
import { putEvents } from './eventbridge-events';

export { OutcomeNotPublishedError } from './eventbridge-events';

export class EventBridgeOutcomes implements OutcomePublisher {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish(outcome: Outcome): Promise<void> {
    const recovery = recoveryOf(outcome);
    await putEvents(this.client, this.busName, outcome.remedyId, [
      { type: outcomeTypes[outcome.state], detail: outcome },
      ...(recovery ? [{ type: recoveryType, detail: recovery }] : []),
    ]);
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
