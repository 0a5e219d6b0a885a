import type { Effect } from './effects';
import { identityOf } from './failure-identity';
import type { Invariant } from './invariant';
import { shareBack } from './price';
import type { StoredRemedy } from './stored-items';
import type { PublishedFailure, View } from './view';

/** What was paid for the shipping of an order, in minor units. */
const shippingMinor = 50;

/** What a customer gets on top whose failures repeat, by currency, as decided and as rounded up to a step. */
const creditsForRepeats: readonly number[] = [100, 105, 110, 150, 200];

/** What is paid in larger steps than one minor unit is rounded up to a step. */
const steps: Readonly<Record<string, number>> = { KWD: 10, MGA: 100 };

/** Shares of a price that was paid in another currency are off by less than this. */
const inexact = 1e-6;

/** A service is paid for by the day. */
const periodMinutes = 24 * 60;

/** One remedy with what its failure said, and what of it is really given. */
interface Given {
  readonly failure: PublishedFailure;
  readonly live: readonly Effect[];
  /** How much of the price that is, in its currency, and how much of it may be owed to rounding. */
  readonly back: number;
  readonly rounding: number;
}

/**
 * One failure under several names is made good once: the union of the outages of a service, the shipping of an order,
 * one credit for one cause, each piece of a line. By what was really given in the end.
 */
export const madeGoodOnce: Invariant = {
  number: 3,
  name: 'what was paid once goes back once',
  *problems(seen, view) {
    if (seen.kind !== 'end') return;
    const given = [...view.remedies.values()].flatMap((remedy) => givenFor(remedy, view));
    for (const reports of groupedBy(given, 'LineDown', ({ failure }) => failure.paymentId)) yield* ofOutages(reports);
    for (const parcels of groupedBy(given, 'ShippingLate', ({ failure }) => failure.paymentId))
      yield* ofParcels(parcels);
    for (const broken of groupedBy(given, 'MugsBroken', ({ failure }) => failure.subject)) yield* ofPieces(broken);
  },
};

function givenFor(remedy: StoredRemedy, view: View): Given[] {
  const failure = view.failures.get(identityOf(remedy));
  const live = view.withoutCrossed(view.effects.liveOf(remedy.remedyId));
  if (!failure || live.length === 0) return [];
  const { paymentId, paidMinor } = failure;
  if (view.misreported.has(paymentId)) return [];
  const ofPrice = live.filter((effect) => effect.isOfPrice);
  const { share, rounding } = shareBack(ofPrice, paymentId, view);
  const priceMinor = view.paidFor.get(paymentId) ?? paidMinor;
  const step = rounding > 0 ? rounding * priceMinor : stepOf(live);
  return [{ failure, live, back: share * priceMinor, rounding: step }];
}

function groupedBy(all: readonly Given[], type: string, keyOf: (given: Given) => string): Given[][] {
  const ofType = all.filter(({ failure }) => failure.type === type);
  return [...new Set(ofType.map(keyOf))].map((key) => ofType.filter((given) => keyOf(given) === key));
}

/** Every minute of the service that was reported is counted once. Each report may be rounded up. */
function* ofOutages(reports: readonly Given[]): Iterable<string> {
  const minutes = new Set<number>();
  for (const { failure } of reports) {
    const { from = 0, until = 0 } = failure.once.span ?? {};
    for (let minute = from; minute < until; minute++) minutes.add(minute);
  }
  const paidMinor = Math.max(...reports.map(({ failure }) => failure.paidMinor));
  const earned = (paidMinor * minutes.size) / periodMinutes;
  const back = moneyIn(reports);
  if (back >= earned + roundedUp(reports)) {
    yield `${back} went back for ${minutes.size} minutes of a service, which earn ${earned}, by ${reports.length} remedies`;
  }
}

function* ofParcels(parcels: readonly Given[]): Iterable<string> {
  const orderId = parcels[0]?.failure.orderId ?? '';
  const back = moneyIn(parcels);
  const step = parcels[0]?.rounding ?? 1;
  if (back > Math.ceil(shippingMinor / step) * step + inexact)
    yield `${back} went back for the shipping of ${orderId}, for which ${shippingMinor} was paid`;
  // A customer whose failures repeat may get credits of another amount on top.
  const credits = parcels
    .flatMap(({ live }) => live)
    .filter(
      ({ kind, isOfPrice, amountMinor }) => kind === 'credit' && !isOfPrice && !creditsForRepeats.includes(amountMinor),
    );
  if (credits.length > 1) yield `${credits.length} goodwill credits were given for the late parcels of ${orderId}`;
}

function* ofPieces(broken: readonly Given[]): Iterable<string> {
  const named = broken.flatMap(({ failure }) => failure.once.pieces?.affectedIds ?? []);
  const pieces = new Set(named).size;
  const { paidMinor = 0, once, subject = '' } = broken[0]?.failure ?? {};
  const quantity = once?.pieces?.quantity ?? 1;
  const back = moneyIn(broken);
  if (back >= (paidMinor * pieces) / quantity + roundedUp(broken)) {
    yield `${back} was given for ${pieces} of ${quantity} pieces of ${subject}, for which ${paidMinor} was paid`;
  }
}

function moneyIn(given: readonly Given[]): number {
  return given.reduce((sum, { back }) => sum + back, 0);
}

/** How much more than was earned rounding up may give, one minor unit or one step for each remedy. */
function roundedUp(given: readonly Given[]): number {
  return given.reduce((sum, { rounding }) => sum + rounding, 0);
}

function stepOf([first]: readonly Effect[]): number {
  return steps[first?.currency ?? ''] ?? 1;
}
