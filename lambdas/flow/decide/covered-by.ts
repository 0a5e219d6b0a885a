import type { Payment } from '../../fulfilment/port/payment';
import type { PolicyDecision, Uncovered } from '../../model/decision';
import { written } from '../../model/money';
import {
  backOfPrice,
  backOfPriceIn,
  isOfProvider,
  type CancellationPart,
  type RefundPart,
  type RemedyPart,
} from '../../model/remedy';
import { proRata } from '../../model/shares';

/** What a payment covers of what is owed. No parts where it covers no refund at all. */
export interface CoveredParts {
  readonly parts: readonly RemedyPart[];
  readonly reasons: readonly string[];
  readonly uncovered?: Uncovered | undefined;
}

/**
 * Gives of the refunds what is left of their payment, the first ones first. What was refunded by hand before, or was
 * paid by another payment, is not covered. Pure.
 */
export function coveredBy(payment: Payment, parts: readonly RemedyPart[]): CoveredParts {
  const owedMinor = parts.reduce((sum, part) => sum + (isOf(part, payment) ? part.amountMinor : 0), 0);
  const leftMinor = leftOf(payment);
  if (owedMinor <= leftMinor) return { parts, reasons: [] };
  const { currency } = payment.paid;
  const [left, owed] = [leftMinor, owedMinor].map((amountMinor) => written({ amountMinor, currency }));
  if (leftMinor === 0) return { parts: [], reasons: [`nothing is left of the payment, and ${owed} are owed`] };
  const halves = split(parts, payment, leftMinor);
  const why = `${left} are left of the payment, and ${owed} are owed`;
  return {
    parts: halves.flatMap(({ covered }) => covered ?? []),
    reasons: [`${why}: the rest is held as a remedy of its own`],
    uncovered: {
      parts: halves.flatMap(({ uncovered }) => uncovered ?? []),
      reasons: [`${why}: this is the rest, and a person has to find another way for it`],
    },
  };
}

/**
 * Why a person has to look before the price goes back in another way than by a refund: a new one, or a credit. No
 * provider refuses those where the price has gone back before, by hand or by a bank. What was never paid by this
 * payment is missing too, and means nothing: more than it was for, nobody could give back of it. Pure.
 */
export function goneBefore(payment: Payment, parts: readonly RemedyPart[]): string | undefined {
  // A title that comes back beside its price is worth nothing more.
  const otherwise = parts.filter((part) => !isOfProvider(part) && (backOfPrice(part)?.amountMinor ?? 0) > 0);
  if (otherwise.length === 0) return undefined;
  const { amountMinor: paidMinor, currency } = payment.paid;
  const leftMinor = leftOf(payment);
  const isAllGone = leftMinor === 0 && paidMinor > 0;
  if (!isAllGone && Math.min(backOfPriceIn(parts, currency), paidMinor) <= leftMinor) return undefined;
  const left = isAllGone ? 'nothing is' : `${written({ amountMinor: leftMinor, currency })} are`;
  const worth = [...new Set(otherwise.flatMap((part) => backOfPrice(part)?.currency ?? []))]
    .map((code) => written({ amountMinor: backOfPriceIn(parts, code), currency: code }))
    .join(' and ');
  return `${left} left of the payment, and this would give back ${worth} of the price, not all of it as a refund`;
}

interface Halves {
  readonly covered?: RemedyPart | undefined;
  readonly uncovered?: RemedyPart | undefined;
}

function split(parts: readonly RemedyPart[], payment: Payment, leftMinor: number): Halves[] {
  let left = leftMinor;
  return parts.map((part) => {
    if (!isOf(part, payment)) return { covered: part };
    const coveredMinor = Math.min(part.amountMinor, left);
    left -= coveredMinor;
    if (coveredMinor === part.amountMinor) return { covered: part };
    if (coveredMinor === 0) return { uncovered: another(part) };
    return { covered: shareOf(part, coveredMinor), uncovered: another(rest(part, coveredMinor)) };
  });
}

/** While nothing was taken yet, all that may be taken is left. */
function leftOf({ status, paid, refundableMinor }: Payment): number {
  return status === 'authorised' ? paid.amountMinor : refundableMinor;
}

function isOf(part: RemedyPart, { paymentId, paid }: Payment): part is RefundPart {
  return part.kind === 'refund' && part.paymentId === paymentId && part.currency === paid.currency;
}

function shareOf(part: RefundPart, amountMinor: number): RefundPart {
  const scaled = (whole: number): number => proRata(whole, amountMinor, part.amountMinor);
  const { ofPrice, fallback } = part;
  return {
    ...part,
    amountMinor,
    ...(ofPrice && { ofPrice: { ...ofPrice, amountMinor: scaled(ofPrice.amountMinor) } }),
    ...(fallback && { fallback: { ...fallback, amountMinor: scaled(fallback.amountMinor) } }),
  };
}

function rest(part: RefundPart, coveredMinor: number): RefundPart {
  const covered = shareOf(part, coveredMinor);
  const { ofPrice, fallback } = part;
  return {
    ...part,
    amountMinor: part.amountMinor - coveredMinor,
    ...(ofPrice && { ofPrice: { ...ofPrice, amountMinor: ofPrice.amountMinor - (covered.ofPrice?.amountMinor ?? 0) } }),
    ...(fallback && {
      fallback: { ...fallback, amountMinor: fallback.amountMinor - (covered.fallback?.amountMinor ?? 0) },
    }),
  };
}

/** The payment has no more. Where the options name something else for such a case, that is what a person approves. */
function another(part: RefundPart): RemedyPart {
  return part.fallback && part.fallback.amountMinor > 0 ? part.fallback : part;
}

/**
 * The decision with the cancellation of the payment in the place of its refund. What is cancelled is cancelled whole,
 * so all that was authorised has to go back, in one refund. Pure.
 *
 * @returns undefined where it is not so
 */
export function cancelledWhole(payment: Payment, decision: PolicyDecision): PolicyDecision | undefined {
  if (decision.outcome === 'none') return undefined;
  if (payment.status !== 'authorised' || payment.isCancellable !== true || payment.isDisputed) return undefined;
  const [whole, ...others] = decision.parts.filter((part) => backOfPrice(part) !== undefined);
  if (whole?.kind !== 'refund' || others.length > 0 || !isAllOf(payment, whole)) return undefined;
  const why = 'the payment is only authorised, and is cancelled: nothing was taken';
  const parts = decision.parts.map((part): RemedyPart => (part === whole ? cancellationOf(whole) : part));
  return { ...decision, parts, reasons: [why, ...decision.reasons] };
}

function isAllOf({ paymentId, paid }: Payment, { amountMinor, currency, ofPrice, ...refund }: RefundPart): boolean {
  const isWhole = amountMinor === paid.amountMinor && currency === paid.currency;
  return isWhole && ofPrice === undefined && refund.paymentId === paymentId;
}

function cancellationOf(refund: RefundPart): CancellationPart {
  const { amountMinor, currency, paymentId, lineId } = refund;
  return { kind: 'cancellation', amountMinor, currency, paymentId, lineId, fallback: refund };
}
