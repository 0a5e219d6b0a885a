import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf } from '../../local/emulator/server/aws-json';
import { serve, type LoopbackServer } from '../../local/emulator/server/loopback-server';
import { Upstream } from '../../local/emulator/server/upstream';

/** A proxy to an engine that responds 500 to chosen requests, before the engine sees them. */
export interface FaultyProxy extends LoopbackServer {
  /** Which requests fail: by the operation, such as PutItem, and the body. */
  failing: (operation: string, body: string) => boolean;
}

export async function startFaultyProxy(engineUrl: string): Promise<FaultyProxy> {
  const engine = new Upstream(engineUrl);
  const server = await serve(0, (request, response) => {
    void pass(request, response).catch(() => response.destroy());
  });
  const proxy: FaultyProxy = {
    ...server,
    failing: () => false,
    stop: async () => {
      await server.stop();
      engine.close();
    },
  };
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    if (proxy.failing(operation, body.toString('utf8'))) {
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(
        JSON.stringify({
          __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
          message: 'failed on purpose',
        }),
      );
      return;
    }
    const answer = await engine.send(request, body);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  };
  return proxy;
}
