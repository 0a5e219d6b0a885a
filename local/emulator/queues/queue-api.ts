import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Guard } from '../iam/guard';
import { bodyOf } from '../server/aws-json';
import { serve, type LoopbackServer } from '../server/loopback-server';
import { Upstream } from '../server/upstream';

/** The way to the queues for all but the emulator itself: what IAM allows is forwarded unchanged. */
export async function startQueueApi(port: number, serviceUrl: string, guard: Guard): Promise<LoopbackServer> {
  const service = new Upstream(serviceUrl, false);
  const listener = guard('sqs', (request, response) => {
    void forward(request, response, service, serviceUrl).catch(() => response.destroy());
  });
  const server = await serve(port, listener);
  const stop = async (): Promise<void> => {
    await server.stop();
    service.close();
  };
  return { ...server, stop };
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  service: Upstream,
  serviceUrl: string,
): Promise<void> {
  const answer = await service.send(request, withOwnUrl(await bodyOf(request), serviceUrl));
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

const inputSchema = z.looseObject({ QueueUrl: z.string() });

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
