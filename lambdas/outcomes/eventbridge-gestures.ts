import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { gestureSource, gestureType } from '../model/judging/gesture';
import { putEvents } from './eventbridge-events';

/** Publishes what people give of their own accord. */
export class EventBridgeGestures {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish(detail: object): Promise<void> {
    await putEvents(this.client, this.busName, 'a gesture', [{ type: gestureType, detail, source: gestureSource }]);
  }
}
