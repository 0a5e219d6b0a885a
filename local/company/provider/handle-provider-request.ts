import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { bodyOf } from '../../emulator/server/aws-json';
import type { Answer, Upstream } from '../../emulator/server/upstream';
import type { EmitCompanyEvent } from '../company-event';
import { confirmedIntent } from './confirmed-intent';
import type { CustomerBalances } from './customer-balances';
import type { FailedRefunds } from './failed-refunds';
import type { Charging, PaidMethods } from './methods/paid-methods';
import type { PaymentIntents } from './payment-intents';
import { amountErrorOf, type AmountError } from './stripe-units';
import { mayPass, permissionError } from './restricted-key';
import { ListQueryError, pageOf, providerListSchema, providerObjectSchema, type ProviderObject } from './list-page';

const currencySchema = z.object({ currency: z.string() });
const refundSchema = z.record(z.string(), z.unknown());

type Shown = Pick<ProviderContext, 'intents' | 'failed'>;

const lists: Readonly<Record<string, (stripe: StripePackage, shown: Shown) => Promise<ProviderObject[]>>> = {
  '/v1/charges': (stripe) => stripe.all('/v1/charges'),
  '/v1/disputes': allDisputes,
  '/v1/refunds': async (stripe, { intents, failed }) =>
    (await stripe.all('/v1/refunds')).map((one) => failed.shown(intents.shownRefund(one))),
};

export interface ProviderContext {
  /** The package that emulates Stripe. */
  readonly upstream: Pick<Upstream, 'send' | 'get' | 'post'>;
  readonly balances: CustomerBalances;
  readonly intents: PaymentIntents;
  readonly failed: FailedRefunds;
  readonly methods: PaidMethods;
  readonly emit: EmitCompanyEvent;
}

/**
 * Handles a request in front of the package that emulates Stripe. Adds what the package lacks: time ranges and limits
 * of lists, a list of disputes, customer balances, payment intents, and which amounts exist in a currency. Emits an
 * event for each refund that was made.
 */
export async function handleProviderRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { upstream, balances, intents, failed, methods, emit }: ProviderContext,
): Promise<void> {
  const asked = await bodyOf(request);
  if (!mayPass(request)) {
    sendJson(response, 403, { error: permissionError });
    return;
  }
  const balanceReply = failed.handle(request) ?? balances.handle(request, asked.toString('utf8'));
  if (balanceReply) {
    sendJson(response, balanceReply.status, balanceReply.body);
    return;
  }
  const confirmed = await confirmedIntent(request, asked.toString('utf8'), { upstream, intents });
  if (confirmed) {
    sendJson(response, confirmed.status, confirmed.body);
    return;
  }
  const stripe = new StripePackage(upstream, request);
  const intentReply = await intents.handle(request, asked.toString('utf8'), (chargeId) => stripe.charge(chargeId));
  if (intentReply) {
    sendJson(response, intentReply.status, intentReply.body);
    return;
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
  const list = request.method === 'GET' ? lists[url.pathname] : undefined;
  if (list) return sendList(response, url, () => list(stripe, { intents, failed }));
  const isRefund = request.method === 'POST' && url.pathname === '/v1/refunds';
  const isCharging = request.method === 'POST' && url.pathname === '/v1/charges';
  const charging = isCharging ? methods.charging(asked.toString('utf8')) : undefined;
  const body = isRefund ? Buffer.from(intents.ofCharge(asked.toString('utf8'))) : bodyFor(charging, asked);
  const error = charging?.refusal ?? (await amountError(url.pathname, body, stripe));
  if (error) {
    sendJson(response, 400, { error });
    return;
  }
  const answered = await upstream.send(request, body);
  const answer = isRefund ? refundAnswer(answered, intents) : answered;
  if (charging && answer.status === 200) methods.paid(JSON.parse(answer.body.toString('utf8')), charging);
  const shown = isCharge(url.pathname) && answer.status === 200 ? shownOf(answer, intents, methods) : undefined;
  if (shown !== undefined) {
    sendJson(response, answer.status, shown);
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
  if (isRefund && isFirstSuccess(answer)) {
    const key = request.headers['idempotency-key'];
    emit({
      kind: 'refund-made',
      refund: refundSchema.parse(JSON.parse(answer.body.toString('utf8'))),
      idempotencyKey: typeof key === 'string' ? key : undefined,
    });
  }
}

/**
 * Why an amount that is to be charged, captured or refunded is none that Stripe moves. The package takes any. A refund
 * and a capture are in the currency of their charge.
 */
async function amountError(path: string, body: Buffer, stripe: StripePackage): Promise<AmountError | undefined> {
  const form = new URLSearchParams(body.toString('utf8'));
  const amount = Number(form.get('amount') ?? Number.NaN);
  if (Number.isNaN(amount)) return undefined;
  if (path === '/v1/charges') return amountErrorOf(amount, form.get('currency') ?? '');
  const chargeId = path === '/v1/refunds' ? form.get('charge') : /^\/v1\/charges\/([^/]+)\/capture$/.exec(path)?.[1];
  const currency = chargeId && (await stripe.currencyOf(chargeId));
  return currency ? amountErrorOf(amount, currency) : undefined;
}

function isCharge(path: string): boolean {
  return /^\/v1\/charges(\/[^/]+)?(\/capture)?$/.test(path);
}

function bodyFor(charging: Charging | undefined, asked: Buffer): Buffer {
  return charging?.type === undefined ? asked : Buffer.from(charging.text);
}

/** A charge as its payment intent and its method make it, or undefined where the package's own answer says all. */
function shownOf({ body }: Answer, intents: PaymentIntents, methods: PaidMethods): object | undefined {
  const charge: unknown = JSON.parse(body.toString('utf8'));
  const shown = methods.shown(intents.shown(charge));
  return shown === charge || typeof shown !== 'object' || shown === null ? undefined : shown;
}

/** The answer to a refund, with the intent of its charge. */
function refundAnswer(answer: Answer, intents: PaymentIntents): Answer {
  if (answer.status !== 200) return answer;
  const refund = providerObjectSchema.parse(JSON.parse(answer.body.toString('utf8')));
  const body = Buffer.from(JSON.stringify(intents.shownRefund(refund)));
  const isLength = (index: number): boolean =>
    /^(content-length|etag)$/i.test(answer.headers[index - (index % 2)] ?? '');
  return { ...answer, headers: answer.headers.filter((_, index) => !isLength(index)), body };
}

/** The package refused a look-up. Its answer is passed on to the caller. */
class LookUpError extends Error {
  override readonly name = 'LookUpError';
  constructor(readonly answer: Answer) {
    super(`The Stripe emulator answered ${answer.status}.`);
  }
}

/** Looks objects up in the package with the API key of the original request. */
class StripePackage {
  constructor(
    private readonly upstream: Pick<Upstream, 'get'>,
    private readonly request: IncomingMessage,
  ) {}

  /** All objects of a list: without a limit, the package returns them all. */
  async all(path: string): Promise<ProviderObject[]> {
    return providerListSchema.parse(await this.get(path)).data;
  }

  async one(path: string): Promise<ProviderObject> {
    return providerObjectSchema.parse(await this.get(path));
  }

  /** Undefined where the package does not know the charge, and says so when it gets the request. */
  async charge(chargeId: string): Promise<unknown> {
    const answer = await this.upstream.get(this.request, `/v1/charges/${encodeURIComponent(chargeId)}`);
    return answer.status === 200 ? JSON.parse(answer.body.toString('utf8')) : undefined;
  }

  async currencyOf(chargeId: string): Promise<string | undefined> {
    const charge = await this.charge(chargeId);
    return charge === undefined ? undefined : currencySchema.parse(charge).currency;
  }

  private async get(path: string): Promise<unknown> {
    const answer = await this.upstream.get(this.request, path);
    if (answer.status !== 200) throw new LookUpError(answer);
    return JSON.parse(answer.body.toString('utf8'));
  }
}

/** The package finds a dispute only by its id, which is in the disputed charge. */
async function allDisputes(stripe: StripePackage): Promise<ProviderObject[]> {
  const charges = await stripe.all('/v1/charges');
  const ids = charges.map(({ dispute }) => dispute).filter((id) => typeof id === 'string');
  return Promise.all(ids.map((id) => stripe.one(`/v1/disputes/${id}`)));
}

async function sendList(response: ServerResponse, url: URL, list: () => Promise<ProviderObject[]>): Promise<void> {
  try {
    sendJson(response, 200, pageOf(url.pathname, await list(), url.searchParams));
  } catch (error) {
    if (error instanceof LookUpError) {
      response.writeHead(error.answer.status, error.answer.headers);
      response.end(error.answer.body);
    } else if (error instanceof ListQueryError) {
      const { param, message } = error;
      sendJson(response, 400, { error: { type: 'invalid_request_error', param, message } });
    } else throw error;
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

function isFirstSuccess({ status, headers }: Answer): boolean {
  return (
    status === 200 && !headers.some((text, index) => index % 2 === 0 && text.toLowerCase() === 'idempotent-replayed')
  );
}
