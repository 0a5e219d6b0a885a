import { identityOf } from './failure-identity';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { isSamePromise, type StoredRemedy } from './stored-items';
import type { View } from './view';

const fixedFacts = [
  ...(['customerId', 'type', 'subject', 'occurrence'] as const),
  ...(['orderId', 'lineId', 'committedAt', 'policyVersion'] as const),
];

/** A remedyId is bound for ever to its amounts, currency, payment and customer. */
export const fixedRemedyId: Invariant = {
  number: 2,
  name: 'a remedyId is fixed',
  *problems(seen, view) {
    if (seen.kind === 'customer-record-written') yield* problemsOfCustomerRecord(seen, view);
    if (seen.kind === 'remedy-written') yield* problemsOfRemedy(seen, view);
    if (seen.kind === 'part-requested') yield* problemsOfRequest(seen, view);
  },
};

function* problemsOfCustomerRecord(
  { before, after }: ObservationOf<'customer-record-written'>,
  view: View,
): Iterable<string> {
  for (const { remedyId } of before?.commitments ?? []) {
    const isKept = after.commitments.some((commitment) => commitment.remedyId === remedyId);
    if (!isKept && !view.remedy(after.customerId, remedyId)) {
      yield `the commitment of ${remedyId} was removed, and its remedy is not recorded`;
    }
  }
  for (const { remedyId, customerId, fixed } of after.commitments) {
    const first = view.commitments.get(remedyId);
    if (first?.customerId !== customerId) yield `two customers have a commitment ${remedyId}`;
    if (first?.fixed !== fixed) yield `${remedyId} was decided again: ${first?.fixed ?? ''} became ${fixed}`;
  }
}

function* problemsOfRemedy({ before, after }: ObservationOf<'remedy-written'>, view: View): Iterable<string> {
  const { remedyId } = after;
  if (!before && !view.failures.has(identityOf(after))) {
    yield `${remedyId} is the remedy of a failure that was never published`;
  }
  const changed = before && fixedFacts.find((name) => before[name] !== after[name]);
  if (changed) yield `${remedyId} changed its ${changed}`;
  yield* problemsOfParts(after, view);
}

/**
 * The parts of a commitment stay what they were. Further ones only replace one that failed: as it was, or as was
 * promised.
 */
function* problemsOfParts({ remedyId, parts }: StoredRemedy, view: View): Iterable<string> {
  const promised = view.commitments.get(remedyId)?.parts ?? [];
  for (const [index, part] of parts.entries()) {
    const replaced = parts.find(({ number }) => number === part.insteadOf);
    const models = promised[index] ? [promised[index]] : [replaced?.terms, replaced?.terms.fallback];
    const isPromised = models.some((model) => model !== undefined && isSamePromise(part.terms, model));
    if (!isPromised) yield `${remedyId} part ${index + 1} is not what was promised`;
  }
  if (parts.length < promised.length) yield `${remedyId} lost a part`;
}

function* problemsOfRequest({ request }: ObservationOf<'part-requested'>, view: View): Iterable<string> {
  const { customerId, remedyId, partNumber, key, terms, askedOf } = request;
  const commitment = view.storedCommitment(customerId, remedyId);
  if (!commitment) return;
  const recorded = view.remedy(customerId, remedyId)?.parts.find(({ number }) => number === partNumber);
  const promised = recorded?.terms ?? commitment.parts[partNumber - 1];
  if (!promised || !isSamePromise(promised, terms)) {
    yield `${askedOf} is asked for ${key}, and that is not what was promised`;
  }
}
