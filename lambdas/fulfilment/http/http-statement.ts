import * as z from 'zod/mini';
import { HttpEndpoint, type HttpEndpointProps } from './http-endpoint';
import { declineReasonOf } from '../port/part-outcome';
import {
  StatementUnavailableError,
  type ProviderDispute,
  type ProviderRefund,
  type ProviderStatement,
  type StatementWindow,
} from '../port/provider-statement';

/** A page may be large, and only the daily reconciliation waits for it. */
const pageTimeoutMs = 60_000;

const booked = {
  reference: z.string().check(z.minLength(1)),
  paymentIds: z.array(z.string()).check(z.minLength(1)),
  amountMinor: z.int(),
  currency: z.string(),
  createdAt: z.iso.datetime(),
};

const refundsSchema = z.object({
  refunds: z.array(
    z.object({
      ...booked,
      status: z.enum(['succeeded', 'pending', 'failed']),
      reason: z.optional(z.string()),
      remedyId: z.optional(z.string()),
      part: z.optional(z.int()),
      customerId: z.optional(z.string().check(z.normalize('NFC'))),
    }),
  ),
  nextCursor: z.optional(z.string()),
});

const disputesSchema = z.object({
  disputes: z.array(z.object({ ...booked, status: z.string() })),
  nextCursor: z.optional(z.string()),
});

/** Reads a team's own books: docs/refund-endpoint.md. */
export class HttpStatement implements ProviderStatement {
  private readonly endpoint: HttpEndpoint;

  constructor(props: HttpEndpointProps) {
    this.endpoint = new HttpEndpoint(props);
  }

  async *refundsBetween(window: StatementWindow): AsyncGenerator<ProviderRefund> {
    for await (const { refunds } of this.pages('/refunds', window, refundsSchema)) {
      for (const { reference, status, part, reason, ...facts } of refunds) {
        yield {
          ...facts,
          providerRef: reference,
          state: status,
          ...(part === undefined ? {} : { partNumber: part }),
          ...(status === 'failed' ? { reason: declineReasonOf(reason) } : {}),
        };
      }
    }
  }

  async *disputesBetween(window: StatementWindow): AsyncGenerator<ProviderDispute> {
    for await (const { disputes } of this.pages('/disputes', window, disputesSchema)) {
      for (const { reference, ...facts } of disputes) yield { ...facts, disputeRef: reference };
    }
  }

  private async *pages<Page extends { nextCursor?: string | undefined }>(
    path: string,
    { from, until }: StatementWindow,
    schema: z.ZodMiniType<Page>,
  ): AsyncGenerator<Page> {
    const query = new URLSearchParams({ from: from.toISOString(), until: until.toISOString() });
    const seen = new Set<string>();
    for (;;) {
      const page = await this.page(`${path}?${query.toString()}`, schema);
      yield page;
      const { nextCursor } = page;
      if (nextCursor === undefined) return;
      if (seen.has(nextCursor)) throw unavailable(path, 'it returned the same cursor twice');
      seen.add(nextCursor);
      query.set('cursor', nextCursor);
    }
  }

  private async page<Page>(path: string, schema: z.ZodMiniType<Page>): Promise<Page> {
    const result = await this.endpoint.request({ path, timeoutMs: pageTimeoutMs });
    if (result.type !== 'response') throw unavailable(path, result.why);
    if (result.status !== 200) throw unavailable(path, `it answers with ${result.status}`);
    const page = schema.safeParse(result.body);
    if (!page.success) throw unavailable(path, 'its answer does not keep its contract');
    return page.data;
  }
}

function unavailable(path: string, why: string): StatementUnavailableError {
  const list = path.split('?', 1).join('');
  return new StatementUnavailableError(`The endpoint's ${list} could not be read to its end: ${why}. Run it again.`);
}
