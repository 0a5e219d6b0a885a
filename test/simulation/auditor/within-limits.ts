import type { Effect } from './effects';
import { isMoreThanPaid, isMoreThanWhole, writtenBack, writtenPaid, type Back } from './price';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import {
  costOf,
  costIn,
  isInKind,
  isOfPrice,
  isUnattended,
  sumOf,
  type PartTerms,
  type StoredCommitment,
} from './stored-items';
import { problemsOfBudgets } from './shared-limits';
import { truePartsOf } from './true-parts';
import type { View } from './view';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Never more back than was paid, and never more without a person than the limits of remedy, customer, type, incident
 * and day.
 */
export const withinLimits: Invariant = {
  number: 3,
  name: 'within what was paid and within limits',
  *problems(seen, view) {
    if (seen.kind === 'committed' && isUnattended(seen.commitment)) {
      yield* problemsOfCustomerLimits(seen, view);
      yield* problemsOfPromises(seen.commitment, view);
    }
    if (seen.kind === 'remedy-written' && !seen.before) yield* problemsOfBudgets(seen.after, view);
    if (seen.kind === 'effect') yield* problemsOfEffects(seen, view);
  },
};

function* problemsOfCustomerLimits(
  { commitment, customerRecord }: ObservationOf<'committed'>,
  view: View,
): Iterable<string> {
  const { limits } = view;
  const truly = (other: StoredCommitment): readonly PartTerms[] => truePartsOf(other, view);
  const { remedyId, committedAt, parts } = commitment;
  const { windowDays, remedies, amountMinor } = limits.perCustomer;
  const given = view
    .commitmentsOf(customerRecord.customerId)
    .filter(
      (other) => truly(other).length > 0 && (other.releasedAt ?? other.committedAt) >= committedAt - windowDays * dayMs,
    );
  const currency = currencyOf(commitment);
  const sum = sumOf(given.map((other) => costIn(truly(other), currency)));
  if (given.length > remedies || sum > (amountMinor[currency] ?? 0)) {
    const { customerId } = customerRecord;
    yield `with ${remedyId}, ${customerId} was given ${sum} ${currency} by ${given.length} remedies in ${windowDays} days without a person`;
  }
  const own = costIn(parts, currency);
  if (own > (limits.perRemedy[currency] ?? 0)) yield `${remedyId} gives ${own} ${currency} without a person`;
}

/**
 * What is given without a person leaves enough of the payment, and of each line of its order, for everything that was
 * promised before.
 */
export function* problemsOfPromises(commitment: StoredCommitment, view: View): Iterable<string> {
  const { remedyId, customerId, paymentId } = commitment;
  const ofPayment = view.commitmentsOf(customerId).filter((other) => other.paymentId === paymentId);
  const promised = ofPayment.flatMap((other) => partsByLine({ ...other, parts: truePartsOf(other, view) }));
  const own = partsByLine(commitment);
  if (own.length === 0) return;
  // A person may have released money for a line beside a replacement. That is no reason against other lines.
  const hasReleased = ofPayment.some(({ releasedAt }) => releasedAt !== undefined);
  const lines = new Set(own.map(({ lineId }) => lineId).filter((lineId) => lineId !== ''));
  const places = [
    ...(hasReleased ? [] : [{ what: paymentId, back: promised }]),
    ...[...lines].map((line) => ({
      what: `${paymentId}/${line}`,
      back: promised.filter(({ lineId }) => lineId === line),
    })),
  ];
  for (const { what, back } of places) {
    if (!isMoreThanPaid(back, what, view)) continue;
    yield `with ${remedyId}, ${writtenBack(back)} of ${writtenPaid(what, view)} paid for ${what} is promised`;
  }
}

/** The parts of a commitment that give back some of the price, and for which line, if for one. */
function partsByLine({ lineId, parts }: StoredCommitment): (Back & { readonly lineId: string })[] {
  return parts
    .filter(isOfPrice)
    .map((part) => ({ lineId: part.lineId || lineId, amountMinor: costOf(part), currency: part.currency }));
}

/** By what was given, and by what was really paid, whatever the commitments say. */
function* problemsOfEffects({ remedyId }: ObservationOf<'effect'>, view: View): Iterable<string> {
  const commitment = view.commitments.get(remedyId);
  if (!commitment) return;
  const { paymentId, lineId } = commitment;
  const ofPayment = [...view.commitments.values()].filter((other) => other.paymentId === paymentId);
  const liveOf = (commitments: readonly StoredCommitment[]): Effect[] =>
    commitments.flatMap((other) => view.effects.liveOf(other.remedyId)).filter((effect) => effect.isOfPrice);
  const moneyOf = (commitments: readonly StoredCommitment[]): Effect[] =>
    view.withoutCrossed(liveOf(commitments)).filter(({ kind }) => !isInKind(kind));
  const problemOf = (live: readonly Effect[], what: string, how: string): string[] => {
    if (!isMoreThanPaid(live, what, view)) return [];
    return [`${writtenBack(live)} went back for ${what} ${how}, for which ${writtenPaid(what, view)} was paid`];
  };
  // What a provider does not bound, such as a credit, is believed of who publishes.
  const isMisreported = view.misreported.has(paymentId);
  const isBounded = ({ kind }: Effect): boolean => !isMisreported || kind === 'refund' || kind === 'cancellation';
  const money = moneyOf(ofPayment).filter(isBounded);
  if (isMoreThanWhole(money, paymentId, view)) {
    yield `${writtenBack(money)} went back for ${paymentId} in money, for which ${writtenPaid(paymentId, view)} was paid`;
  }
  const ofLine = ofPayment.filter((other) => other.lineId === lineId);
  if (lineId !== '') yield* problemOf(moneyOf(ofLine), `${paymentId}/${lineId}`, 'in money');
  const unattended = ofPayment.filter((other) => isUnattended(other) && !view.approvers.has(other.remedyId));
  yield* problemOf(view.withoutCrossed(liveOf(unattended)), paymentId, 'without a person');
}

function currencyOf({ parts }: StoredCommitment): string {
  return parts[0]?.currency ?? '';
}
