import type { CountedLimit } from './audited-limits';
import { sourceIn } from './source-of';
import { costIn, isUnattended, sumOf, type StoredCommitment, type StoredRemedy } from './stored-items';
import { toleranceMs } from './tolerance';
import { truePartsOf } from './true-parts';
import type { View } from './view';

interface Spent {
  readonly remedy: StoredRemedy;
  readonly commitment: StoredCommitment;
}

/**
 * What was given without a person's approval, or may have been, by its day, failure type and incident. What certainly
 * gave nothing has given its share back, and what a person retried takes one of the day of that.
 */
export function* problemsOfBudgets(written: StoredRemedy, view: View): Iterable<string> {
  const commitment = view.commitments.get(written.remedyId);
  if (!commitment || !isUnattended(commitment)) return;
  const { perDay, perFailureTypeAndDay, perIncident, perSourceAndDay } = view.limits;
  const source = sourceIn(commitment, view);
  const day = dayOfRemedy(commitment, view);
  const { type, incidentId } = written;
  const recorded = [...view.remedies.values()].flatMap((remedy): Spent[] => {
    const other = view.commitments.get(remedy.remedyId);
    if (!other || !isUnattended(other) || view.approvers.has(remedy.remedyId)) return [];
    return truePartsOf(other, view).length > 0 ? [{ remedy, commitment: other }] : [];
  });
  const ofDay = recorded.filter((other) => dayOfRemedy(other.commitment, view) === day);
  const ofType = ofDay.filter(({ remedy }) => remedy.type === type);
  const ofIncident = recorded.filter(({ remedy }) => remedy.incidentId === incidentId);
  const problemOf = (what: string, spent: readonly Spent[], limit: CountedLimit): string[] => {
    const over = overOf(spent, limit, currencyOf(commitment), view);
    return over === '' ? [] : [`with ${written.remedyId}, ${what} has spent ${over} without a person, over its limit`];
  };
  yield* problemOf(`day ${day}`, ofDay, perDay);
  yield* problemOf(`day ${day} and ${type}`, ofType, perFailureTypeAndDay);
  const ofSource = ofDay.filter((other) => sourceIn(other.commitment, view) === source);
  if (perSourceAndDay) yield* problemOf(`day ${day} and ${source}`, ofSource, perSourceAndDay);
  if (incidentId !== '') yield* problemOf(`incident ${incidentId}`, ofIncident, perIncident);
}

/** What is over the limit, in words. */
function overOf(spent: readonly Spent[], limit: CountedLimit, currency: string, view: View): string {
  if (spent.length > limit.remedies) return `${spent.length} remedies`;
  const sum = sumOf(spent.map(({ commitment }) => costIn(commitment.parts, currency)));
  if (sum > (limit.amountMinor[currency] ?? 0)) return `${sum} ${currency}`;
  const cents = sumOf(spent.map(({ commitment }) => centsOf(commitment, view)));
  return cents > (limit.referenceMinor ?? Infinity) ? `${cents} cents of all currencies` : '';
}

const decimals: Readonly<Record<string, number>> = { GBP: 2, JPY: 0, ISK: 0, KWD: 3, MGA: 2 };

/** Rounded up, as nobody may be given more because of a fraction. */
function centsOf(commitment: StoredCommitment, { limits }: View): number {
  const currency = currencyOf(commitment);
  const units = costIn(commitment.parts, currency) / 10 ** (decimals[currency] ?? NaN);
  return Math.ceil((units / (limits.reference?.unitsFor[currency] ?? 1)) * 100 - 1e-6);
}

function currencyOf({ parts }: StoredCommitment): string {
  return parts[0]?.currency ?? '';
}

/**
 * The company's day on which it counts, or none where it may be either of two. What counted all the time has its share
 * of the day on which it was committed, however often it was retried.
 */
function dayOfRemedy(commitment: StoredCommitment, view: View): string {
  const { remedyId, committedAt } = commitment;
  const anew = view.retries.get(remedyId)?.filter(({ before }) => truePartsOf(commitment, view, before).length === 0);
  const retriedAt = anew?.at(-1)?.at;
  if (retriedAt === undefined) return dayOf(committedAt, view);
  return isNearMidnight(retriedAt, view) ? `between two days: ${remedyId}` : dayOf(retriedAt, view);
}

/** Clocks may be off, and a limit may have been taken just before midnight. */
export function isNearMidnight(at: number, view: View): boolean {
  return dayOf(at - toleranceMs, view) !== dayOf(at + toleranceMs, view);
}

export function dayOf(at: number, { limits }: View): string {
  const timeZone = limits.timeZone ?? 'UTC';
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, known);
  return known.format(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();
