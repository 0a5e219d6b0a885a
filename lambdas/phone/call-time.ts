import { quietUntil } from '../channels/rules/quiet-hours';
import { afterOpenMinutes, openMinutesBetween } from '../conversation/owners/opening-hours';
import { dayMs, minuteMs } from '../model/durations';
import type { PhoneSetting } from './phone-setting';

/** When a customer may be called: now, or from the next opening on, and by when then. */
export type CallTime =
  | { readonly when: 'now' }
  | { readonly when: 'later'; readonly from: Date; readonly callBy: Date }
  /** There is no opening within the days for which a task can wait. */
  | { readonly when: 'never' };

/** A task can be put off for six days: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartTaskContact.html */
const longestWaitMs = 6 * dayMs - minuteMs;

type Hours = Pick<PhoneSetting, 'hours' | 'quietHours' | 'afterOpeningMinutes'>;

/** Whom it is about, as far as the hours go. */
export interface Called {
  /** IANA. Missing where nobody knows the customer's zone. */
  readonly timeZone?: string | undefined;
  /** Nobody calls before. ISO 8601. */
  readonly notBefore?: string | undefined;
}

/** When agents are there, it is day for the customer, and the request allows it. Pure. */
export function callTimeOf(called: Called, hours: Hours, now: Date): CallTime {
  const wait = (from: Date): CallTime => until(new Date(Math.max(from.getTime(), now.getTime() + minuteMs)), hours);
  const latest = now.getTime() + longestWaitMs;
  let from = later(now, called.notBefore);
  for (let tries = 0; tries < mostLooks && from.getTime() <= latest; tries++) {
    const next = quietUntil(hours.quietHours, called.timeZone, from) ?? openingAt(hours, from);
    if (next.getTime() === from.getTime()) return from.getTime() === now.getTime() ? { when: 'now' } : wait(from);
    from = next;
  }
  return { when: 'never' };
}

/** A day closes once and is quiet once, so each day needs a few looks. */
const mostLooks = 40;

/** The same time where agents are there, and otherwise when they come. */
function openingAt({ hours }: Hours, from: Date): Date {
  if (openMinutesBetween(hours, from, new Date(from.getTime() + minuteMs)) > 0) return from;
  const oneMinuteIn = afterOpenMinutes(hours, from, 1);
  return new Date(oneMinuteIn.getTime() - minuteMs);
}

/** A task is not begun for a time that is over when it is asked for. Whoever closes soon calls on the next day. */
function until(from: Date, { hours, afterOpeningMinutes }: Hours): CallTime {
  return { when: 'later', from, callBy: afterOpenMinutes(hours, from, afterOpeningMinutes) };
}

function later(now: Date, notBefore: string | undefined): Date {
  const at = notBefore === undefined ? Number.NaN : Date.parse(notBefore);
  return at > now.getTime() ? new Date(at) : now;
}
