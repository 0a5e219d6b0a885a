import type { CreditPartner } from '../../fulfilment/port/partner';
import type { RefundProvider } from '../../fulfilment/port/refund-provider';
import type { PolicyDecision, Recovery } from '../../model/decision';
import { written } from '../../model/money';
import {
  backOfPrice,
  backOfPriceIn,
  costIn,
  type CreditPart,
  type RefundPart,
  type RemedyPart,
} from '../../model/remedy';

type Given = Extract<PolicyDecision, { outcome: 'give' | 'hold' }>;

/** Who carries out parts of money, as far as their smallest steps go. */
export interface Payers {
  readonly refunds: Pick<RefundProvider, 'smallestStepMinor'>;
  readonly partners: { readonly credit: Pick<CreditPartner, 'smallestStepMinor'> };
}

/** What may go back of a purchase before this decision, in minor units of its currency. */
export interface Refundable {
  readonly currency: string;
  readonly ofPurchaseMinor: number;
  /** The same for one line of the order. Undefined where nobody knows what it cost, so that no more is given for it. */
  ofLineMinor(lineId: string): number | undefined;
}

/** One part as it can be paid. `part` is missing where it is less than can be paid at all. */
interface PayablePart {
  readonly part?: RemedyPart | undefined;
  readonly why?: string | undefined;
}

/**
 * The decision in amounts that whoever pays them can pay exactly: rounded up, in the customer's favour, as long as no
 * more goes back than may, and else rounded down. It is done before anything is promised, so that the promise, the
 * payment, the mail and the books say the same. Pure.
 */
export function payable(decision: PolicyDecision, refundable: Refundable, payers: Payers): PolicyDecision {
  if (decision.outcome === 'none') return decision;
  const rounding = new Rounding(decision.parts, refundable, payers);
  const rounded = decision.parts.map((part) => rounding.round(part));
  const reasons = rounded.flatMap(({ why }) => why ?? []);
  const parts = rounded.flatMap(({ part }) => part ?? []);
  if (parts.length === 0 && decision.parts.length > 0) {
    return { outcome: 'none', reasons: [...reasons, ...decision.reasons] };
  }
  const { recovery } = decision;
  return {
    ...decision,
    parts,
    reasons: [...decision.reasons, ...reasons],
    ...(recovery && { recovery: recoveryAfter(recovery, decision, rounded) }),
  };
}

/** Rounds the parts of one decision, each with what the others leave. */
class Rounding {
  /** What was added by rounding up, in all and by line. */
  private addedMinor = 0;
  private readonly addedOfLine = new Map<string, number>();

  constructor(
    private readonly parts: readonly RemedyPart[],
    private readonly refundable: Refundable,
    private readonly payers: Payers,
  ) {}

  round(part: RemedyPart): PayablePart {
    switch (part.kind) {
      case 'refund':
      case 'credit':
        return this.roundMoney(this.withForeignFallback(part));
      case 'replacement':
      case 'entitlement': {
        if (!part.fallback) return { part };
        const fallback = this.roundMoney(part.fallback).part;
        if (fallback?.kind !== 'refund' && fallback?.kind !== 'credit')
          return { part: { ...part, fallback: undefined } };
        // What may be paid instead counts like what is sent.
        return { part: { ...part, fallback, worthMinor: Math.max(part.worthMinor, fallback.amountMinor) } };
      }
      case 'cancellation':
      case 'callback':
        return { part };
    }
  }

  /** A fallback in another currency than the payment is an amount of its own. */
  private withForeignFallback(part: RefundPart | CreditPart): RefundPart | CreditPart {
    if (part.kind === 'credit' || !part.fallback || part.fallback.currency === part.currency) return part;
    const fallback = this.roundMoney(part.fallback).part;
    return { ...part, fallback: fallback?.kind === 'credit' ? fallback : undefined };
  }

  private roundMoney(part: RefundPart | CreditPart): PayablePart {
    const { amountMinor, currency } = part;
    const stepMinor = this.stepOf(part);
    const excessMinor = amountMinor % stepMinor;
    if (excessMinor === 0) return { part };
    const missingMinor = stepMinor - excessMinor;
    const step = written({ amountMinor: stepMinor, currency });
    if (missingMinor <= this.spareFor(part)) {
      if (this.isOfPrice(part)) this.add(part, missingMinor);
      const changed = withAmount(part, amountMinor + missingMinor);
      return {
        part: changed,
        why: `${written(changed)} and not ${written(part)}, because it is paid in steps of ${step}`,
      };
    }
    const why = `it is paid in steps of ${step}, and no more may go back`;
    if (amountMinor < stepMinor) return { why: `${written(part)} cannot be paid, because ${why}` };
    const changed = withAmount(part, amountMinor - excessMinor);
    return { part: changed, why: `${written(changed)} and not ${written(part)}, because ${why}` };
  }

  /** A refund that may become a credit is rounded for both. All steps are powers of ten, so the larger one does. */
  private stepOf(part: RefundPart | CreditPart): number {
    const { refunds, partners } = this.payers;
    if (part.kind === 'credit') return partners.credit.smallestStepMinor(part.currency);
    const stepMinor = refunds.smallestStepMinor(part.currency);
    return part.fallback?.currency === part.currency ? Math.max(stepMinor, this.stepOf(part.fallback)) : stepMinor;
  }

  /** How much more may go back than was decided. What comes on top of the price has no such bound. */
  private spareFor(part: RefundPart | CreditPart): number {
    if (!this.isOfPrice(part)) return Infinity;
    const { currency, ofPurchaseMinor } = this.refundable;
    const ofPurchase = ofPurchaseMinor - backOfPriceIn(this.parts, currency) - this.addedMinor;
    const { lineId } = part;
    const ofLineMinor = lineId === undefined ? undefined : this.refundable.ofLineMinor(lineId);
    if (lineId === undefined) return ofPurchase;
    if (ofLineMinor === undefined) return 0;
    const partsOfLine = this.parts.filter((other) => 'lineId' in other && other.lineId === lineId);
    const added = this.addedOfLine.get(lineId) ?? 0;
    return Math.min(ofPurchase, ofLineMinor - backOfPriceIn(partsOfLine, currency) - added);
  }

  private isOfPrice(part: RefundPart | CreditPart): boolean {
    return part.currency === this.refundable.currency && backOfPrice(part) !== undefined;
  }

  private add({ lineId }: RefundPart | CreditPart, amountMinor: number): void {
    this.addedMinor += amountMinor;
    if (lineId !== undefined) this.addedOfLine.set(lineId, (this.addedOfLine.get(lineId) ?? 0) + amountMinor);
  }
}

/** The fallback of a refund is the same money in another place, unless another currency was shown than was paid in. */
function withAmount(part: RefundPart | CreditPart, amountMinor: number): RefundPart | CreditPart {
  if (part.kind !== 'refund' || part.fallback?.currency !== part.currency) return { ...part, amountMinor };
  return { ...part, amountMinor, fallback: { ...part.fallback, amountMinor } };
}

/** Who bears the cost of the first parts bears what became of them. Parts on top come after those. */
function recoveryAfter(recovery: Recovery, { parts }: Given, rounded: readonly PayablePart[]): Recovery {
  const { amountMinor, currency } = recovery;
  const borne = parts.findIndex((_, index) => costIn(parts.slice(0, index + 1), currency) === amountMinor);
  if (borne < 0) return recovery;
  const after = rounded.slice(0, borne + 1).flatMap(({ part }) => part ?? []);
  return { ...recovery, amountMinor: costIn(after, currency) };
}
