import * as z from 'zod/mini';
import type { HttpEndpoint } from '../fulfilment/http/http-endpoint';
import { ordersAnswerSchema, type Orders } from './order';
import { ShopSilentError, type PurchaseAnswer, type Reference, type Shop } from './shop';

/** Somebody may wait for the page meanwhile. */
const answerWithinMs = 4_000;

const purchaseSchema = z.looseObject({
  reference: z.record(z.string(), z.string()),
  status: z.enum(['found', 'not-found', 'ambiguous']),
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The shop's own endpoint, asked with signed requests: docs/shop.md. */
export class HttpShop implements Shop {
  constructor(private readonly endpoint: Pick<HttpEndpoint, 'request'>) {}

  async ordersOf(customerId: string, orderId: string | undefined): Promise<Orders> {
    const asked = { customerId, ...(orderId !== undefined && { orderId }) };
    const { status, body } = await this.ask('orders', asked);
    if (status !== 200) throw new ShopSilentError(`it answers with ${status}`);
    const answer = ordersAnswerSchema.safeParse(body);
    if (answer.success) return onlyTheirs(answer.data, customerId, orderId);
    const paths = answer.error.issues.map(({ path }) => path.join('.'));
    throw new ShopSilentError(`its answer does not keep its contract at ${paths.slice(0, 5).join(', ')}`);
  }

  async purchaseOf(reference: Reference): Promise<PurchaseAnswer> {
    const { status, body } = await this.ask('purchases', reference);
    // A bare 404 may come from anything on the way to the shop.
    if (status !== 200 && status !== 404) throw new ShopSilentError(`it answers with ${status}`);
    const answer = purchaseSchema.safeParse(body);
    if (!answer.success) throw new ShopSilentError(`it answers with ${status}, and without a status that we know`);
    // An answer to another question, out of a cache or a mix-up, would give another customer's money away.
    if (!isSame(answer.data.reference, reference)) {
      return { type: 'broken', why: 'the answer is about another reference than the one that was asked for' };
    }
    switch (answer.data.status) {
      case 'found':
        return status === 200 ? { type: 'found', found: body } : { type: 'broken', why: 'found, it says with a 404' };
      case 'ambiguous':
        return { type: 'ambiguous' };
      case 'not-found':
        return { type: 'unknown' };
    }
  }

  private async ask(what: 'orders' | 'purchases', asked: Reference): Promise<Answer> {
    const path = `/${what}?${new URLSearchParams(sorted(asked)).toString()}`;
    const result = await this.endpoint.request({ path, timeoutMs: answerWithinMs });
    if (result.type !== 'response') throw new ShopSilentError(result.why);
    return result;
  }
}

/** Whoever answers with another customer's orders would have them reported by a stranger. */
function onlyTheirs(answer: Orders, customerId: string, orderId: string | undefined): Orders {
  if (answer.customer.id !== customerId.normalize('NFC')) {
    throw new ShopSilentError('it answers about another customer');
  }
  if (orderId === undefined) return answer;
  return { ...answer, orders: answer.orders.filter((order) => order.orderId === orderId) };
}

function sorted(reference: Reference): [string, string][] {
  return Object.entries(reference).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function isSame(one: Reference, other: Reference): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
