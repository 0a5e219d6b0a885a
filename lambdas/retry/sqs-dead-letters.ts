import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
  type MessageAttributeValue,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetter, DeadLetterQueue, DeadLetters, HandledDeadLetters, WhichDeadLetters } from './dead-letters';
import { directoryTag } from './directory-tag';
import { deadLetterFacts } from './dead-letter-facts';

/** As many as SQS hands out at once. */
const mostAtOnce = 10;

/** Long enough to be asked of all servers of a queue, so that one that has few messages is not taken for empty. */
const waitSeconds = 1;

/** What is passed over while others are looked for stays hidden so long if nobody brings it back. */
const hiddenSeconds = 60;

/** So often is received in one request, which has half a minute. */
const mostReceived = 50;

/** SQS itself says how many may be a minute late. */
const countedForMs = 30_000;

/** So long a directory is believed. After a deployment it may be as old. */
const knownForMs = 60_000;

/** The queues of one function. */
interface FunctionQueues {
  readonly queue: string;
  readonly deadLetterUrl: string;
  readonly retryUrl: string;
}

/** Dead-letter queues in SQS. The tags of some queues, the directories, name all of them. */
export class SqsDeadLetters implements DeadLetters {
  private directory: { readonly queues: Promise<readonly FunctionQueues[]>; readonly untilMs: number } | undefined;
  private counted: { readonly count: number; readonly untilMs: number } | undefined;

  constructor(
    private readonly client: SQSClient,
    private readonly directoryUrls: readonly string[],
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async list(): Promise<readonly DeadLetterQueue[]> {
    return Promise.all((await this.queues()).map((one) => this.look(one)));
  }

  async count(): Promise<number> {
    const nowMs = this.clock().getTime();
    if (this.counted && nowMs < this.counted.untilMs) return this.counted.count;
    const counts = await Promise.all((await this.queues()).map((one) => this.messagesIn(one)));
    const count = counts.reduce((sum, messages) => sum + messages, 0);
    this.counted = { count, untilMs: nowMs + countedForMs };
    return count;
  }

  async redrive(queue: string, { messageIds, sentUntil }: WhichDeadLetters): Promise<HandledDeadLetters | undefined> {
    const isOld = (message: Message): boolean =>
      sentUntil === undefined || Date.parse(sentAtOf(message)) <= Date.parse(sentUntil);
    return this.handle(queue, { messageIds, fits: isOld }, async ({ retryUrl, deadLetterUrl }, message) => {
      const { Body: MessageBody = '', MessageAttributes: attributes } = message;
      await this.client.send(
        new SendMessageCommand({ QueueUrl: retryUrl, MessageBody, MessageAttributes: sendable(attributes) }),
      );
      await this.delete(deadLetterUrl, message);
    });
  }

  async drop(queue: string, messageIds: readonly string[]): Promise<HandledDeadLetters | undefined> {
    return this.handle(queue, { messageIds }, ({ deadLetterUrl }, message) => this.delete(deadLetterUrl, message));
  }

  /** In the order of their names. Only a deployment changes them. */
  private async queues(): Promise<readonly FunctionQueues[]> {
    const nowMs = this.clock().getTime();
    if (!this.directory || nowMs >= this.directory.untilMs) {
      const queues = Promise.all(this.directoryUrls.map((url) => this.namedIn(url)));
      const sorted = queues.then((all) => all.flat().toSorted((a, b) => (a.queue < b.queue ? -1 : 1)));
      const directory = { queues: sorted, untilMs: nowMs + knownForMs };
      this.directory = directory;
      // Whoever asks next tries again.
      sorted.catch(() => (this.directory = this.directory === directory ? undefined : this.directory));
    }
    return this.directory.queues;
  }

  private async namedIn(directoryUrl: string): Promise<FunctionQueues[]> {
    const { Tags: tags = {} } = await this.client.send(new ListQueueTagsCommand({ QueueUrl: directoryUrl }));
    // All are of one account in one region.
    const beside = (name: string): string => directoryUrl.slice(0, directoryUrl.lastIndexOf('/') + 1) + name;
    return Object.entries(tags)
      .filter(([key]) => key.startsWith(directoryTag))
      .map(([key, value]) => {
        const [deadLetters = '', retries = ''] = value.split(' ');
        return {
          queue: key.slice(directoryTag.length),
          deadLetterUrl: beside(deadLetters),
          retryUrl: beside(retries),
        };
      });
  }

  private async messagesIn({ deadLetterUrl: QueueUrl }: FunctionQueues): Promise<number> {
    const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes: counts = {} } = await this.client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
    );
    return AttributeNames.reduce((sum, name) => sum + Number(counts[name] ?? 0), 0);
  }

  private async look(queues: FunctionQueues): Promise<DeadLetterQueue> {
    const messages = await this.messagesIn(queues);
    // An empty one would be waited for.
    const received = messages === 0 ? [] : await this.receive(queues.deadLetterUrl, 0);
    return { queue: queues.queue, messages: Math.max(messages, received.length), events: received.map(deadLetterIn) };
  }

  private async handle(
    name: string,
    {
      messageIds,
      fits = () => true,
    }: { messageIds?: readonly string[] | undefined; fits?: (message: Message) => boolean },
    work: (queues: FunctionQueues, message: Message) => Promise<void>,
  ): Promise<HandledDeadLetters | undefined> {
    this.counted = undefined;
    const queues = (await this.queues()).find(({ queue }) => queue === name);
    if (!queues) return undefined;
    const wanted = messageIds && new Set(messageIds);
    const passed: Message[] = [];
    let count = 0;
    try {
      for (let times = 0; times < mostReceived; times++) {
        if (wanted?.size === 0) return { count, missing: [], isComplete: true };
        const received = await this.receive(queues.deadLetterUrl, hiddenSeconds);
        if (received.length === 0) return { count, missing: [...(wanted ?? [])], isComplete: true };
        await Promise.all(
          received.map(async (message) => {
            if ((wanted && !wanted.has(idOf(message))) || !fits(message)) return passed.push(message);
            await work(queues, message);
            wanted?.delete(idOf(message));
            return count++;
          }),
        );
      }
      return { count, missing: [...(wanted ?? [])], isComplete: false };
    } finally {
      await this.release(queues.deadLetterUrl, passed);
    }
  }

  private async receive(QueueUrl: string, VisibilityTimeout: number): Promise<Message[]> {
    const { Messages = [] } = await this.client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        VisibilityTimeout,
        MaxNumberOfMessages: mostAtOnce,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  private async delete(QueueUrl: string, { ReceiptHandle }: Message): Promise<void> {
    await this.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }

  /** Others see again what was passed over. Where that fails, they do once its time is over. */
  private async release(QueueUrl: string, passed: readonly Message[]): Promise<void> {
    await Promise.allSettled(
      passed.map(({ ReceiptHandle }) =>
        this.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })),
      ),
    );
  }
}

function deadLetterIn(message: Message): DeadLetter {
  const { Body = '', MessageAttributes = {}, Attributes } = message;
  const attributes = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]);
  return {
    messageId: idOf(message),
    sentAt: sentAtOf(message),
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
    ...deadLetterFacts(Body, Object.fromEntries(attributes) as Record<string, string>),
  };
}

function idOf({ MessageId = '' }: Message): string {
  return MessageId;
}

function sentAtOf({ Attributes }: Message): string {
  return new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString();
}

/** What is received has lists that may not be sent. */
function sendable(
  attributes: Record<string, MessageAttributeValue> | undefined,
): Record<string, MessageAttributeValue> | undefined {
  if (!attributes) return undefined;
  const given = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    const value = BinaryValue === undefined ? { StringValue } : { BinaryValue };
    return [name, { DataType, ...value }] as const;
  });
  return Object.fromEntries(given);
}
