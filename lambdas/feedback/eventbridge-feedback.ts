import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvents } from '../outcomes/eventbridge-events';
import { feedbackType, type FeedbackEvent, type FeedbackEvents } from './feedback-event';

/** Tells on the bus what customers answer. */
export class EventBridgeFeedback implements FeedbackEvents {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish(event: Omit<FeedbackEvent, 'schemaVersion'>): Promise<void> {
    const detail: FeedbackEvent = { schemaVersion: 1, ...event };
    await putEvents(this.client, this.busName, event.remedyId, [{ type: feedbackType, detail }]);
  }
}
