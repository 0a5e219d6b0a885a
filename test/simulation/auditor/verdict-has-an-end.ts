import { listAt, numberAt, textAt, type Plain } from '../stored';
import type { GivenVerdict } from './given-verdict';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { costIn, type PartTerms, type StoredRemedy } from './stored-items';
import { toleranceMs } from './tolerance';
import type { View } from './view';

const hourMs = 60 * 60 * 1000;

/** Detectors report late: so long before its first remedy was held an incident may have begun. */
const beginsBeforeMs = 24 * hourMs;

/** How long a call of the operator API may run, and how far its clock may be off. */
const longestCallMs = 32_000;
const skewMs = 2_000;

/**
 * A verdict on an incident is a person's own, reaches what its span covers, releases no more than was seen and one
 * person may release, and ends when it is withdrawn.
 */
export const verdictHasAnEnd: Invariant = {
  number: 12,
  name: 'a verdict has an end and a sum',
  *problems(seen, view) {
    if (seen.kind === 'remedy-written' && seen.before?.state === 'held' && seen.after.state === 'approved') {
      // What waited for an account goes on by itself, and is looked at before it is given.
      if (seen.before.hold.awaitsUntil === undefined) yield* problemsOfRelease(seen.after, view);
    }
    if (seen.kind === 'part-requested') yield* problemsOfRequest(seen, view);
  },
};

function* problemsOfRelease(remedy: StoredRemedy, view: View): Iterable<string> {
  const { remedyId, incidentId, occurredAt } = remedy;
  const { verdict } = remedy.hold;
  if (!verdict) return;
  const what = `${remedyId} is released with verdict ${verdict.number} on ${incidentId}`;
  const given = view.verdicts.filter((one) => isThis(one, incidentId, verdict));
  if (given.length === 0) {
    yield `${what}, which nobody gave`;
    return;
  }
  const until = verdict.at + Math.max(...given.map(({ tailHours }) => tailHours)) * hourMs;
  const from = (view.firstHeldAt.get(incidentId) ?? Infinity) - beginsBeforeMs - toleranceMs;
  if (!waitedThen(remedy, verdict.at) && !(from <= occurredAt && occurredAt <= until)) {
    yield `${what}, whose span it is outside of`;
  }
  if (isWithdrawn(remedy, view)) yield `${what}, which was withdrawn`;
  yield* problemsOfSum(remedy, given, what, view);
}

/**
 * What was seen is what was approved. Whatever else is released, because it came later or because the list of what
 * waits lagged, stays inside the limit of the incident.
 */
function* problemsOfSum(
  { incidentId, hold }: StoredRemedy,
  given: readonly GivenVerdict[],
  what: string,
  view: View,
): Iterable<string> {
  const { number = NaN } = hold.verdict ?? {};
  const released = [...view.remedies.values()].filter(
    (other) => other.incidentId === incidentId && other.hold.verdict?.number === number && other.state !== 'held',
  );
  const { perIncident, twoPeopleAbove } = view.limits;
  const people = peopleOf(view.incident(incidentId), number).filter((one) =>
    view.verdicts.some((verdict) => isThis(verdict, incidentId, one)),
  );
  const most = (amountIn: (verdict: GivenVerdict) => number): number => Math.max(...given.map(amountIn));
  const seenRemedies = most(({ seen }) => seen.remedies);
  if (released.length > seenRemedies + perIncident.remedies) {
    yield `${what} as one of ${released.length}, and ${seenRemedies} were seen`;
  }
  const currencies = new Set(released.flatMap((other) => decidedParts(other).map(({ currency }) => currency)));
  for (const currency of currencies) {
    if (currency === '') continue;
    const inAll = released.reduce((sum, other) => sum + costIn(decidedParts(other), currency), 0);
    const seenMinor = most(({ seen }) => seen.amounts.find((money) => money.currency === currency)?.amountMinor ?? 0);
    if (inAll > seenMinor + (perIncident.amountMinor[currency] ?? 0)) {
      yield `${what}, which released ${inAll} ${currency}, and ${seenMinor} were seen`;
    }
    const alone = twoPeopleAbove[currency] ?? 0;
    if (new Set(people.map(({ person }) => person)).size < 2 && inAll > alone) {
      yield `${what}, which released ${inAll} ${currency} by the word of one person, who may release ${alone}`;
    }
  }
}

/** What a verdict had approved is not begun any more once the verdict is withdrawn. What was begun before is ended. */
function* problemsOfRequest(
  { request, isFirstRequest }: ObservationOf<'part-requested'>,
  view: View,
): Iterable<string> {
  const remedy = view.remedies.get(request.remedyId);
  if (!remedy?.hold.verdict || !isFirstRequest || request.partNumber !== 1) return;
  const begun = remedy.history.find(({ state }) => state === 'executing' || state === 'unknown');
  const begunAt = Date.parse(textAt(begun?.stored, 'at'));
  if (isWithdrawn(remedy, view, begunAt)) {
    yield `${request.askedOf} is asked for ${request.key}, and the verdict that released it was withdrawn`;
  }
}

/** A run that began before may still follow it. */
function isWithdrawn({ incidentId, hold }: StoredRemedy, view: View, at = view.now): boolean {
  const { at: givenAt = NaN } = hold.verdict ?? {};
  return view.verdicts.some(
    ({ verdict, incidentId: other, begunAt, answer, answeredAt = Infinity }) =>
      verdict === 'withdraw' &&
      other === incidentId &&
      answer === 'done' &&
      begunAt > givenAt + skewMs &&
      answeredAt + toleranceMs < at,
  );
}

/** Whether a person gave a verdict that is written down so. */
export function isThis(
  { verdict, incidentId: other, person, begunAt }: GivenVerdict,
  incidentId: string,
  approval: { readonly person: string; readonly at: number },
): boolean {
  if (verdict !== 'approve' || other !== incidentId || person !== approval.person) return false;
  return begunAt - skewMs <= approval.at && approval.at <= begunAt + longestCallMs;
}

/** Who is written down as having approved. */
function peopleOf(incident: Plain, number: number): { readonly person: string; readonly at: number }[] {
  const all = [...listAt(incident, 'earlier'), (incident as { decided?: Plain } | undefined)?.decided];
  const verdict = all.find((one) => numberAt(one, 'number') === number);
  return listAt(verdict, 'approved', 'approvals').map((approval) => ({
    person: textAt(approval, 'actor'),
    at: Date.parse(textAt(approval, 'at')),
  }));
}

function waitedThen({ heldAt = Infinity }: StoredRemedy, at: number): boolean {
  return heldAt <= at;
}

function decidedParts({ parts }: StoredRemedy): PartTerms[] {
  return parts.filter(({ insteadOf }) => insteadOf === undefined).map(({ terms }) => terms);
}
