import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import type { PaymentAnswer, PaymentReader } from '../port/payment';
import type { RefundProvider, RefundRequest } from '../port/refund-provider';
import { HttpEndpoint, type EndpointResult, type HttpEndpointProps } from './http-endpoint';
import { outcomeOfRefundResponse } from './http-refund-status';
import { aboutRequest, isNotFound, outcomeOfResult } from './http-keyed-request';
import { readHttpPayment, refundEndpoint } from './http-payment';

/** Refunds through a team's own payment service, and what it tells of payments: docs/refund-endpoint.md. */
export class HttpRefund implements RefundProvider, PaymentReader {
  readonly accounts = [refundEndpoint];
  private readonly endpoint: HttpEndpoint;

  constructor(props: HttpEndpointProps) {
    this.endpoint = new HttpEndpoint(props);
  }

  /** Reads the secret before it is needed. */
  async warm(): Promise<void> {
    await this.endpoint.warm();
  }

  /** The endpoint speaks ISO 4217, and converts to what its own provider counts in. */
  smallestStepMinor(): number {
    return 1;
  }

  readPayment(paymentId: string, timeoutMs: number): Promise<PaymentAnswer> {
    return readHttpPayment(this.endpoint, paymentId, timeoutMs);
  }

  async refund(request: RefundRequest): Promise<PartOutcome> {
    const post = { body: bodyOf(request), idempotencyKey: request.key };
    const result = await this.endpoint.request({ path: '/refunds', post, timeoutMs: request.timeoutMs });
    return aboutRequest(outcomeOf(result, request), refundEndpoint);
  }

  async find(request: RefundRequest): Promise<PartOutcome | PartNotFound> {
    const path = `/refunds/${encodeURIComponent(request.key)}`;
    const result = await this.endpoint.request({ path, timeoutMs: request.timeoutMs });
    return isNotFound(result, request.key) ? { state: 'not-found' } : outcomeOf(result, request);
  }
}

/** The same request is the same bytes, so that an endpoint may compare them. */
function bodyOf({ part, key, remedyId, partNumber, customerId, failureType }: RefundRequest): string {
  const { paymentId, amountMinor, currency } = part;
  const ids = { key, remedyId, part: partNumber, customerId, failureType };
  return JSON.stringify({ schemaVersion: 1, ...ids, paymentId, amountMinor, currency });
}

/** @throws {@link NotAttemptedError} */
function outcomeOf(result: EndpointResult, request: RefundRequest): PartOutcome {
  return outcomeOfResult(result, request.key, {
    endpointName: 'The refund endpoint',
    account: refundEndpoint,
    retry: 'The event is delivered again',
    successStatuses: [200, 201],
    read: (body) => outcomeOfRefundResponse(body, request),
  });
}
