import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { bodyOf } from '../../emulator/server/aws-json';
import type { Emit } from '../../emulator/events/system-event';
import { type Upstream, type Answer } from '../../emulator/server/upstream';
import type { CustomerBalances } from './balances';
import { ListQueryError, pageOf, providerListSchema, providerObjectSchema, type ProviderObject } from './lists';

const refundSchema = z.record(z.string(), z.unknown());

const listed: Readonly<Record<string, (mock: Mock) => Promise<ProviderObject[]>>> = {
  '/v1/charges': (mock) => mock.all('/v1/charges'),
  '/v1/disputes': allDisputes,
  '/v1/refunds': (mock) => mock.all('/v1/refunds'),
};

/**
 * In front of the package that plays the provider: what its lists leave out, which is the time window, Stripe's limit and all of
 * disputes; the balances of customers; and word of each refund that it made.
 */
export async function openProviderProxy(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  balances: CustomerBalances,
  emit: Emit,
): Promise<void> {
  const body = await bodyOf(request);
  const booked = balances.answer(request, body.toString('utf8'));
  if (booked) {
    sendJson(response, booked.status, booked.body);
    return;
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
  const list = request.method === 'GET' ? listed[url.pathname] : undefined;
  if (list) return answerList(response, url, () => list(new Mock(upstream, request)));
  const answer = await upstream.send(request, body);
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
  if (request.method === 'POST' && url.pathname === '/v1/refunds' && isFirstSuccess(answer)) {
    const key = request.headers['idempotency-key'];
    emit({
      kind: 'refund-made',
      refund: refundSchema.parse(JSON.parse(answer.body.toString('utf8'))),
      idempotencyKey: typeof key === 'string' ? key : undefined,
    });
  }
}

/** The package did not answer a look-up as it should have: its own answer is passed on. */
class LookUpError extends Error {
  override readonly name = 'LookUpError';
  constructor(readonly answer: Answer) {
    super(`The provider's stand-in answered ${answer.status}.`);
  }
}

/** The package, asked on behalf of whoever asks us: their key says whose objects these are. */
class Mock {
  constructor(
    private readonly upstream: Upstream,
    private readonly asking: IncomingMessage,
  ) {}

  /** All objects of a list: without a limit, the package gives them all. */
  async all(path: string): Promise<ProviderObject[]> {
    return providerListSchema.parse(await this.get(path)).data;
  }

  async one(path: string): Promise<ProviderObject> {
    return providerObjectSchema.parse(await this.get(path));
  }

  private async get(path: string): Promise<unknown> {
    const answer = await this.upstream.get(this.asking, path);
    if (answer.status !== 200) throw new LookUpError(answer);
    return JSON.parse(answer.body.toString('utf8'));
  }
}

/** The package knows a dispute only by its id, which the disputed charge tells. */
async function allDisputes(mock: Mock): Promise<ProviderObject[]> {
  const charges = await mock.all('/v1/charges');
  const ids = charges.map(({ dispute }) => dispute).filter((id) => typeof id === 'string');
  return Promise.all(ids.map((id) => mock.one(`/v1/disputes/${id}`)));
}

async function answerList(response: ServerResponse, url: URL, list: () => Promise<ProviderObject[]>): Promise<void> {
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
