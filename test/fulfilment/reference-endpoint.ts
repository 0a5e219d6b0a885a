import { isRecord, SignedServer, type Reply, type SignedRequest } from './signed-server';

interface Kept {
  readonly rawBody: string;
  readonly request: Record<string, unknown>;
  readonly createdAt: string;
  /** What became of it: a status with a reference, or a refusal with its reason. */
  answer: Record<string, unknown>;
}

/** How many a page of a list holds. Few, so that tests read several pages. */
const pageSize = 2;

/**
 * The endpoint of docs/refund-endpoint.md as a team could write it: it keeps every key for ever, and lists its books in
 * pages.
 */
export class ReferenceEndpoint {
  readonly kept = new Map<string, Kept>();
  readonly disputes: Record<string, unknown>[] = [];
  private readonly payments = new Map<string, { amountMinor: number; currency: string }>();

  private server: SignedServer | undefined;

  private constructor() {}

  /** @param readingSecret what only reads may be signed with it, too, and nothing that pays */
  static async start(secret: string, readingSecret?: string): Promise<ReferenceEndpoint> {
    const endpoint = new ReferenceEndpoint();
    const secrets = readingSecret === undefined ? [secret] : [secret, readingSecret];
    endpoint.server = await SignedServer.start(secrets, (request) =>
      request.method === 'GET' || request.signedWith === secret ? endpoint.replyTo(request) : onlyReads,
    );
    return endpoint;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  pay(amountMinor: number, currency: string): string {
    const paymentId = `pay_${this.payments.size + 1}`;
    this.payments.set(paymentId, { amountMinor, currency });
    return paymentId;
  }

  refundsOf(paymentId: string): Kept[] {
    return [...this.kept.values()].filter(
      ({ request, answer }) => request['paymentId'] === paymentId && answer['status'] === 'succeeded',
    );
  }

  private replyTo({ method, path, query, idempotencyKey, rawBody }: SignedRequest): Reply {
    const [, , list, key] = path.split('/');
    if (method === 'POST' && list === 'refunds') return this.refund(idempotencyKey, rawBody);
    if (list === 'payments' && key !== undefined) return this.payment(decodeURIComponent(key));
    if (key !== undefined) return this.lookUp(decodeURIComponent(key));
    return list === 'disputes' ? page('disputes', this.disputes, query) : page('refunds', this.books(), query);
  }

  private refund(key: string, rawBody: string): Reply {
    const known = this.kept.get(key);
    if (known) return known.rawBody === rawBody ? { status: 200, body: answerOf(known) } : { status: 422, body: {} };
    const request: unknown = JSON.parse(rawBody);
    if (!isRecord(request)) return { status: 400, body: {} };
    const kept = { rawBody, request, createdAt: new Date().toISOString(), answer: this.carryOut(request) };
    this.kept.set(key, kept);
    return { status: 201, body: answerOf(kept) };
  }

  private payment(paymentId: string): Reply {
    const payment = this.payments.get(paymentId);
    if (!payment) return { status: 404, body: { status: 'not-found', paymentId } };
    const refundableMinor = payment.amountMinor - this.refundedOf(paymentId);
    const disputed = this.disputes.some(
      ({ paymentIds }) => Array.isArray(paymentIds) && paymentIds.includes(paymentId),
    );
    return { status: 200, body: { paymentId, status: 'captured', ...payment, refundableMinor, disputed } };
  }

  private refundedOf(paymentId: string): number {
    return this.refundsOf(paymentId).reduce((sum, { request: { amountMinor } }) => sum + Number(amountMinor), 0);
  }

  private carryOut(request: Record<string, unknown>): Record<string, unknown> {
    const paymentId = String(request['paymentId']);
    const payment = this.payments.get(paymentId);
    if (!payment) return { status: 'declined', reason: 'payment-not-found' };
    if (this.refundedOf(paymentId) + Number(request['amountMinor']) > payment.amountMinor)
      return { status: 'declined', reason: 'exceeds-payment' };
    const arrival = { minBusinessDays: 1, maxBusinessDays: 3 };
    return { status: 'succeeded', reference: `rf_${this.kept.size + 1}`, arrival };
  }

  private lookUp(key: string): Reply {
    const kept = this.kept.get(key);
    return kept ? { status: 200, body: answerOf(kept) } : { status: 404, body: { status: 'not-found', key } };
  }

  private books(): Record<string, unknown>[] {
    const made = [...this.kept.values()].filter(({ answer }) => answer['reference'] !== undefined);
    return made.map(({ request, answer, createdAt }) => {
      const { remedyId, part, customerId, paymentId, amountMinor, currency } = request;
      const { reference, reason } = answer;
      const status = answer['status'] === 'declined' ? 'failed' : answer['status'];
      const marks = { remedyId, part, customerId };
      return { reference, paymentIds: [paymentId], amountMinor, currency, status, reason, createdAt, ...marks };
    });
  }
}

const onlyReads: Reply = { status: 403, body: { why: 'this secret only reads', permission: 'refunds:write' } };

function answerOf({ request, answer }: Kept): Record<string, unknown> {
  const { amountMinor, currency, remedyId } = request;
  return { ...answer, amountMinor, currency, remedyId };
}

function page(name: string, all: Record<string, unknown>[], query: URLSearchParams): Reply {
  const from = query.get('from') ?? '';
  const until = query.get('until') ?? '';
  const inWindow = all.filter(({ createdAt }) => String(createdAt) >= from && String(createdAt) < until);
  const start = Number(query.get('cursor') ?? 0);
  const end = start + pageSize;
  return {
    status: 200,
    body: { [name]: inWindow.slice(start, end), ...(end < inWindow.length ? { nextCursor: String(end) } : {}) },
  };
}
