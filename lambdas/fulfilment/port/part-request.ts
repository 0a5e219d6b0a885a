import * as z from 'zod/mini';
import { minuteMs } from '../../model/durations';
import { isInKind, type PartnerPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import type { PartnerRequest } from './partner';
import type { PartRequestEvent } from './partner-events';

/** A request as partners read it, on the bus and at an endpoint alike. */
export function partRequestOf(request: PartnerRequest, answerBy?: string): PartRequestEvent {
  const { key, remedyId, partNumber, customerId, failureType, orderId, part, failure } = request;
  const ids = { schemaVersion: 1 as const, key, remedyId, partNumber, customerId, failureType, orderId };
  const recipient = part.kind === 'replacement' ? recipientIn(failure, part.lineId) : undefined;
  return { ...ids, part: withoutFallback(part), answerBy, recipient, failure: failure && { ...failure } };
}

/** How long an answer may take, in ms. A credit is booked by a machine, which needs minutes at most. */
export function answerWithinMs(part: PartnerPart): number {
  switch (part.kind) {
    case 'credit':
      return 15 * minuteMs;
    case 'replacement':
    case 'entitlement':
      return part.answerWithinSeconds * 1000;
    case 'callback':
      return part.deadlineSeconds * 1000;
    default:
      return unreachable(part);
  }
}

/** What is given instead if the partner refuses, and how an amount was reckoned, is no business of the partner's. */
function withoutFallback(part: PartnerPart): PartRequestEvent['part'] {
  if (part.kind === 'credit') {
    const { share: _, ...rest } = part;
    return rest;
  }
  if (!isInKind(part)) return part;
  const { fallback: _, ...rest } = part;
  return rest;
}

const linesSchema = z.object({
  parcel: z.object({
    lines: z.array(
      z.object({
        lineId: z.string(),
        recipient: z.optional(z.object({ name: z.string(), address: z.string() })),
      }),
    ),
  }),
});

/**
 * To whom a line is sent, where the failure names a recipient who is not the customer. Such a failure has
 * `parcel.lines`.
 */
function recipientIn(failure: object | undefined, lineId: string): PartRequestEvent['recipient'] {
  const parsed = linesSchema.safeParse(failure);
  return parsed.data?.parcel.lines.find((line) => line.lineId === lineId)?.recipient;
}
