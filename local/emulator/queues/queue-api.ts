import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Guard } from '../iam/guard';
import { bodyOf } from '../server/aws-json';
import { serve, type LoopbackServer } from '../server/loopback-server';
import { Upstream } from '../server/upstream';

/** The way to the queues for all but the emulator itself: what IAM allows is forwarded unchanged. */
export async function startQueueApi(port: number, serviceUrl: string, guard: Guard): Promise<LoopbackServer> {
  const service = new Upstream(serviceUrl, false);
  const listener = guard('sqs', (request, response) => {
    void forward(request, response, service).catch(() => response.destroy());
  });
  const server = await serve(port, listener);
  const stop = async (): Promise<void> => {
    await server.stop();
    service.close();
  };
  return { ...server, stop };
}

async function forward(request: IncomingMessage, response: ServerResponse, service: Upstream): Promise<void> {
  const answer = await service.send(request, await bodyOf(request));
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}
