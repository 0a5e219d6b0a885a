import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { syntheticSource, syntheticType, type SyntheticPublisher } from './synthetic';
import { putEvents } from './eventbridge-events';

export class EventBridgeSynthetic implements SyntheticPublisher {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish(failure: object): Promise<void> {
    const event = { type: syntheticType, detail: failure, source: syntheticSource };
    await putEvents(this.client, this.busName, 'a synthetic failure', [event]);
  }
}
