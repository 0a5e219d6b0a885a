import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf } from '../../local/emulator/server/aws-json';
import { serve, type LoopbackServer } from '../../local/emulator/server/loopback-server';
import { Upstream } from '../../local/emulator/server/upstream';

/** The way to an engine that answers 500 to requests as it is told, before the engine sees them. */
export interface SickDoor extends LoopbackServer {
  /** Which requests fail: by the operation, such as PutItem, and the body. */
  failing: (operation: string, body: string) => boolean;
}

export async function openSickDoor(engineUrl: string): Promise<SickDoor> {
  const engine = new Upstream(engineUrl);
  const server = await serve(0, (request, response) => {
    void pass(request, response).catch(() => response.destroy());
  });
  const door: SickDoor = {
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
    if (door.failing(operation, body.toString('utf8'))) {
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: 'sick' }));
      return;
    }
    const answer = await engine.send(request, body);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  };
  return door;
}
