import type { PartnerPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import type { PartnerRequest } from './partner';
import type { PartRequestEvent } from './partner-events';
import { recipientIn } from './recipient';

/** A request as partners read it, on the bus and at an endpoint alike. */
export function partRequestOf(request: PartnerRequest, answerBy?: string): PartRequestEvent {
  const { key, remedyId, partNumber, customerId, failureType, orderId, part, failure } = request;
  const names = { schemaVersion: 1 as const, key, remedyId, partNumber, customerId, failureType, orderId };
  const recipient = part.kind === 'replacement' ? recipientIn(failure, part.lineId) : undefined;
  return { ...names, part: withoutFallback(part), answerBy, recipient, failure: failure && { ...failure } };
}

/** How long an answer may take, in ms. A credit is booked by a machine, which needs minutes at most. */
export function answerMsOf(part: PartnerPart): number {
  switch (part.kind) {
    case 'credit':
      return 15 * 60 * 1000;
    case 'replacement':
      return part.answerWithinSeconds * 1000;
    case 'callback':
      return part.deadlineSeconds * 1000;
    default:
      return unreachable(part);
  }
}

/** What follows if it is refused is ours to know. */
function withoutFallback(part: PartnerPart): PartRequestEvent['part'] {
  if (part.kind !== 'replacement') return part;
  const { fallback: _, ...rest } = part;
  return rest;
}
