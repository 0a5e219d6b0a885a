import * as z from 'zod/mini';
import type { Shipment } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import { declineReasonOf } from './http-answer';
import type { PartOutcome } from '../port/part-outcome';

const text = z.string().check(z.minLength(1), z.maxLength(500));
const instant = z.iso.datetime({ offset: true });

/** What became of a part, as an endpoint says it in its answers and in its news. */
const partStatusShapes = [
  z.object({
    status: z.literal('done'),
    reference: text,
    arrivesBy: z.optional(instant),
    carrier: z.optional(text),
    trackingId: z.optional(text),
  }),
  z.object({ status: z.literal('pending'), reference: text, answerBy: z.optional(instant) }),
  z.object({ status: z.literal('refused'), reference: z.optional(text), reason: z.optional(z.string()) }),
] as const;

export const partStatusSchema = z.discriminatedUnion('status', partStatusShapes);

/** The same in an answer, which has to say what it is about. */
export const saidPartSchema = z.intersection(z.object({ key: text }), partStatusSchema);

/** What became of a part, whoever asked for it. */
export function outcomeOfSaidPart(said: z.infer<typeof partStatusSchema>): PartOutcome {
  switch (said.status) {
    case 'done':
      return { state: 'succeeded', providerRef: said.reference, ...shipmentIn(said) };
    case 'pending':
      return {
        state: 'pending',
        providerRef: said.reference,
        ...(said.answerBy !== undefined && { answerBy: said.answerBy }),
      };
    case 'refused':
      return {
        state: 'declined',
        reason: declineReasonOf(said.reason),
        ...(said.reference !== undefined && { providerRef: said.reference }),
      };
    default:
      return unreachable(said);
  }
}

function shipmentIn({ arrivesBy, carrier, trackingId }: Shipment): { shipment?: Shipment } {
  if (arrivesBy === undefined && carrier === undefined && trackingId === undefined) return {};
  return { shipment: { arrivesBy, carrier, trackingId } };
}
