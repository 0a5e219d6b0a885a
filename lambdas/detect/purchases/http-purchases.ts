import * as z from 'zod/mini';
import type { EndpointResult, HttpEndpoint } from '../../fulfilment/http/http-endpoint';
import type { Reference } from '../definition/detector';
import { PurchaseNotReadError, type PurchaseAnswer, type Purchases } from './purchases';

const answerSchema = z.looseObject({
  reference: z.record(z.string(), z.string()),
  status: z.enum(['found', 'not-found', 'ambiguous']),
});

/** The shop's own endpoint, asked with signed requests: docs/detectors/README.md. */
export class HttpPurchases implements Purchases {
  constructor(
    private readonly endpoint: Pick<HttpEndpoint, 'request'>,
    private readonly timeoutMs = 5_000,
  ) {}

  async find(reference: Reference): Promise<PurchaseAnswer> {
    const path = `/purchases?${new URLSearchParams(sorted(reference)).toString()}`;
    return answerOf(await this.endpoint.request({ path, timeoutMs: this.timeoutMs }), reference);
  }
}

function answerOf(result: EndpointResult, reference: Reference): PurchaseAnswer {
  if (result.type !== 'response') throw new PurchaseNotReadError(result.why);
  const { status, body } = result;
  // A bare 404 may come from anything on the way to the shop.
  if (status !== 200 && status !== 404) throw new PurchaseNotReadError(`it answers ${status}`);
  const answer = answerSchema.safeParse(body);
  if (!answer.success) throw new PurchaseNotReadError(`it answers ${status} without a status that we know`);
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

function sorted(reference: Reference): [string, string][] {
  return Object.entries(reference).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function isSame(one: Reference, other: Reference): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
