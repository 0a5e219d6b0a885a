import { textAt } from '../stored';
import { isNamedInQueue, waitsInQueue } from './events-in-queues';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { costOf, type StoredPart, type StoredRemedy } from './stored-items';
import { partName, type View } from './view';

/**
 * A remedy is issued exactly where the provider and the partners say so of all its parts, with the same money: amount
 * and currency as a bank counts them, and not the same number.
 */
export const issuedMeansSucceeded: Invariant = {
  number: 7,
  name: 'issued means succeeded',
  *problems(seen, view) {
    if (seen.kind === 'remedy-written') yield* problemsOfRemedy(seen, view);
    if (seen.kind === 'effect') yield* problemsOfEffect(seen, view);
    if (seen.kind === 'end') yield* problemsOfEnd(seen, view);
  },
};

/** What moves is what was promised, at that very moment, as a bank counts both. */
function* problemsOfEffect({ remedyId, partNumber }: ObservationOf<'effect'>, view: View): Iterable<string> {
  const recorded = view.remedies.get(remedyId)?.parts.find(({ number }) => number === partNumber);
  const promised = recorded?.terms ?? view.commitments.get(remedyId)?.parts[partNumber - 1];
  if (!promised) return;
  for (const { partNumber: number, kind, amountMinor, currency } of view.effects.liveOf(remedyId)) {
    if (number !== partNumber) continue;
    if (kind === promised.kind && amountMinor === costOf(promised) && currency === promised.currency) continue;
    const was = `${costOf(promised)} ${promised.currency}`;
    yield `${partName(remedyId, number)} moved ${amountMinor} ${currency}, and ${was} was promised`;
  }
}

function* problemsOfRemedy({ before, after }: ObservationOf<'remedy-written'>, view: View): Iterable<string> {
  if (after.state !== 'issued' || before?.state === 'issued') return;
  const effects = view.effects.of(after.remedyId);
  for (const { number, key, terms } of unreplacedParts(after)) {
    const given = effects.find((effect) => effect.partNumber === number && effect.wasLive);
    const isSame =
      given?.kind === terms.kind && given.amountMinor === costOf(terms) && given.currency === terms.currency;
    // A call counts as issued once its partner was asked for it.
    const isRequestedCall = terms.kind === 'callback' && view.requestedOfPartner.has(key);
    if (!isSame && !isRequestedCall && !view.falselyGiven.has(partName(after.remedyId, number))) {
      yield `${after.remedyId} is recorded as issued, and part ${number} was never given`;
    }
  }
}

function* problemsOfEnd({ queued, live }: ObservationOf<'end'>, view: View): Iterable<string> {
  for (const { remedyId, partNumber, kind } of live) {
    const { state, parts } = view.remedies.get(remedyId) ?? { state: '', parts: [] };
    if (state === 'issued' || state === 'needs-attention') continue;
    // What was given before something kept the rest is recorded as given, and a person decides about the rest.
    const recorded = parts.find(({ number }) => number === partNumber);
    const isOnRecord = recorded?.outcome === 'succeeded';
    if (state === 'held' && isOnRecord) continue;
    // A partner gave it after it had been given up, and a person was told.
    if (state === 'rejected' && isOnRecord && view.wasAlerted(remedyId, partNumber, 'was given')) continue;
    // A partner that never answered may have given it all the same, and nobody who decides about the rest can know:
    // not who rejects it, and not what keeps a retry back before anything is given in its place.
    if ((state === 'rejected' || state === 'held') && recorded?.reason === 'no-answer') continue;
    // So may one that was still waited for, and has said nothing.
    const isUnsaid = kind !== 'refund' && !view.reportedGiven.has(partName(remedyId, partNumber));
    if (state === 'held' && recorded?.outcome === 'pending' && isUnsaid) continue;
    if (state === '' && waitsInQueue(queued, view.commitments.get(remedyId))) continue;
    yield `${partName(remedyId, partNumber)}, a ${kind}, is given, and the ledger says ${state || 'nothing'} of it`;
  }
  for (const remedy of view.remedies.values()) {
    const { remedyId } = remedy;
    if (remedy.state !== 'issued' || isNamedInQueue(queued, remedyId)) continue;
    const effects = view.effects.liveOf(remedyId);
    for (const { number, terms } of unreplacedParts(remedy)) {
      const isLive = effects.some((effect) => effect.partNumber === number && effect.wasLive);
      // What nobody could hear of, or somebody else said was given, the reconciliation finds, and not the flow.
      const name = partName(remedyId, number);
      const isFoundLater = view.unheard.has(name) || view.falselyGiven.has(name);
      if (!isLive && terms.kind !== 'callback' && !isFoundLater) {
        yield `${remedyId} is recorded as issued, and part ${number} is not given any more`;
      }
    }
  }
}

/** Without what another part was given for, and without the rest that a person decided against. */
function unreplacedParts({ parts, history }: StoredRemedy): StoredPart[] {
  const replaced = parts.map(({ insteadOf }) => insteadOf);
  const isRestRejected = history.some(({ stored }) => textAt(stored, 'why').startsWith('the rest is rejected '));
  return parts.filter(({ number, outcome, reason }) => {
    if (isRestRejected && outcome === 'declined' && reason === 'cancelled') return false;
    return !replaced.includes(number);
  });
}
