import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvents } from '../../outcomes/eventbridge-events';
import type { WrittenAnswer } from '../port/answer';
import { answerSource, writtenAnswerType, type WrittenAnswers } from './answer-events';

/** On the bus, as every desk that may answer does. */
export class EventBridgeWrittenAnswers implements WrittenAnswers {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async write(answer: WrittenAnswer): Promise<void> {
    const event = { type: writtenAnswerType, detail: answer, source: answerSource };
    await putEvents(this.client, this.busName, 'an answer', [event]);
  }
}
