import { identityOf } from './failure-identity';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { costOfParts, sumOf, type StoredRemedy } from './stored-items';
import { partName, type View } from './view';

/** At most one live effect at the provider per part, one remedy per failure, and never more than was decided. */
export const oneLiveEffect: Invariant = {
  number: 1,
  name: 'one live effect',
  *problems(seen, view) {
    if (seen.kind === 'effect') yield* problemsOfEffect(seen, view);
    if (seen.kind === 'remedy-written' && !seen.before) yield* problemsOfFirstRecord(seen, view);
    if (seen.kind === 'part-requested') yield* problemsOfRequest(seen, view);
  },
};

function* problemsOfEffect({ remedyId, partNumber }: ObservationOf<'effect'>, view: View): Iterable<string> {
  const commitment = view.commitments.get(remedyId);
  if (!commitment) return;
  const live = view.effects.liveOf(remedyId);
  const ofPart = live.filter((effect) => effect.partNumber === partNumber);
  if (ofPart.length > 1) yield `${partName(remedyId, partNumber)} is given ${ofPart.length} times`;
  const kept = view.withoutCrossed(live);
  const roots = kept.map((effect) => rootOf(effect.partNumber, remedyId, view));
  const twice = roots.find((root, index) => roots.indexOf(root) !== index);
  if (twice !== undefined) yield `${partName(remedyId, twice)} is given more than once, by what stands in its place`;
  const currencies = new Set(commitment.parts.map(({ currency }) => currency));
  const decided = costOfParts(commitment.parts);
  const given = sumOf(kept.map(({ amountMinor }) => amountMinor));
  // A new one whose price was paid in another currency has a fallback in that.
  if (currencies.size === 1 && kept.every(({ currency }) => currencies.has(currency)) && given > decided) {
    yield `${remedyId} gave ${given} back, and ${decided} was decided`;
  }
}

/** The number of the decided part in whose place one is given, if for another one. */
function rootOf(number: number, remedyId: string, view: View): number {
  const insteadOf = view.remedies.get(remedyId)?.parts.find((part) => part.number === number)?.insteadOf;
  return insteadOf === undefined ? number : rootOf(insteadOf, remedyId, view);
}

function* problemsOfFirstRecord({ after }: ObservationOf<'remedy-written'>, view: View): Iterable<string> {
  const [twin, ...others] = [...view.remedies.values()].filter(
    (other) => other.remedyId !== after.remedyId && identityOf(other) === identityOf(after),
  );
  if (twin && (others.length > 0 || !isRestOf(twin, after)))
    yield `one failure has two remedies, ${twin.remedyId} and ${after.remedyId}`;
}

/** What a payment does not cover is held as a remedy of its own, and that is all there is in it. */
function isRestOf({ uncovered }: StoredRemedy, { state, parts }: StoredRemedy): boolean {
  const terms = parts.map((part) => part.terms);
  return state === 'held' && uncovered.length > 0 && JSON.stringify(terms) === JSON.stringify(uncovered);
}

/** A part is only given instead of another one that is not given, or was withdrawn. */
function* problemsOfRequest({ request }: ObservationOf<'part-requested'>, view: View): Iterable<string> {
  const { customerId, remedyId, partNumber, key, askedOf } = request;
  if (!view.storedCommitment(customerId, remedyId)) return;
  const parts = view.remedy(customerId, remedyId)?.parts ?? [];
  const { insteadOf } = parts.find(({ number }) => number === partNumber) ?? {};
  if (insteadOf === undefined) return;
  const replaced = parts.find(({ number }) => number === insteadOf);
  const isLive = view.effects.liveOf(remedyId).some((effect) => effect.partNumber === insteadOf);
  if (isLive && !view.withdrawn.has(replaced?.key ?? '')) {
    yield `${askedOf} is asked for ${key} instead of part ${insteadOf}, which is given`;
  }
}
