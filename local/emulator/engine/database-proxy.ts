import type { IncomingMessage, ServerResponse } from 'node:http';
import { Activity } from '../server/activity';
import { bodyOf } from '../server/aws-json';
import type { DatabaseRequest } from '../events/database-request';
import { unguarded, type Guard } from '../iam/guard';
import { traceHeader } from '../events/trace';
import { throttledAnswer, type Interference } from './interference';
import { serve, type LoopbackServer } from '../server/loopback-server';
import { Upstream } from '../server/upstream';

/** Called for each request after the engine has answered it and before the caller gets the answer. */
export type RequestListener = (request: DatabaseRequest, traceId: string | undefined) => void;

/**
 * The only way to the engine. It forwards every request unchanged, and reports it with its trace header, which the SDK
 * sends along inside Lambda. Retries of the SDK are reported too.
 *
 * @param interfere decides what becomes of a request before
 */
export async function startDatabaseProxy(
  engineUrl: string,
  port: number,
  onRequest: RequestListener,
  guard: Guard = unguarded,
  interfere: Interference = () => 'on',
): Promise<LoopbackServer> {
  const engine = new Upstream(engineUrl);
  const inProgress = new Activity();
  const listener = guard('dynamodb', (request, response) => {
    void inProgress
      .during(() => forward(request, response, { engine, onRequest, interfere }))
      .catch(() => response.destroy());
  });
  const server = await serve(port, listener);
  const stop = async (): Promise<void> => {
    await server.stop();
    // Its caller is gone, but the engine still works on it, and is stopped after this: dynalite's database would be
    // closed under the request, which throws in this process.
    await inProgress.idle();
    engine.close();
  };
  return { ...server, stop };
}

interface Forwarding {
  readonly engine: Upstream;
  readonly onRequest: RequestListener;
  readonly interfere: Interference;
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { engine, onRequest, interfere }: Forwarding,
): Promise<void> {
  // Read to its end first, so that the engine never sees a request that its sender broke off.
  const body = await bodyOf(request);
  const operation = operationOf(request);
  const fate = await interfere(operation, traceOf(request));
  if (fate === 'lost') return void response.destroy();
  const answer = fate === 'throttled' ? throttledAnswer() : await engine.send(request, body);
  if (operation !== undefined) onRequest({ operation, status: answer.status }, traceOf(request));
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

function operationOf(request: IncomingMessage): string | undefined {
  const target = request.headers['x-amz-target'];
  return typeof target === 'string' ? target.split('.').at(-1) : undefined;
}

function traceOf(request: IncomingMessage): string | undefined {
  const trace = request.headers[traceHeader];
  return typeof trace === 'string' ? trace : undefined;
}
