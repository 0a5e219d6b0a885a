import * as z from 'zod/mini';
import type { Shipment } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import { declineReasonOf, type PartOutcome } from '../port/part-outcome';

const text = z.string().check(z.minLength(1), z.maxLength(500));
const instant = z.iso.datetime({ offset: true });

/** What became of a part, as an endpoint says in its responses and webhook events. */
export const partStatusSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('done'),
    reference: text,
    arrivesBy: z.optional(instant),
    carrier: z.optional(text),
    trackingId: z.optional(text),
    validUntil: z.optional(instant),
  }),
  z.object({
    status: z.literal('pending'),
    reference: text,
    answerBy: z.optional(instant),
    /** By when somebody calls who has accepted that. */
    callBy: z.optional(instant),
  }),
  z.object({ status: z.literal('refused'), reference: z.optional(text), reason: z.optional(z.string()) }),
]);

type PartStatus = z.infer<typeof partStatusSchema>;

/** The same in a response, which names the part by its key. */
const partResponseSchema = z.intersection(z.object({ key: text }), partStatusSchema);

/** What became of the part that was requested under this key. */
export function outcomeOfPartResponse(body: unknown, key: string): PartOutcome {
  const response = partResponseSchema.safeParse(body);
  if (!response.success) return { state: 'unknown', why: "The endpoint's answer does not keep its contract" };
  if (response.data.key !== key) return { state: 'unknown', why: 'The endpoint answered about another part' };
  return outcomeOfPartStatus(response.data);
}

/** What became of a part, by what the endpoint says of it. */
export function outcomeOfPartStatus(status: PartStatus): PartOutcome {
  switch (status.status) {
    case 'done':
      return { state: 'succeeded', providerRef: status.reference, ...shipmentIn(status), ...validityIn(status) };
    case 'pending':
      return {
        state: 'pending',
        providerRef: status.reference,
        ...(status.answerBy !== undefined && { answerBy: status.answerBy }),
        ...(status.callBy !== undefined && { answerBy: status.callBy, callBy: status.callBy }),
      };
    case 'refused':
      return {
        state: 'declined',
        reason: declineReasonOf(status.reason),
        ...(status.reference !== undefined && { providerRef: status.reference }),
      };
    default:
      return unreachable(status);
  }
}

function validityIn({ validUntil }: { readonly validUntil?: string | undefined }): { validUntil?: string } {
  return validUntil === undefined ? {} : { validUntil };
}

function shipmentIn({ arrivesBy, carrier, trackingId }: Shipment): { shipment?: Shipment } {
  if (arrivesBy === undefined && carrier === undefined && trackingId === undefined) return {};
  return { shipment: { arrivesBy, carrier, trackingId } };
}
