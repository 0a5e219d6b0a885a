import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvents } from '../../outcomes/eventbridge-events';
import { answerTypes, type AnswerEvent, type AnswerPublisher } from './answer-events';

/** On the bus, where a rule of whoever answers takes it to them. */
export class EventBridgeAnswerPublisher implements AnswerPublisher {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish(event: AnswerEvent): Promise<void> {
    await putEvents(this.client, this.busName, 'an answer', [{ type: answerTypes[event.state], detail: event }]);
  }
}
