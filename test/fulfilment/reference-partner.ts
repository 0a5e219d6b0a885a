import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Kept {
  /** The bytes of `part`, by which a repetition is told from something else. */
  readonly part: string;
  readonly asked: Record<string, unknown>;
  said: Record<string, unknown>;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** How far the two clocks may be apart. */
const toleranceSeconds = 300;

/**
 * The endpoint of docs/partner-endpoint.md as a team could write it, with nothing of ours in it: it keeps every key for ever,
 * also those that were withdrawn before they came.
 */
export class ReferencePartner {
  readonly kept = new Map<string, Kept>();
  /** What was begun, in order, by its key. */
  readonly begun: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly secret: string,
    readonly url: string,
  ) {}

  static async start(secret: string): Promise<ReferencePartner> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const partner = new ReferencePartner(server, secret, `http://127.0.0.1:${port}/amends`);
    server.on('request', (request, response) => void partner.answer(request, response));
    return partner;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What the team's own people do with it. */
  settle(key: string, said: Record<string, unknown>): void {
    const kept = this.kept.get(key);
    if (!kept) throw new Error(`nobody asked for ${key}`);
    kept.said = said;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, body } = this.replyTo(request, Buffer.concat(chunks).toString('utf8'));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private replyTo({ method, url = '/', headers }: IncomingMessage, rawBody: string): Reply {
    const timestamp = String(headers['amends-timestamp']);
    const signed = `${timestamp}.${method === 'POST' ? rawBody : url}`;
    const expected = `v1=${createHmac('sha256', this.secret).update(signed).digest('hex')}`;
    const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceSeconds;
    if (headers['amends-signature'] !== expected || !isRecent) return { status: 401, body: {} };
    const [, , , key, word] = new URL(url, 'http://endpoint.example.com').pathname.split('/');
    if (key === undefined) return this.take(String(headers['idempotency-key']), rawBody);
    return word === 'withdraw' ? this.withdraw(decodeURIComponent(key)) : this.lookUp(decodeURIComponent(key));
  }

  private take(key: string, rawBody: string): Reply {
    const asked: unknown = JSON.parse(rawBody);
    if (!isRecord(asked)) return { status: 400, body: {} };
    const part = JSON.stringify(asked['part']);
    const known = this.kept.get(key);
    // One that was withdrawn before it came is kept without its part.
    if (known) return known.part === part || known.part === '' ? said(200, key, known) : { status: 422, body: {} };
    const status = part.includes('"kind":"credit"') ? 'done' : 'pending';
    const kept = { part, asked, said: { status, reference: `wo_${this.kept.size + 1}` } };
    this.kept.set(key, kept);
    this.begun.push(key);
    return said(201, key, kept);
  }

  private withdraw(key: string): Reply {
    const kept = this.kept.get(key) ?? { part: '', asked: {}, said: {} };
    this.kept.set(key, kept);
    kept.said = { status: 'refused', reason: 'cancelled' };
    return said(200, key, kept);
  }

  private lookUp(key: string): Reply {
    const kept = this.kept.get(key);
    return kept ? said(200, key, kept) : { status: 404, body: { status: 'not-found', key } };
  }
}

function said(status: number, key: string, { said: body }: Kept): Reply {
  return { status, body: { ...body, key } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
