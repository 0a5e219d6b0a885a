import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { costOfParts, isGiving, isOfPrice, sumOf } from './stored-items';
import type { View } from './view';

/** As a remedy is held that would give back more than was paid. */
const moreThanPaid = /^with this, .* would be given back$/;

/** A remedy that is held because its purchase was given back before was held because it was. */
export const reasonsAreTrue: Invariant = {
  number: 14,
  name: 'reasons are true',
  *problems(seen, view) {
    if (seen.kind === 'committed') yield* problemsOfRefundableAmount(seen, view);
  },
};

/** By what was promised with the same payment, whichever line it was for. */
function* problemsOfRefundableAmount(
  { commitment, customerRecord }: ObservationOf<'committed'>,
  view: View,
): Iterable<string> {
  const { remedyId, paymentId, lineId, reasons } = commitment;
  if (!reasons.some((reason) => moreThanPaid.test(reason))) return;
  const promised = customerRecord.commitments.filter(
    (other) => other.paymentId === paymentId && (other.remedyId === remedyId || isGiving(other)),
  );
  const sum = sumOf(promised.map(({ parts }) => costOfParts(parts.filter(isOfPrice))));
  const what = lineId === '' ? paymentId : `${paymentId}/${lineId}`;
  const paid = view.paidFor.get(what) ?? 0;
  if (sum <= paid) yield `${remedyId} is held because more than was paid for ${what} would go back: ${sum} of ${paid}`;
}
