import {
  CreateQueueCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  type MessageAttributeValue,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { startStandIn } from './stand-in/stand-in';
import type { Queue } from './template/queues';

const messageSchema = z.object({
  messageId: z.string(),
  body: z.string(),
  sentTimestamp: z.number(),
  messageAttributes: z
    .record(z.string(), z.object({ StringValue: z.string().optional() }))
    .optional()
    .default({}),
});

const inspectionSchema = z.object({
  messages: z.object({
    ready: z.array(messageSchema),
    delayed: z.array(messageSchema),
    inflight: z.array(z.object({ message: messageSchema })),
  }),
});

export interface QueuedMessage {
  readonly queueName: string;
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The template's queues, in an SQS of our own. */
export class Queues {
  private readonly client: SQSClient;

  private constructor(
    readonly url: string,
    private readonly region: string,
    private readonly stopStandIn: () => Promise<void>,
  ) {
    this.client = new SQSClient({
      endpoint: url,
      region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  }

  static async start(port: number, queues: readonly Queue[], region: string): Promise<Queues> {
    const standIn = await startStandIn('queues', port, { region });
    const started = new Queues(standIn.url, region, () => standIn.stop());
    try {
      await started.create(queues);
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  async send(queueArn: string, body: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    const MessageAttributes: Record<string, MessageAttributeValue> = {};
    for (const [name, StringValue] of Object.entries(attributes))
      MessageAttributes[name] = { DataType: 'String', StringValue };
    await this.client.send(
      new SendMessageCommand({ QueueUrl: this.urlOf(queueName(queueArn)), MessageBody: body, MessageAttributes }),
    );
  }

  /** All messages of a queue: those that wait, and those that somebody has received and not yet deleted. */
  async messages(name: string): Promise<QueuedMessage[]> {
    const response = await fetch(`${this.url}/_fauxqs/queues/${encodeURIComponent(name)}`);
    const { ready, delayed, inflight } = inspectionSchema.parse(await response.json()).messages;
    return [...ready, ...delayed, ...inflight.map(({ message }) => message)].map((message) => ({
      queueName: name,
      messageId: message.messageId,
      sentAt: message.sentTimestamp,
      body: message.body,
      attributes: Object.fromEntries(
        Object.entries(message.messageAttributes).map(([key, { StringValue }]) => [key, StringValue ?? '']),
      ),
    }));
  }

  /** What SQS would call the queue's URL. */
  urlOf(name: string): string {
    return `${this.url}/000000000000/${name}`;
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.stopStandIn();
  }

  private async create(queues: readonly Queue[]): Promise<void> {
    for (const queue of queues) {
      await this.client.send(new CreateQueueCommand({ QueueName: queue.name, Attributes: attributesOf(queue) }));
    }
    for (const { name, RedrivePolicy } of queues) {
      if (!RedrivePolicy) continue;
      const { deadLetterTargetArn, maxReceiveCount } = RedrivePolicy;
      // The package knows one account only, whatever the template says.
      const arn = `arn:aws:sqs:${this.region}:000000000000:${queueName(deadLetterTargetArn)}`;
      const Attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount }) };
      await this.client.send(new SetQueueAttributesCommand({ QueueUrl: this.urlOf(name), Attributes }));
    }
  }
}

/** The name at the end of a queue's ARN. */
export function queueName(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}

function attributesOf(queue: Queue): Record<string, string> {
  const { VisibilityTimeout, MessageRetentionPeriod, DelaySeconds, ReceiveMessageWaitTimeSeconds } = queue;
  const { FifoQueue, ContentBasedDeduplication } = queue;
  const given = {
    VisibilityTimeout,
    MessageRetentionPeriod,
    DelaySeconds,
    ReceiveMessageWaitTimeSeconds,
    FifoQueue,
    ContentBasedDeduplication,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const])),
  );
}
