import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Guard } from '../iam/guard';
import { bodyOf } from '../server/aws-json';
import { serve, type LoopbackServer } from '../server/loopback-server';
import { Upstream } from '../server/upstream';

/** The package itself keeps one for more than a minute. */
const keptMs = 2_000;

interface QueueApiProps {
  readonly serviceUrl: string;
  readonly guard: Guard;
  /** How long a minute of a wait lasts here. */
  readonly minuteMs: number;
  readonly onSent: (queueName: string) => void;
}

/**
 * The way to the queues for all but the emulator itself: what IAM allows is forwarded. Only how long
 * messages wait is shortened to local minutes.
 *
 * @param onSent is called with the name of a queue that a request has put messages into, before the sender is answered:
 *   the message is work in progress by then, and not only once somebody receives it
 */
export async function startQueueApi(
  port: number,
  { serviceUrl, guard, minuteMs, onSent }: QueueApiProps,
): Promise<LoopbackServer> {
  const service = new Upstream(serviceUrl, keptMs);
  const listener = guard('sqs', (request, response) => {
    void forward(request, response, { service, serviceUrl, minuteMs, onSent }).catch(() => response.destroy());
  });
  const server = await serve(port, listener);
  const stop = async (): Promise<void> => {
    await server.stop();
    service.close();
  };
  return { ...server, stop };
}

interface Way extends Omit<QueueApiProps, 'guard'> {
  readonly service: Upstream;
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { service, serviceUrl, minuteMs, onSent }: Way,
): Promise<void> {
  const body = shortened(request, withOwnUrl(await bodyOf(request), serviceUrl), minuteMs);
  const answer = await service.send(request, body);
  const queueName = answer.status === 200 ? sentTo(request, body) : undefined;
  if (queueName !== undefined) onSent(queueName);
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/** The package knows a queue by its whole URL, with its own port in it. */
function withOwnUrl(body: Buffer, serviceUrl: string): Buffer {
  const input = inputSchema.safeParse(jsonIn(body));
  if (!input.success) return body;
  const { pathname } = new URL(input.data.QueueUrl, serviceUrl);
  return Buffer.from(JSON.stringify({ ...input.data, QueueUrl: new URL(pathname, serviceUrl).href }));
}

/** A function on a busy machine takes its time, so what it works on is hidden for so long at least. */
const leastHiddenSeconds = 30;

/**
 * A message that is to wait, waits as many local minutes. So does one that a function has taken by itself and not
 * finished, but for half a minute at least. Queues count in seconds.
 */
function shortened({ headers }: IncomingMessage, body: Buffer, minuteMs: number): Buffer {
  const [, action] = /\.(ChangeMessageVisibility|ReceiveMessage)$/.exec(String(headers['x-amz-target'])) ?? [];
  const input = delaySchema.safeParse(jsonIn(body));
  if (action === undefined || !input.success) return body;
  const asked = input.data.VisibilityTimeout;
  const scaled = Math.ceil((asked * minuteMs) / 60_000);
  const isTaken = action === 'ReceiveMessage';
  const VisibilityTimeout = isTaken ? Math.min(asked, Math.max(scaled, leastHiddenSeconds)) : scaled;
  return Buffer.from(JSON.stringify({ ...input.data, VisibilityTimeout }));
}

const delaySchema = z.looseObject({ VisibilityTimeout: z.number() });

/** The queue that the request sends messages to, or undefined where it asks for something else. */
function sentTo({ headers }: IncomingMessage, body: Buffer): string | undefined {
  if (!/\.SendMessage(Batch)?$/.test(String(headers['x-amz-target']))) return undefined;
  const input = inputSchema.safeParse(jsonIn(body));
  return input.success ? input.data.QueueUrl.split('/').at(-1) : undefined;
}

const inputSchema = z.looseObject({ QueueUrl: z.string() });

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
