import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvents } from './eventbridge-events';
import { inquiryType, type Inquiries, type Inquiry } from './inquiry';

/** Asks on the bus, where a rule of the publisher takes the question to it. */
export class EventBridgeInquiries implements Inquiries {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish(inquiry: Inquiry): Promise<void> {
    await putEvents(this.client, this.busName, inquiry.remedyId, [{ type: inquiryType, detail: inquiry }]);
  }
}
