import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer =
  | { readonly status: number; readonly body: string | Buffer; readonly headers?: Record<string, string> }
  | 'hang up'
  | 'no answer';

/** A server that says what a test tells it to say, and keeps what it was asked. */
export class ScriptedHttp {
  readonly calls: HttpCall[] = [];
  answer: (call: HttpCall) => Answer = () => ({ status: 500, body: '' });

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<ScriptedHttp> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const scripted = new ScriptedHttp(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => void scripted.reply(request, response));
    return scripted;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
    this.calls.push(call);
    const answer = this.answer(call);
    if (answer === 'no answer') return;
    if (answer === 'hang up') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body);
  }
}
