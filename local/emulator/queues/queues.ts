import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  type Message,
  type MessageAttributeValue,
} from '@aws-sdk/client-sqs';
import { join } from 'node:path';
import * as z from 'zod';
import { unguarded, type Guard } from '../iam/guard';
import { startPackagedService } from '../server/packaged-service';
import { startQueueApi } from './queue-api';
import type { Queue } from '../template/queues';

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

/** A message that was received, and is hidden from other receivers for a while. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  /** Attributes that SQS adds, such as ApproximateReceiveCount. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A message that was received too often, and is now in the dead-letter queue. */
export interface MovedMessage {
  readonly from: string;
  readonly body: string;
}

const movedSchema = z.object({ moved: z.object({ from: z.string(), body: z.string() }) });

/** How many messages one request of SQS is about, at most. */
const mostAtOnce = 10;

/** Long polling in seconds: the most that SQS allows. */
const longPollSeconds = 20;

/** The template's queues, in an emulated SQS. */
export class Queues {
  private readonly client: SQSClient;
  private readonly movers = new Map<string, (moved: MovedMessage) => void>();

  private constructor(
    /** Where functions and people reach it. */
    readonly url: string,
    private readonly serviceUrl: string,
    private readonly region: string,
    private readonly senders: Map<string, () => void>,
    private readonly stopService: () => Promise<void>,
  ) {
    this.client = new SQSClient({
      endpoint: serviceUrl,
      region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  }

  static async start(
    port: number,
    queues: readonly Queue[],
    region: string,
    guard: Guard = unguarded,
    minuteMs = 60_000,
  ): Promise<Queues> {
    const sqs = { name: 'SQS', module: join(__dirname, 'sqs-package.cjs') };
    const service = await startPackagedService(sqs, 0, { region });
    const senders = new Map<string, () => void>();
    const onSent = (name: string): void => senders.get(name)?.();
    const api = await startQueueApi(port, { serviceUrl: service.url, guard, minuteMs, onSent }).catch(
      async (error: unknown) => {
        await service.stop();
        throw error;
      },
    );
    const stop = async (): Promise<void> => {
      await api.stop();
      await service.stop();
    };
    const started = new Queues(api.url, service.url, region, senders, stop);
    service.onMessage((message) => started.onMoved(message));
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
    this.senders.get(queueName(queueArn))?.();
  }

  /** Calls back when a message is sent to a queue, by whomever, and when one is moved to its dead-letter queue. */
  watch(name: string, sent: () => void, moved: (moved: MovedMessage) => void): void {
    this.senders.set(name, sent);
    this.movers.set(name, moved);
  }

  /**
   * Receives messages, with long polling for the first of them. They stay hidden from other receivers for that many
   * seconds.
   */
  async receive(
    name: string,
    atMost: number,
    visibilitySeconds: number,
    signal: AbortSignal,
  ): Promise<ReceivedMessage[]> {
    const batch: Message[] = [];
    for (;;) {
      const wanted = Math.min(mostAtOnce, atMost - batch.length);
      const { Messages = [] } = await this.client.send(
        new ReceiveMessageCommand({
          QueueUrl: this.urlOf(name),
          MaxNumberOfMessages: wanted,
          VisibilityTimeout: visibilitySeconds,
          WaitTimeSeconds: batch.length === 0 ? longPollSeconds : 0,
          MessageSystemAttributeNames: ['All'],
        }),
        { abortSignal: signal },
      );
      batch.push(...Messages);
      if (Messages.length < wanted || batch.length >= atMost) return batch.map(received);
    }
  }

  async delete(name: string, messages: readonly ReceivedMessage[]): Promise<void> {
    for (const some of byTens(messages)) {
      const Entries = some.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
      await this.client.send(new DeleteMessageBatchCommand({ QueueUrl: this.urlOf(name), Entries }));
    }
  }

  /** Makes messages visible again after that time, which need not be whole seconds here. */
  async hide(name: string, messages: readonly ReceivedMessage[], milliseconds: number): Promise<void> {
    for (const some of byTens(messages)) {
      const Entries = some.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: milliseconds / 1000,
      }));
      await this.client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.urlOf(name), Entries }));
    }
  }

  /** Whether a queue has no messages: neither visible, nor in flight, nor delayed. */
  async isEmpty(name: string): Promise<boolean> {
    const { Attributes = {} } = await this.client.send(
      new GetQueueAttributesCommand({
        QueueUrl: this.urlOf(name),
        AttributeNames: [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
          'ApproximateNumberOfMessagesDelayed',
        ],
      }),
    );
    return Object.values(Attributes).every((count) => count === '0');
  }

  /** All messages of a queue, also those that are in flight. */
  async messages(name: string): Promise<QueuedMessage[]> {
    const response = await fetch(`${this.serviceUrl}/_fauxqs/queues/${encodeURIComponent(name)}`);
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

  private urlOf(name: string): string {
    return `${this.serviceUrl}/000000000000/${name}`;
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.stopService();
  }

  private onMoved(message: unknown): void {
    const parsed = movedSchema.safeParse(message);
    if (parsed.success) this.movers.get(parsed.data.moved.from)?.(parsed.data.moved);
  }

  private async create(queues: readonly Queue[]): Promise<void> {
    for (const queue of queues) {
      const tags = Object.fromEntries((queue.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
      await this.client.send(new CreateQueueCommand({ QueueName: queue.name, Attributes: attributesOf(queue), tags }));
    }
    for (const { name, RedrivePolicy } of queues) {
      if (!RedrivePolicy) continue;
      const { deadLetterTargetArn, maxReceiveCount } = RedrivePolicy;
      // The package has one account only, whatever the template says.
      const arn = `arn:aws:sqs:${this.region}:000000000000:${queueName(deadLetterTargetArn)}`;
      const Attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount }) };
      await this.client.send(new SetQueueAttributesCommand({ QueueUrl: this.urlOf(name), Attributes }));
    }
  }
}

function byTens<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / mostAtOnce) }, (_, n) =>
    items.slice(n * mostAtOnce, (n + 1) * mostAtOnce),
  );
}

function received(message: Message): ReceivedMessage {
  const { MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '', Attributes = {} } = message;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    md5OfBody: MD5OfBody,
    attributes: Attributes,
  };
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
