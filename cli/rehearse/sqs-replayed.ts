import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import type { AwsClients } from '../doctor/stage/aws-clients';

/** One event that was replayed, in the queue of rehearsals. */
export interface Replayed {
  readonly event: Readonly<Record<string, unknown>>;
  /** What EventBridge calls it: one that is delivered twice has the same. */
  readonly id: string;
  /** Of which replay it is. */
  readonly replay: string;
  readonly message: Message;
}

const eventSchema = z.looseObject({ id: z.string(), 'replay-name': z.string() });

const leftSeconds = 2;

type Queues = AwsClients['queues'];

/** Takes up to ten events, and waits some seconds for the first. What is no event of a replay is thrown away. */
export async function receive(QueueUrl: string, WaitTimeSeconds: number, queues: Queues): Promise<readonly Replayed[]> {
  const { Messages = [] } = await queues.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds, MaxNumberOfMessages: 10 }),
  );
  const read = Messages.map((message) => ({ message, event: eventSchema.safeParse(jsonIn(message.Body)).data }));
  await remove(
    QueueUrl,
    read.filter(({ event }) => event === undefined),
    queues,
  );
  return read.flatMap(({ message, event }) =>
    event ? [{ message, event, id: event.id, replay: event['replay-name'] }] : [],
  );
}

/** Deletes them: whatever stays would stay with name and address. */
export async function remove(
  QueueUrl: string,
  taken: readonly { readonly message: Message }[],
  queues: Queues,
): Promise<void> {
  if (taken.length === 0) return;
  const Entries = taken.map(({ message }, index) => ({
    Id: String(index),
    ReceiptHandle: message.ReceiptHandle ?? '',
  }));
  await queues.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
}

/** Leaves one to whoever it is for, after a while in which it is not taken a second time by who left it. */
export async function giveBack(QueueUrl: string, { message }: Replayed, queues: Queues): Promise<void> {
  const { ReceiptHandle } = message;
  await queues.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: leftSeconds }));
}

function jsonIn(body = ''): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
