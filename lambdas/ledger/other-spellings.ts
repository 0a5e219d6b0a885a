import { dayMs } from '../model/durations';
import type { Limits } from '../model/limits';
import { countSince, type CustomerRecord } from './customer-record';

/** One that goes on being given something is noted anew so often, not at each remedy. */
const notedForMs = dayMs;

/** For how many days a customer id keeps others of its folded form from being given anything. */
export function lookAlikeDays({ perCustomer }: Limits): number {
  return perCustomer.lookAlikeDays ?? perCustomer.windowDays;
}

/**
 * The customer whose id has the same folded form, and who was given something a short time ago. For this one a person
 * decides then whether both are one.
 */
export function otherCustomerOf(customerRecord: CustomerRecord, limits: Limits, now: Date): string | undefined {
  const days = lookAlikeDays(limits);
  if (days === 0) return undefined;
  const since = new Date(now.getTime() - days * dayMs);
  const { customerId, firstSpelling: first } = customerRecord;
  if (first && countSince(first, since) > 0) return first.customerId;
  const { otherSpelling: other } = first ?? customerRecord;
  const isOther = other && other.customerId !== customerId && Date.parse(other.at) >= since.getTime();
  return isOther ? other.customerId : undefined;
}

/**
 * The record of the first customer with this folded form, with a note that another one is given something now, to be
 * written before that is. Undefined where that is noted, or this is the first one: its own record says it.
 */
export function withOtherSpelling(
  { customerId, firstSpelling: first }: CustomerRecord,
  limits: Limits,
  now: Date,
): CustomerRecord | undefined {
  if (!first || lookAlikeDays(limits) === 0) return undefined;
  const { otherSpelling: noted } = first;
  if (noted?.customerId === customerId && now.getTime() - Date.parse(noted.at) < notedForMs) return undefined;
  return { ...first, version: first.version + 1, otherSpelling: { customerId, at: now.toISOString() } };
}
