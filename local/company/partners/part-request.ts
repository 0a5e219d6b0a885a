import * as z from 'zod';
import { partRequestSchema, type PartRequestEvent } from '../../../lambdas/fulfilment/port/partner-events';
import type { PartnerPart } from '../../../lambdas/model/remedy';

/** A request for a part of one kind, as its partner system reads it. */
export interface PartRequest<Kind extends PartnerPart['kind']> extends Omit<PartRequestEvent, 'part'> {
  readonly part: Extract<PartRequestEvent['part'], { kind: Kind }>;
}

/** A system that carries out parts of one kind. */
export interface PartnerSystem<Kind extends PartnerPart['kind']> {
  /** A request may be delivered more than once, with the same key. */
  handleRequest(request: PartRequest<Kind>): void;
  handleWithdrawal(request: PartRequest<Kind>): void;
}

/** Reads a request for a part of that kind by its published contract. */
export function readRequest<Kind extends PartnerPart['kind']>(kind: Kind, detail: unknown): PartRequest<Kind> {
  const { part, ...request } = partRequestSchema.parse(detail);
  if (!isOf(kind, part)) throw new Error(`the request ${request.key} is for a ${part.kind}, not for a ${kind}`);
  return { ...request, part };
}

function isOf<Kind extends PartnerPart['kind']>(
  kind: Kind,
  part: PartRequestEvent['part'],
): part is Extract<PartRequestEvent['part'], { kind: Kind }> {
  return part.kind === kind;
}

const contactSchema = z.object({
  customer: z.object({
    name: z.string(),
    phone: z.string().optional(),
    channels: z.array(z.object({ channel: z.string(), handle: z.string() })).default([]),
  }),
  complaint: z.object({ channel: z.string(), handle: z.string() }).optional(),
});

/** How to reach the customer, from the failure in the request. Undefined once the customer was erased. */
export function contactIn(failure: unknown): z.infer<typeof contactSchema> | undefined {
  return contactSchema.safeParse(failure).data;
}

/** The fields with which every response identifies its part. */
export function partReference({ remedyId, partNumber, customerId }: Omit<PartRequestEvent, 'part'>) {
  return { schemaVersion: 1 as const, remedyId, partNumber, customerId };
}
