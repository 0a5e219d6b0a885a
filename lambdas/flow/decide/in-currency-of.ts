import type { Payment, PaymentAnswer } from '../../fulfilment/port/payment';
import type { Failure } from '../../failures/definition/failure';
import type { PolicyDecision } from '../../model/decision';
import { written, type Money } from '../../model/money';
import { isInKind, type RefundPart, type RemedyPart } from '../../model/remedy';
import { proRata } from '../../model/shares';

type Purchase = Failure['purchase'];

/**
 * What the provider knows of a payment, on which something can be decided. While its account is in trouble it knows
 * nothing: then the remedy waits, and the payment is looked at before anything is given.
 */
export type KnownPayment =
  | Exclude<PaymentAnswer, { kind: 'unavailable' }>
  | { readonly kind: 'account-trouble'; readonly account: string; readonly why: string };

/**
 * The decision with its refunds in the currency in which the payment was made. Where the customer was shown a price in
 * another one, the same share of what was really paid goes back as was decided of the price, rounded up. Pure.
 */
export function inCurrencyOf(answer: KnownPayment, decision: PolicyDecision, purchase: Purchase): PolicyDecision {
  if (decision.outcome === 'none' || answer.kind !== 'payment') return decision;
  const { payment } = answer;
  if (payment.status === 'cancelled' || payment.status === 'failed') return decision;
  const isOther = decision.parts.some((part) => refundsOf(part).some((refund) => isInOther(refund, payment, purchase)));
  if (!isOther) return decision;
  const { paid } = payment;
  if (purchase.lineId !== undefined) {
    const why = `it was paid in ${paid.currency}, and nobody knows how much of that was for the line of ${written(purchase)}`;
    // Neither a decision on the incident nor the end of a wait answers this.
    const held = {
      ...decision,
      outcome: 'hold' as const,
      withIncident: undefined,
      cause: undefined,
      awaits: undefined,
    };
    return { ...held, reasons: [why, ...decision.reasons] };
  }
  const convert = shareOf(paid, purchase);
  const parts = decision.parts.flatMap((part) => convertedPart(part, payment, purchase, convert) ?? []);
  const why = `the price was ${written(purchase)}, and ${written(paid)} were paid for it`;
  return { ...decision, parts, reasons: [why, ...decision.reasons] };
}

/** Undefined where it is less than the smallest unit of the currency, and was rounded up for the parts before it. */
function convertedPart(
  part: RemedyPart,
  payment: Payment,
  purchase: Purchase,
  convert: (part: RefundPart) => RefundPart,
): RemedyPart | undefined {
  switch (part.kind) {
    case 'refund': {
      if (!isInOther(part, payment, purchase)) return part;
      const refund = convert(part);
      return refund.amountMinor > 0 ? refund : undefined;
    }
    case 'replacement':
    case 'entitlement': {
      const { fallback } = part;
      if (fallback?.kind !== 'refund' || !isInOther(fallback, payment, purchase)) return part;
      // Given in the place of the thing itself, so it is a share of its own.
      return { ...part, fallback: shareOf(payment.paid, purchase)(fallback) };
    }
    case 'cancellation':
    case 'credit':
    case 'callback':
      return part;
  }
}

function refundsOf(part: RemedyPart): RefundPart[] {
  if (part.kind === 'refund') return [part];
  return isInKind(part) && part.fallback?.kind === 'refund' ? [part.fallback] : [];
}

function isInOther(part: RefundPart, { paymentId, paid }: Payment, { currency }: Purchase): boolean {
  return part.paymentId === paymentId && part.currency === currency && currency !== paid.currency;
}

/** Shares of what was paid. They are rounded up in the sum, or several parts would be more than the whole. */
function shareOf(paid: Money, price: Money): (part: RefundPart) => RefundPart {
  let [priced, given] = [0, 0];
  return (part) => {
    priced += part.amountMinor;
    const amountMinor = proRata(paid.amountMinor, priced, price.amountMinor) - given;
    given += amountMinor;
    const ofPrice = { amountMinor: part.amountMinor, currency: part.currency };
    return { ...part, amountMinor, currency: paid.currency, ofPrice };
  };
}
