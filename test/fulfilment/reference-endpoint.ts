import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Kept {
  readonly rawBody: string;
  readonly asked: Record<string, unknown>;
  readonly createdAt: string;
  /** What is said of it: a status with a reference, or a refusal with its reason. */
  said: Record<string, unknown>;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** As many as a page of the lists holds. Small, so that tests turn pages. */
const pageSize = 2;

/** How far the two clocks may be apart. */
const toleranceSeconds = 300;

/**
 * The endpoint of docs/refund-endpoint.md as a team could write it, with nothing of ours in it: it checks the signature in its
 * own words, keeps every key for ever, and lists its books in pages.
 */
export class ReferenceEndpoint {
  readonly kept = new Map<string, Kept>();
  readonly disputes: Record<string, unknown>[] = [];
  private readonly payments = new Map<string, { amountMinor: number; currency: string }>();

  private constructor(
    private readonly server: Server,
    private readonly secret: string,
    readonly url: string,
  ) {}

  static async start(secret: string): Promise<ReferenceEndpoint> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const endpoint = new ReferenceEndpoint(server, secret, `http://127.0.0.1:${port}/amends`);
    server.on('request', (request, response) => void endpoint.answer(request, response));
    return endpoint;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  pay(amountMinor: number, currency: string): string {
    const paymentId = `pay_${this.payments.size + 1}`;
    this.payments.set(paymentId, { amountMinor, currency });
    return paymentId;
  }

  refundsOf(paymentId: string): Kept[] {
    return [...this.kept.values()].filter(
      ({ asked, said }) => asked['paymentId'] === paymentId && said['status'] === 'succeeded',
    );
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
    const { pathname, searchParams } = new URL(url, 'http://endpoint.example.com');
    const [, , list, key] = pathname.split('/');
    if (method === 'POST' && list === 'refunds') return this.refund(String(headers['idempotency-key']), rawBody);
    if (key !== undefined) return this.lookUp(decodeURIComponent(key));
    return list === 'disputes'
      ? page('disputes', this.disputes, searchParams)
      : page('refunds', this.books(), searchParams);
  }

  private refund(key: string, rawBody: string): Reply {
    const known = this.kept.get(key);
    if (known) return known.rawBody === rawBody ? { status: 200, body: answerOf(known) } : { status: 422, body: {} };
    const asked: unknown = JSON.parse(rawBody);
    if (!isRecord(asked)) return { status: 400, body: {} };
    const kept = { rawBody, asked, createdAt: new Date().toISOString(), said: this.carryOut(asked) };
    this.kept.set(key, kept);
    return { status: 201, body: answerOf(kept) };
  }

  private carryOut(asked: Record<string, unknown>): Record<string, unknown> {
    const paymentId = String(asked['paymentId']);
    const payment = this.payments.get(paymentId);
    if (!payment) return { status: 'declined', reason: 'payment-not-found' };
    const before = this.refundsOf(paymentId).reduce((sum, { asked: { amountMinor } }) => sum + Number(amountMinor), 0);
    if (before + Number(asked['amountMinor']) > payment.amountMinor)
      return { status: 'declined', reason: 'exceeds-payment' };
    const arrival = { minBusinessDays: 1, maxBusinessDays: 3 };
    return { status: 'succeeded', reference: `rf_${this.kept.size + 1}`, arrival };
  }

  private lookUp(key: string): Reply {
    const kept = this.kept.get(key);
    return kept ? { status: 200, body: answerOf(kept) } : { status: 404, body: { status: 'not-found', key } };
  }

  private books(): Record<string, unknown>[] {
    const made = [...this.kept.values()].filter(({ said }) => said['reference'] !== undefined);
    return made.map(({ asked, said, createdAt }) => {
      const { remedyId, part, customerId, paymentId, amountMinor, currency } = asked;
      const { reference, reason } = said;
      const status = said['status'] === 'declined' ? 'failed' : said['status'];
      const marks = { remedyId, part, customerId };
      return { reference, paymentIds: [paymentId], amountMinor, currency, status, reason, createdAt, ...marks };
    });
  }
}

function answerOf({ asked, said }: Kept): Record<string, unknown> {
  const { amountMinor, currency, remedyId } = asked;
  return { ...said, amountMinor, currency, remedyId };
}

function page(name: string, all: Record<string, unknown>[], query: URLSearchParams): Reply {
  const from = query.get('from') ?? '';
  const until = query.get('until') ?? '';
  const asked = all.filter(({ createdAt }) => String(createdAt) >= from && String(createdAt) < until);
  const start = Number(query.get('cursor') ?? 0);
  const end = start + pageSize;
  return {
    status: 200,
    body: { [name]: asked.slice(start, end), ...(end < asked.length ? { nextCursor: String(end) } : {}) },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
