import * as z from 'zod';
import { partRequestSchema, type PartRequestEvent } from '../../../lambdas/fulfilment/port/partner-events';
import type { PartnerPart } from '../../../lambdas/model/remedy';

/** A request as one of the other systems reads it. */
export interface Request<Kind extends PartnerPart['kind']> extends Omit<PartRequestEvent, 'part'> {
  readonly part: Extract<PartRequestEvent['part'], { kind: Kind }>;
}

/** What a partner does with what it hears. */
export interface PartnerSystem<Kind extends PartnerPart['kind']> {
  /** Whoever asked may ask again with the same key. */
  asked(request: Request<Kind>): void;
  withdrawn(request: Request<Kind>): void;
}

/** Reads a request for a part of that kind, by the contract that is published. */
export function readRequest<Kind extends PartnerPart['kind']>(kind: Kind, detail: unknown): Request<Kind> {
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

/** How to reach a customer, from the failure that comes with the request. Undefined once it was erased. */
export function contactIn(failure: unknown): z.infer<typeof contactSchema> | undefined {
  return contactSchema.safeParse(failure).data;
}

/** With what every answer says which part it is about. */
export function namesOf({ remedyId, partNumber, customerId }: Omit<PartRequestEvent, 'part'>) {
  return { schemaVersion: 1 as const, remedyId, partNumber, customerId };
}
