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
  const wait = (from: Date): CallTime =>
    later(new Date(Math.max(from.getTime(), now.getTime() + minuteMs)), { called, hours, now });
  const latest = now.getTime() + longestWaitMs;
  let from = notBefore(called, now);
  for (let tries = 0; tries < mostLooks && from.getTime() <= latest; tries++) {
    const next = nextLook(called, hours, from);
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

/** The same time where somebody may call then, and otherwise the next that is not quiet, or not closed. */
function nextLook({ timeZone }: Called, hours: Hours, from: Date): Date {
  return quietUntil(hours.quietHours, timeZone, from) ?? openingAt(hours, from);
}

/** Nobody is promised more: what is longer ahead is taken for a mistake by whoever asked. */
const longestPromiseMs = 7 * dayMs - minuteMs;

/** What is promised for so long is looked at in slices, because nights and hours begin and end at quarters. */
const sliceMs = 15 * minuteMs;

/**
 * A task is not begun for a time that is over when it is asked for. Whoever closes soon, or has a customer who goes to
 * bed soon, calls on the next day: the minutes that are promised are those in which somebody may call.
 */
function later(
  from: Date,
  { called, hours, now }: { readonly called: Called; readonly hours: Hours; readonly now: Date },
): CallTime {
  let leftMs = hours.afterOpeningMinutes * minuteMs;
  let at = from;
  while (at.getTime() - now.getTime() <= longestPromiseMs) {
    const next = nextLook(called, hours, at);
    if (next.getTime() > at.getTime()) {
      at = next;
      continue;
    }
    const slice = new Date(Math.floor(at.getTime() / sliceMs + 1) * sliceMs);
    const callableMs = openMinutesBetween(hours.hours, at, slice) * minuteMs;
    if (leftMs <= callableMs) {
      const callBy = afterOpenMinutes(hours.hours, at, leftMs / minuteMs);
      return callBy.getTime() - now.getTime() > longestPromiseMs ? { when: 'never' } : { when: 'later', from, callBy };
    }
    leftMs -= callableMs;
    at = slice;
  }
  return { when: 'never' };
}

function notBefore({ notBefore: earliest }: Called, now: Date): Date {
  const at = earliest === undefined ? Number.NaN : Date.parse(earliest);
  return at > now.getTime() ? new Date(at) : now;
}
