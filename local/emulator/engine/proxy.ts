import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf } from '../server/aws-json';
import { traceHeader } from '../events/trace';
import { serve, type LoopbackServer } from '../server/loopback-server';
import { Upstream } from '../server/upstream';

/** A request that DynamoDB answered. */
export interface DatabaseRequest {
  /** For example PutItem. */
  readonly operation: string;
  readonly status: number;
}

/** Told of each request after the engine has answered it and before the caller hears of it. */
export type RequestListener = (request: DatabaseRequest, traceId: string | undefined) => void;

/**
 * The only way to the engine. It lets everything through as it is, and tells of each request with the invocation it came
 * from: inside Lambda the SDK sends the trace header along. What is told is what came through, retries of the SDK included.
 */
export async function openProxy(engineUrl: string, port: number, tell: RequestListener): Promise<LoopbackServer> {
  const engine = new Upstream(engineUrl);
  const server = await serve(port, (request, response) => {
    void letThrough(request, response, engine, tell).catch(() => response.destroy());
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    engine.close();
  };
  return { ...server, stop };
}

async function letThrough(
  request: IncomingMessage,
  response: ServerResponse,
  engine: Upstream,
  tell: RequestListener,
): Promise<void> {
  // Whole, because the engine is to see no request that its sender broke off.
  const body = await bodyOf(request);
  const answer = await engine.send(request, body);
  const operation = operationOf(request);
  if (operation !== undefined) tell({ operation, status: answer.status }, traceOf(request));
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
