import * as z from 'zod/mini';
import { isCurrency } from '../../model/money';
import { paymentMethods } from '../../model/remedy';
import type { PaymentAnswer } from '../port/payment';
import { AccountTroubleError, NotAttemptedError } from '../port/refund-provider';
import type { EndpointResult, HttpEndpoint } from './http-endpoint';

/** The name of the breaker of the refund endpoint. */
export const refundEndpoint = 'refund-endpoint';

const amountMinor = z.int().check(z.nonnegative());

const paymentSchema = z.object({
  paymentId: z.string(),
  status: z.enum(['captured', 'authorised', 'cancelled', 'failed']),
  amountMinor,
  currency: z.string().check(z.refine(isCurrency)),
  refundableMinor: amountMinor,
  disputed: z.boolean(),
  /** Of any other way nobody knows how it comes back. */
  method: z.optional(z.catch(z.optional(z.enum(paymentMethods)), undefined)),
});

const elsewhereSchema = z.object({ paymentId: z.string(), status: z.literal('other-mode'), live: z.boolean() });

/** Only an endpoint that says so does not know the payment. A bare 404 may come from anything on the way to it. */
const notFoundSchema = z.object({ paymentId: z.string(), status: z.literal('not-found') });

/**
 * Looks a payment up at a team's own payment service: docs/refund-endpoint.md.
 *
 * @throws {@link NotAttemptedError}
 */
export async function readHttpPayment(
  endpoint: HttpEndpoint,
  paymentId: string,
  timeoutMs: number,
): Promise<PaymentAnswer> {
  const result = await endpoint.request({ path: `/payments/${encodeURIComponent(paymentId)}`, timeoutMs });
  switch (result.type) {
    case 'account-trouble':
      throw new AccountTroubleError({ account: refundEndpoint, why: result.why, permission: result.permission });
    case 'not-attempted':
      throw notRead(paymentId, result.why, result);
    case 'no-response':
      throw notRead(paymentId, result.why);
    case 'response':
      return answerOf(result, paymentId);
  }
}

function answerOf({ status, body }: Extract<EndpointResult, { type: 'response' }>, paymentId: string): PaymentAnswer {
  if (status === 404 && isAbout(notFoundSchema.safeParse(body), paymentId)) return { kind: 'not-found' };
  if (status !== 200) return { kind: 'unavailable', why: `The refund endpoint answers ${status} about the payment` };
  const elsewhere = elsewhereSchema.safeParse(body);
  if (elsewhere.success && isAbout(elsewhere, paymentId)) return { kind: 'other-mode', isLive: elsewhere.data.live };
  const found = paymentSchema.safeParse(body);
  if (!found.success || !isAbout(found, paymentId)) {
    return { kind: 'unavailable', why: "The refund endpoint's answer about the payment does not keep its contract" };
  }
  const { currency, refundableMinor, disputed: isDisputed, method } = found.data;
  const paid = { amountMinor: found.data.amountMinor, currency };
  const { status: state } = found.data;
  const payment = { paymentId, paid, refundableMinor, status: state, isDisputed, ...(method && { method }) };
  return { kind: 'payment', payment };
}

function isAbout(parsed: { readonly data?: { readonly paymentId: string } | undefined }, paymentId: string): boolean {
  return parsed.data?.paymentId === paymentId;
}

function notRead(
  paymentId: string,
  why: string,
  { cause, isRateLimited }: { readonly cause?: unknown; readonly isRateLimited?: true } = {},
): NotAttemptedError {
  const text = `The refund endpoint did not look up ${paymentId}: ${why}. The event is delivered again`;
  return new NotAttemptedError(text, { cause, isRateLimited: isRateLimited === true });
}
