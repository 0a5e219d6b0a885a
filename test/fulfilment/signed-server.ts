import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request whose signature is valid. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly idempotencyKey: string;
  readonly rawBody: string;
  /** Which of the secrets has signed it. */
  readonly signedWith: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** How far the two clocks may be apart. */
const toleranceSeconds = 300;

/**
 * A server as a team could write it for docs/refund-endpoint.md and docs/partner-endpoint.md, with nothing of ours in
 * it: it checks the signature by itself, and answers 401 where it is not valid.
 */
export class SignedServer {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(secrets: readonly string[], replyTo: (request: SignedRequest) => Reply): Promise<SignedServer> {
    const server = createServer((request, response) => {
      void (async () => {
        const rawBody = await bodyOf(request);
        const signed = signedRequest(request, rawBody, secrets);
        const { status, body } = signed ? replyTo(signed) : { status: 401, body: {} };
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new SignedServer(server, `http://127.0.0.1:${port}/amends`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function signedRequest(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  rawBody: string,
  secrets: readonly string[],
): SignedRequest | undefined {
  const timestamp = String(headers['amends-timestamp']);
  const signed = `${timestamp}.${method === 'POST' ? rawBody : url}`;
  const signedWith = secrets.find(
    (secret) => headers['amends-signature'] === `v1=${createHmac('sha256', secret).update(signed).digest('hex')}`,
  );
  const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceSeconds;
  if (signedWith === undefined || !isRecent) return undefined;
  const { pathname: path, searchParams: query } = new URL(url, 'http://endpoint.example.com');
  return { method, path, query, idempotencyKey: String(headers['idempotency-key']), rawBody, signedWith };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
