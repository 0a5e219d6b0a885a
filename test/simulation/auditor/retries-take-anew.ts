import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { dayOf, isNearMidnight } from './shared-limits';
import { costIn, isUnattended, type PartTerms, type StoredCommitment, type StoredRemedy } from './stored-items';
import { toleranceMs } from './tolerance';
import { truePartsOf } from './true-parts';
import type { Retry, View } from './view';
import { problemsOfPromises } from './within-limits';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * What a person sends on its way again stays within what was paid, its customer's limits and the limits of the day, as
 * if it were new: what it had taken was given back since.
 */
export const retriesTakeAnew: Invariant = {
  number: 3,
  name: 'a retry takes its amounts anew',
  *problems(seen, view) {
    if (seen.kind !== 'remedy-written' || seen.before?.state !== 'needs-attention') return;
    if (seen.after.state !== 'executing') return;
    const commitment = view.latest.get(seen.after.remedyId);
    if (!commitment) return;
    yield* problemsOfPromises(commitment, view);
    yield* problemsOfCustomer(seen, commitment, view);
    yield* problemsOfDay(seen.after, commitment, view);
  },
};

/**
 * A person who approved it decided above the limits, and what counted all the time has its share of them, as has what a
 * retry took that died before it sent the remedy on its way.
 */
function* problemsOfCustomer(
  { before, after }: ObservationOf<'remedy-written'>,
  commitment: StoredCommitment,
  view: View,
): Iterable<string> {
  if (!before || after.hold.approvers.length > 0 || truePartsOf(commitment, view, before).length > 0) return;
  if ((commitment.releasedAt ?? Infinity) < view.now - toleranceMs) return;
  const { windowDays, remedies, amountMinor } = view.limits.perCustomer;
  const since = view.now - windowDays * dayMs;
  const { customerId, remedyId, parts } = commitment;
  const sentAt = commitment.releasedAt ?? view.now;
  // What took its share after it, in the moment in which it was sent on its way, has found it there.
  const others = view
    .commitmentsOf(customerId)
    .filter((other) => other.remedyId !== remedyId && isBetween(sentAtOf(other), since + toleranceMs, sentAt))
    .map((other) => truePartsOf(other, view))
    .filter((given) => given.length > 0);
  const what = `${remedyId} is retried, and with it ${customerId}`;
  if (others.length + 1 > remedies) yield `${what} was given ${others.length + 1} remedies in ${windowDays} days`;
  for (const currency of currenciesOf(parts)) {
    const sum = costIn(parts, currency) + others.reduce((total, given) => total + costIn(given, currency), 0);
    if (sum > (amountMinor[currency] ?? 0)) yield `${what} was given ${sum} ${currency} in ${windowDays} days`;
  }
}

function sentAtOf({ releasedAt, committedAt }: StoredCommitment): number {
  return releasedAt ?? committedAt;
}

function isBetween(at: number, from: number, until: number): boolean {
  return from <= at && at <= until;
}

/** By what is really given of what was committed that day, and what was sent on its way again that day. */
function* problemsOfDay(retried: StoredRemedy, commitment: StoredCommitment, view: View): Iterable<string> {
  if (isNearMidnight(view.now, view)) return;
  const day = dayOf(view.now, view);
  const spent = [...view.remedies.values()].flatMap((remedy) => {
    const parts = spentOn(day, remedy, view);
    return parts ? [{ type: remedy.type, source: remedy.source, parts }] : [];
  });
  const { perDay, perFailureTypeAndDay, perSourceAndDay } = view.limits;
  const { source } = retried;
  const budgets = [
    { what: `day ${day}`, limit: perDay, of: spent },
    {
      what: `day ${day} and ${retried.type}`,
      limit: perFailureTypeAndDay,
      of: spent.filter(({ type }) => type === retried.type),
    },
    ...(perSourceAndDay
      ? [
          {
            what: `day ${day} and ${source}`,
            limit: perSourceAndDay,
            of: spent.filter((one) => one.source === source),
          },
        ]
      : []),
  ];
  for (const { what, limit, of } of budgets) {
    if (of.length > limit.remedies)
      yield `with the retry of ${retried.remedyId}, ${what} has spent ${of.length} remedies`;
    for (const currency of currenciesOf(commitment.parts)) {
      const sum = of.reduce((total, { parts }) => total + costIn(parts, currency), 0);
      if (sum <= (limit.amountMinor[currency] ?? 0)) continue;
      yield `with the retry of ${retried.remedyId}, ${what} has spent ${sum} ${currency}`;
    }
  }
}

/** What a remedy took of the limits of a day, if it did. */
function spentOn(day: string, { remedyId }: StoredRemedy, view: View): readonly PartTerms[] | undefined {
  const commitment = view.commitments.get(remedyId);
  if (!commitment) return undefined;
  // What counted all the time has its share of the day on which it was committed, and takes none anew.
  const retries = (view.retries.get(remedyId) ?? []).filter(
    ({ at, before }: Retry) => dayOf(at, view) === day && truePartsOf(commitment, view, before).length === 0,
  );
  // What a person approved gave its share back, for people decide above the limits.
  const isUncounted = !isUnattended(commitment) || view.approvers.has(remedyId);
  const isOfDay = !isUncounted && dayOf(commitment.committedAt, view) === day;
  if (retries.length === 0 && !isOfDay) return undefined;
  const given = truePartsOf(commitment, view);
  if (given.length === 0) return undefined;
  return isOfDay ? given : retries.at(-1)?.parts;
}

function currenciesOf(parts: readonly PartTerms[]): string[] {
  return [...new Set(parts.map(({ currency }) => currency))].filter((currency) => currency !== '');
}
