import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvents } from '../../outcomes/eventbridge-events';
import {
  channelSource,
  complaintType,
  complaintsAmplifiedType,
  messageReceivedType,
  messageReportedType,
  type ChannelComplaint,
  type ChannelPublisher,
  type ComplaintsAmplified,
  type MessageReceived,
  type MessageReported,
  type ReportPublisher,
} from './channel-events';

/** Each event in a request of its own: the policy of the bus sees sources and types, and no pairs of them. */
export class EventBridgeChannelPublisher implements ChannelPublisher, ReportPublisher {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async complain(complaint: ChannelComplaint): Promise<void> {
    const event = { type: complaintType, detail: complaint, source: channelSource };
    await putEvents(this.client, this.busName, 'a message of a channel', [event]);
  }

  async receive(message: MessageReceived): Promise<void> {
    const event = { type: messageReceivedType, detail: message };
    await putEvents(this.client, this.busName, 'a message of a channel', [event]);
  }

  async amplify(cause: ComplaintsAmplified): Promise<void> {
    const event = { type: complaintsAmplifiedType, detail: cause };
    await putEvents(this.client, this.busName, 'a cause that many write about', [event]);
  }

  async report(report: MessageReported): Promise<void> {
    const event = { type: messageReportedType, detail: report };
    await putEvents(this.client, this.busName, 'a report of a message', [event]);
  }
}
