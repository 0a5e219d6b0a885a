import { hourMs } from '../../model/durations';
import type { Judgement, Suspect } from '../definition/detector';
import type { ParcelOptions } from './options';
import type { ParcelState } from './parcel-state';

/** What an event says of a parcel beside what the shop knows. */
export type ParcelFacts =
  | { readonly is: 'lost'; readonly scan: 'none' | 'in-transit' }
  /** Lost only where the customer says so. */
  | { readonly is: 'delivered' }
  | { readonly is: 'late'; readonly expectedBy: string };

const lost = 'ParcelLost';
const late = 'DeliveryLate';

/** Whoever sent or was sent it ended the journey, and nobody was let down by the carrier. */
const byPeople: ReadonlySet<string> = new Set(['refused', 'address_correction', 'awaiting_information', 'cancelled']);

/** What no later scan undoes. */
const gone: ReadonlySet<string> = new Set(['lost', 'damaged', 'destroyed']);

/** After how many hours the shop is asked whether what was delivered is there. */
const askedAfterHours = [24, 72] as const;

/** What has become of a parcel, by its newest scan, the time, and what was promised. */
export function judgeParcel(state: ParcelState, now: Date, options: ParcelOptions): Judgement<ParcelFacts> {
  const { status, promisedBy } = state;
  if (status === 'cancelled' || status === 'available_for_pickup') return nothing;
  if (state.wasDelivered && status !== 'return_to_sender') return judgeDelivered(state, now, options);
  if (promisedBy === undefined) return { suspects: [], wantsPurchase: true };
  const goneAt = lostAt(state, promisedBy, options);
  if (goneAt !== undefined && goneAt <= now.getTime()) return { suspects: [lostParcel(state, goneAt)] };
  const isLate = lateParcel(state, promisedBy, now, options);
  return { suspects: isLate ? [isLate] : [], lookAgainAt: nextLook(goneAt, state, promisedBy, now, options) };
}

const nothing: Judgement<ParcelFacts> = { suspects: [] };

/** When it counts as lost, if no better scan comes. Undefined where nothing of that kind is to be feared. */
function lostAt(state: ParcelState, promisedBy: string, options: ParcelOptions): number | undefined {
  const { status, statusDetail = '', updatedAt, scannedAt } = state;
  const seenAt = Date.parse(scannedAt ?? updatedAt);
  if (byPeople.has(statusDetail)) return undefined;
  if (gone.has(statusDetail)) return seenAt;
  if (status === 'return_to_sender') return options.returned === 'lost' ? seenAt : undefined;
  const quietHours = status === 'failure' ? options.exceptionHours : options.quietHours;
  return Math.max(seenAt, Date.parse(promisedBy)) + quietHours * hourMs;
}

function lostParcel({ status, ...state }: ParcelState, goneAt: number): Suspect<ParcelFacts> {
  const isWithCarrier = state.scannedAt !== undefined && status !== 'pre_transit';
  return {
    type: lost,
    occurredAt: new Date(goneAt).toISOString(),
    evidence: evidenceOf(state),
    facts: { is: 'lost', scan: isWithCarrier ? 'in-transit' : 'none' },
  };
}

/**
 * Late, where the carrier itself names a time that is yet to come, or a van has left with it. A day that nobody has
 * named is not made up: the customer is told by when it comes.
 */
function lateParcel(
  state: ParcelState,
  promisedBy: string,
  now: Date,
  options: ParcelOptions,
): Suspect<ParcelFacts> | undefined {
  const promised = Date.parse(promisedBy);
  if (now.getTime() < promised - options.aheadHours * hourMs) return undefined;
  const expected = expectedAt(state, promisedBy, options);
  if (expected === undefined || expected <= now.getTime()) return undefined;
  if (expected < promised + options.lateHours * hourMs) return undefined;
  const { updatedAt } = state;
  return {
    type: late,
    occurredAt: new Date(Math.min(promised, Date.parse(updatedAt))).toISOString(),
    evidence: evidenceOf(state),
    facts: { is: 'late', expectedBy: new Date(expected).toISOString() },
  };
}

function expectedAt(
  { status, expectedBy, scannedAt }: ParcelState,
  promisedBy: string,
  options: ParcelOptions,
): number | undefined {
  if (status === 'return_to_sender' || status === 'failure' || status === 'error') return undefined;
  const named = expectedBy === undefined ? undefined : namedAt(expectedBy, promisedBy);
  const van =
    status === 'out_for_delivery' && scannedAt !== undefined
      ? Date.parse(scannedAt) + options.vanHours * hourMs
      : undefined;
  // A carrier's estimate is often older than its last scan.
  if (van !== undefined && named !== undefined) return Math.max(van, named);
  return van ?? named;
}

/**
 * The evening of a day, where the parcel goes, which the offset of the promise tells. The promised day itself is in
 * time: undefined, as if nobody had named it.
 */
function namedAt(expectedBy: string, promisedBy: string): number | undefined {
  const isDay = !expectedBy.includes('T');
  if (!isDay) return Date.parse(expectedBy);
  if (expectedBy <= promisedBy.slice(0, 10)) return undefined;
  const offset = /(?:Z|[+-]\d{2}:?\d{2})$/u.exec(promisedBy)?.[0] ?? 'Z';
  return Date.parse(`${expectedBy}T20:00:00${offset}`);
}

/** A day before it was promised its estimate begins to count, and later it may have been quiet for too long. */
function nextLook(
  goneAt: number | undefined,
  state: ParcelState,
  promisedBy: string,
  now: Date,
  { aheadHours }: ParcelOptions,
): string | undefined {
  const times = [state.expectedBy && Date.parse(promisedBy) - aheadHours * hourMs, goneAt];
  const next = times.filter((time): time is number => typeof time === 'number' && time > now.getTime()).sort(ascending);
  return next[0] === undefined ? undefined : new Date(next[0]).toISOString();
}

function judgeDelivered(state: ParcelState, now: Date, options: ParcelOptions): Judgement<ParcelFacts> {
  if (options.delivered === 'ignored') return nothing;
  const at = Date.parse(state.scannedAt ?? state.updatedAt);
  const asked = askedAfterHours.map((hours) => at + hours * hourMs);
  const next = asked.find((time) => time > now.getTime());
  const isTime = asked.some((time) => time <= now.getTime());
  const suspect = {
    type: lost,
    occurredAt: new Date(at).toISOString(),
    evidence: evidenceOf(state),
    facts: { is: 'delivered' },
  } as const;
  return {
    suspects: isTime ? [suspect] : [],
    lookAgainAt: next === undefined ? undefined : new Date(next).toISOString(),
  };
}

function evidenceOf({ eventId }: Pick<ParcelState, 'eventId'>): readonly string[] {
  return [`easypost:${eventId}`];
}

function ascending(one: number, other: number): number {
  return one - other;
}
