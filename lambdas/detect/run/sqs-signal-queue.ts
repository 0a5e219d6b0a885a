import { randomUUID } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { signalType, type SignalQueue } from './received-signals';

/** Keeps signals in a queue of SQS, one in a message. */
export class SqsSignalQueue implements SignalQueue {
  constructor(
    private readonly client: Pick<SQSClient, 'send'>,
    private readonly queueUrl: string,
    /** The source that messages name. */
    private readonly source: string,
  ) {}

  async keep(signals: readonly object[], receivedAt: Date): Promise<void> {
    const { client, queueUrl: QueueUrl, source } = this;
    const time = receivedAt.toISOString();
    await Promise.all(
      signals.map(async (detail) => {
        const message = { id: randomUUID(), time, source, 'detail-type': signalType, detail };
        await client.send(new SendMessageCommand({ QueueUrl, MessageBody: asciiJson(message) }));
      }),
    );
  }
}

/** SQS refuses some characters of Unicode, and none of ASCII that JSON leaves as it is. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
