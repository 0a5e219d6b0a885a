import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { shareBack, writtenBack, writtenPaid } from './price';
import { costOf, costOfParts, isOfPrice, sumOf, type StoredCommitment } from './stored-items';
import { countablePartsOf } from './true-parts';
import type { View } from './view';

const dayMs = 24 * 60 * 60 * 1000;

/** As a remedy is held that would give back more than was paid, or that goes over a limit of its customer. */
const moreThanPaid = /^with this, .* would be given back$/;
const tooMany = /^it is the customer's remedy number/;
const tooMuch = /^with this, .* (\w{3}) would go to the customer in/;

/** A remedy that is held because its customer was given enough before was held because that is so. */
export const reasonsAreTrue: Invariant = {
  number: 14,
  name: 'reasons are true',
  *problems(seen, view) {
    if (seen.kind !== 'committed') return;
    yield* problemsOfRefundableAmount(seen, view);
    yield* problemsOfCustomerLimits(seen, view);
  },
};

/** By what was promised with the same payment, whichever line it was for. */
function* problemsOfRefundableAmount(
  { commitment, customerRecord }: ObservationOf<'committed'>,
  view: View,
): Iterable<string> {
  const { remedyId, paymentId, lineId } = commitment;
  if (!isHeldBecause(moreThanPaid, commitment) || view.misreported.has(paymentId)) return;
  const promised = view.commitmentsOf(customerRecord.customerId).filter((other) => other.paymentId === paymentId);
  const parts = promised.flatMap((other) => partsOf(other, commitment, view).filter(isOfPrice));
  const back = parts.map((part) => ({ amountMinor: costOf(part), currency: part.currency }));
  const what = lineId === '' ? paymentId : `${paymentId}/${lineId}`;
  const { share, rounding } = shareBack(back, what, view);
  if (share > 1 - rounding) return;
  yield `${remedyId} is held because more than was paid for ${what} would go back: ${writtenBack(back)} of ${writtenPaid(what, view)}`;
}

function* problemsOfCustomerLimits(
  { commitment, customerRecord }: ObservationOf<'committed'>,
  view: View,
): Iterable<string> {
  const { windowDays, remedies, amountMinor } = view.limits.perCustomer;
  // Limits look back by whole days.
  const since = Math.floor((commitment.committedAt - windowDays * dayMs) / dayMs) * dayMs;
  const given = view
    .commitmentsOf(customerRecord.customerId)
    .filter((other) => (other.releasedAt ?? other.committedAt) >= since)
    .map((other) => partsOf(other, commitment, view))
    .filter((parts) => parts.length > 0);
  const { remedyId } = commitment;
  if (isHeldBecause(tooMany, commitment) && given.length <= remedies) {
    yield `${remedyId} is held as one too many, and its customer was given ${given.length - 1} before`;
  }
  const reason = commitment.reasons.find((one) => tooMuch.test(one));
  if (reason === undefined) return;
  const currency = tooMuch.exec(reason)?.[1] ?? '';
  const sum = sumOf(given.map((parts) => costOfParts(parts.filter((part) => part.currency === currency))));
  if (sum <= (amountMinor[currency] ?? 0)) {
    yield `${remedyId} is held as too much for its customer, who would have ${sum} ${currency} with it`;
  }
}

/** With what is held itself, as if it were given. */
function partsOf(other: StoredCommitment, held: StoredCommitment, view: View): StoredCommitment['parts'] {
  return other.remedyId === held.remedyId ? held.parts : countablePartsOf(other, view);
}

function isHeldBecause(pattern: RegExp, { reasons }: StoredCommitment): boolean {
  return reasons.some((reason) => pattern.test(reason));
}
