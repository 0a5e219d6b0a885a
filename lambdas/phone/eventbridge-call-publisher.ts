import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { DeclineReason } from '../fulfilment/port/part-outcome';
import type { PartnerResponseType } from '../fulfilment/port/partner-events';
import { putEvents } from '../outcomes/eventbridge-events';
import type { CallOf } from './call-record';
import type { CallPublisher } from './call-publisher';

export class EventBridgeCallPublisher implements CallPublisher {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
    /** From which the bus takes what callers respond. */
    private readonly source: string,
  ) {}

  accepted(call: CallOf, reference: string, callBy: string): Promise<void> {
    return this.publish('CallbackAccepted', call, { reference, callBy });
  }

  completed(call: CallOf, reference: string): Promise<void> {
    return this.publish('CallbackCompleted', call, { reference });
  }

  missed(call: CallOf, reason: DeclineReason, reference?: string): Promise<void> {
    return this.publish('CallbackMissed', call, { reason, ...(reference !== undefined && { reference }) });
  }

  private async publish(
    type: PartnerResponseType,
    { remedyId, partNumber, customerId }: CallOf,
    more: object,
  ): Promise<void> {
    const detail = { schemaVersion: 1, remedyId, partNumber, customerId, ...more };
    await putEvents(this.client, this.busName, remedyId, [{ type, detail, source: this.source }]);
  }
}
