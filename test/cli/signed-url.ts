import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { callerOf } from '../../local/emulator/lambda-api/url-caller';
import { urlEvent } from '../../local/emulator/lambda-api/url-event';
import type { operatorApiHandler, OperatorApiEvent } from '../../lambdas/runtime/handlers/operator-api-handler';

/**
 * A function URL with IAM's signature, below a path of its own: a request that is not signed is answered as AWS answers
 * it.
 */
export class SignedFunctionUrl {
  calls = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(handler: ReturnType<typeof operatorApiHandler>, region: string): Promise<SignedFunctionUrl> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const proxy = new SignedFunctionUrl(server, `http://127.0.0.1:${port}/url/Operate`);
    server.on('request', (request, response) => {
      void (async () => {
        proxy.calls++;
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const { pathname, searchParams: query } = new URL(request.url ?? '/', proxy.url);
        const { method = 'GET' } = request;
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        const signed = { method, path: pathname, query, headers, body: Buffer.concat(chunks) };
        const caller = await callerOf(signed, region, Date.now());
        if (!caller.known) return void response.writeHead(403).end('{"Message":"Forbidden"}');
        const facts = { functionName: 'Operate', account: '123456789012', sourceIp: '127.0.0.1', atMs: Date.now() };
        const rawPath = pathname.slice('/url/Operate'.length);
        const event = urlEvent(signed, rawPath, query.toString(), { ...facts, accessKeyId: caller.accessKeyId });
        const answer = await handler(event as OperatorApiEvent, {} as Context);
        response.writeHead(answer.statusCode, answer.headers).end(answer.body);
      })().catch(() => response.writeHead(502).end('Internal Server Error'));
    });
    return proxy;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
