import * as z from 'zod/mini';
import { unreachable } from '../../model/unreachable';
import { differenceBetween } from '../port/difference';
import { isDeclineReason, type DeclineReason, type PartOutcome } from '../port/part-outcome';
import type { RefundRequest } from '../port/refund-provider';

const text = z.string().check(z.minLength(1), z.maxLength(500));
const days = z.int().check(z.nonnegative(), z.maximum(365));

/** What an endpoint says of a refund, in its answers and in its news. */
export const saidRefundSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('succeeded'),
    reference: text,
    amountMinor: z.int(),
    currency: text,
    remedyId: text,
    arrival: z.optional(z.object({ minBusinessDays: days, maxBusinessDays: days })),
  }),
  z.object({
    status: z.literal('pending'),
    reference: text,
    amountMinor: z.int(),
    currency: text,
    remedyId: text,
  }),
  z.object({
    status: z.literal('declined'),
    reference: z.optional(text),
    amountMinor: z.int(),
    currency: text,
    remedyId: text,
    reason: z.optional(z.string()),
  }),
]);

export type SaidByEndpoint = z.infer<typeof saidRefundSchema>;

/** What became of the refund that was asked for. */
export function outcomeFor(body: unknown, request: RefundRequest): PartOutcome {
  const answer = saidRefundSchema.safeParse(body);
  if (!answer.success) return { state: 'unknown', why: `The endpoint's answer does not keep its contract` };
  const difference = differenceBetween(answer.data, request, 'The endpoint');
  if (difference) return { state: 'unknown', why: difference, ...referenceOf(answer.data) };
  return outcomeOf(answer.data);
}

/** What became of a refund, whoever asked for it. */
export function outcomeOf(said: SaidByEndpoint): PartOutcome {
  switch (said.status) {
    case 'succeeded': {
      const arrival = said.arrival ? { arrival: said.arrival } : {};
      return { state: 'succeeded', providerRef: said.reference, ...arrival };
    }
    case 'pending':
      return { state: 'pending', providerRef: said.reference };
    case 'declined':
      return { state: 'declined', reason: declineReasonOf(said.reason), ...referenceOf(said) };
    default:
      return unreachable(said);
  }
}

/** A reason we have no word for is still a refusal. */
export function declineReasonOf(reason: string | undefined): DeclineReason {
  return reason !== undefined && isDeclineReason(reason) ? reason : 'other';
}

function referenceOf({ reference }: SaidByEndpoint): { providerRef?: string } {
  return reference === undefined ? {} : { providerRef: reference };
}
