import * as z from 'zod/mini';
import { outcomeFor } from './http-answer';
import { HttpEndpoint, type HttpResponse, type HttpEndpointProps } from './http-endpoint';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import { NotAttemptedError, type RefundProvider, type RefundRequest } from '../port/refund-provider';

/** Only an endpoint that says so has no such refund. A bare 404 may come from anything on the way to it. */
const notFoundSchema = z.object({ status: z.literal('not-found'), key: z.string() });

/** Refunds through a team's own payment service: docs/refund-endpoint.md. */
export class HttpRefund implements RefundProvider {
  private readonly endpoint: HttpEndpoint;

  constructor(props: HttpEndpointProps) {
    this.endpoint = new HttpEndpoint(props);
  }

  async refund(request: RefundRequest): Promise<PartOutcome> {
    const post = { body: bodyOf(request), idempotencyKey: request.key };
    const answer = await this.endpoint.ask({ path: '/refunds', post, timeoutMs: request.timeoutMs });
    return outcomeOf(answer, request);
  }

  async find(request: RefundRequest): Promise<PartOutcome | PartNotFound> {
    const path = `/refunds/${encodeURIComponent(request.key)}`;
    const answer = await this.endpoint.ask({ path, timeoutMs: request.timeoutMs });
    if (answer.got === 'answer' && answer.status === 404 && isNotFound(answer.body, request))
      return { state: 'not-found' };
    return outcomeOf(answer, request);
  }
}

/** The same request is the same bytes, so that an endpoint may compare them. */
function bodyOf({ part, key, remedyId, partNumber, customerId, failureType }: RefundRequest): string {
  const { paymentId, amountMinor, currency } = part;
  const names = { key, remedyId, part: partNumber, customerId, failureType };
  return JSON.stringify({ schemaVersion: 1, ...names, paymentId, amountMinor, currency });
}

/** @throws {@link NotAttemptedError} */
function outcomeOf(answer: HttpResponse, request: RefundRequest): PartOutcome {
  switch (answer.got) {
    case 'not-attempted':
      throw new NotAttemptedError(
        `The refund endpoint did not take up ${request.key}: ${answer.why}. The event is delivered again`,
        { cause: answer.cause },
      );
    case 'nothing':
      return { state: 'unknown', why: `The endpoint gave no answer: ${answer.why}` };
    case 'answer':
      if (answer.status === 200 || answer.status === 201) return outcomeFor(answer.body, request);
      if (answer.status === 422) return { state: 'unknown', why: 'The endpoint knows the key with other parameters' };
      return { state: 'unknown', why: `The endpoint gave no usable answer (${answer.status})` };
  }
}

function isNotFound(body: unknown, { key }: RefundRequest): boolean {
  const answer = notFoundSchema.safeParse(body);
  return answer.success && answer.data.key === key;
}
