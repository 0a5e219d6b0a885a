import * as z from 'zod/mini';
import { unreachable } from '../../model/unreachable';
import { declineReasonOf, type PartOutcome } from '../port/part-outcome';
import { mismatchOf, type RefundRequest } from '../port/refund-provider';

const text = z.string().check(z.minLength(1), z.maxLength(500));
const days = z.int().check(z.nonnegative(), z.maximum(365));

const facts = { amountMinor: z.int(), currency: text, remedyId: text };

/** What became of a refund, as an endpoint says in its responses and webhook events. */
export const refundStatusSchema = z.discriminatedUnion('status', [
  z.object({
    ...facts,
    status: z.literal('succeeded'),
    reference: text,
    arrival: z.optional(z.object({ minBusinessDays: days, maxBusinessDays: days })),
  }),
  z.object({ ...facts, status: z.literal('pending'), reference: text }),
  z.object({
    ...facts,
    status: z.literal('declined'),
    reference: z.optional(text),
    reason: z.optional(z.string()),
  }),
]);

export type RefundStatus = z.infer<typeof refundStatusSchema>;

/** What became of the refund that was requested. */
export function outcomeOfRefundResponse(body: unknown, request: RefundRequest): PartOutcome {
  const status = refundStatusSchema.safeParse(body);
  if (!status.success) return { state: 'unknown', why: "The endpoint's answer does not keep its contract" };
  const mismatch = mismatchOf(status.data, request, 'The endpoint');
  if (mismatch) return { state: 'unknown', why: mismatch, ...referenceOf(status.data) };
  return outcomeOfRefundStatus(status.data);
}

/** What became of a refund, by what the endpoint says of it. */
export function outcomeOfRefundStatus(status: RefundStatus): PartOutcome {
  switch (status.status) {
    case 'succeeded': {
      const arrival = status.arrival ? { arrival: status.arrival } : {};
      return { state: 'succeeded', providerRef: status.reference, ...arrival };
    }
    case 'pending':
      return { state: 'pending', providerRef: status.reference };
    case 'declined':
      return { state: 'declined', reason: declineReasonOf(status.reason), ...referenceOf(status) };
    default:
      return unreachable(status);
  }
}

function referenceOf({ reference }: RefundStatus): { providerRef?: string } {
  return reference === undefined ? {} : { providerRef: reference };
}
