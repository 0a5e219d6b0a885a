import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';

export interface OwnSystemOptions {
  /** With which it signs the messages that it passes on. */
  readonly secret: string;
  /** With which it is asked. */
  readonly requestSecret: string;
  readonly clock: () => Date;
  /** Is told what its customers see of answers. */
  readonly onShown?: ((thread: string, answer: Kept) => void) | undefined;
}

/** A customer, and one of their purchases, as the system knows them by a handle. */
export interface OwnCustomer {
  readonly customer: object;
  readonly purchase: object;
}

/** An answer as its reader sees it. */
interface Kept {
  readonly text: string;
  readonly to: string;
}

/**
 * A system of the company's own: passes on what customers write elsewhere, answers there, and knows customers by the
 * handles they gave. It keeps the contracts of docs/channels/http.md and docs/channels/customers.md.
 */
export class OwnSystem {
  /** `lost`: it does what it is asked, and hangs up. */
  weather: 'fine' | 'lost' | 'busy' | 'broken' = 'fine';
  readonly customers = new Map<string, OwnCustomer>();
  requestSecret: string;
  private server: LoopbackServer | undefined;
  private readonly sent = new Map<string, Kept>();

  private constructor(private readonly options: OwnSystemOptions) {
    this.requestSecret = options.requestSecret;
  }

  static async start(options: OwnSystemOptions): Promise<OwnSystem> {
    const system = new OwnSystem(options);
    system.server = await serve(0, (request, response) => void system.answer(request, response));
    return system;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** A message, signed now. */
  passOn(message: object): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
    const body = JSON.stringify(message);
    const timestamp = String(Math.floor(this.options.clock().getTime() / 1000));
    return {
      body,
      headers: { 'amends-timestamp': timestamp, 'amends-signature': signature(timestamp, body, this.options.secret) },
    };
  }

  /** What it has sent to its customers: each key once. */
  get answers(): readonly Kept[] {
    return [...this.sent.values()];
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const weather = this.weather;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const [status, result] = weather === 'busy' ? ([429, {}] as const) : this.resultOf(request, body);
    if (weather === 'lost') return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  private resultOf({ method, url = '', headers }: IncomingMessage, body: string): readonly [number, object] {
    const timestamp = String(headers['amends-timestamp']);
    const expected = signature(timestamp, method === 'POST' ? body : url, this.requestSecret);
    if (!isSame(String(headers['amends-signature']), expected)) return [401, { why: 'the signature is wrong' }];
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    if (method === 'POST' && pathname === '/answers') return [200, this.send(body, String(headers['idempotency-key']))];
    if (method !== 'GET' || pathname !== '/customers') return [404, {}];
    const known = this.customers.get(searchParams.get('handle') ?? '');
    return known ? [200, known] : [404, { status: 'not-found' }];
  }

  private send(body: string, key: string): object {
    const { text, to, replyTo } = JSON.parse(body) as Kept & { readonly replyTo: { readonly threadId: string } };
    if (!this.sent.has(key)) {
      this.sent.set(key, { text, to });
      this.options.onShown?.(replyTo.threadId, { text, to });
    }
    return { status: 'sent', key, reference: `own_${key.slice(0, 8)}` };
  }
}

function signature(timestamp: string, text: string, secret: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')}`;
}

function isSame(one: string, other: string): boolean {
  const [given, expected] = [Buffer.from(one), Buffer.from(other)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
