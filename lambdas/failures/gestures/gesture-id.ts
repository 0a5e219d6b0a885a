import { gestureType } from '../../model/judging/gesture';
import { remedyIdOf } from '../../model/remedy-id';
import { joinedIds } from '../definition/joined-ids';
import type { GivenGoodwill } from './contract';

export function gestureSubject({ purchase: { orderId, lineId } }: GivenGoodwill): string {
  return joinedIds(lineId === undefined ? [orderId] : [orderId, lineId], '/');
}

/** Somebody may give something twice; the same request that comes twice is one. */
export function gestureOccurrence({ gesture }: GivenGoodwill): string {
  return gesture.gestureId;
}

/** The id of what comes of it. */
export function gestureRemedyId(gesture: GivenGoodwill): string {
  const [subject, occurrence] = [gestureSubject(gesture), gestureOccurrence(gesture)];
  return remedyIdOf({ customerId: gesture.customer.id, type: gestureType, subject, occurrence });
}
