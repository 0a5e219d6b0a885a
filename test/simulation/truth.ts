import type { BookedPart } from './sim-partner';
import type { BookedRefund } from './sim-provider';
import { numberAt, textAt, type Plain } from './stored';

/** One thing that a customer got, by the books of whoever gave it. */
export interface Given {
  readonly remedyId: string;
  readonly partNumber: number;
  readonly key: string;
  readonly kind: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly lineId: string;
  /** Whether it counts against what was paid. */
  readonly isOfPrice: boolean;
  /** It stands now. */
  readonly isLive: boolean;
  /** It stood at some time. */
  readonly ever: boolean;
}

/** What customers really got, whatever the ledger says. */
export class Truth {
  constructor(
    private readonly refunds: readonly BookedRefund[],
    private readonly book: ReadonlyMap<string, BookedPart>,
  ) {}

  /** What was given for a remedy, now or once. */
  of(remedyId: string): Given[] {
    const refunds = this.refunds.filter((refund) => refund.remedyId === remedyId).map(ofRefund);
    return [...refunds, ...this.partnersOf(remedyId)];
  }

  live(remedyId: string): Given[] {
    return this.of(remedyId).filter(({ isLive }) => isLive);
  }

  all(): Given[] {
    const ours = this.refunds.filter(({ remedyId }) => remedyId !== undefined).map(ofRefund);
    return [...ours, ...[...this.book.values()].map(ofPart)];
  }

  private partnersOf(remedyId: string): Given[] {
    if (this.book.size === 0) return [];
    return [...this.book.values()].filter((booked) => booked.remedyId === remedyId).map(ofPart);
  }
}

function ofRefund(refund: BookedRefund): Given {
  const { remedyId = '', partNumber = NaN, key = '', amountMinor, currency, state, everSucceeded } = refund;
  const what = { remedyId, partNumber, key, kind: 'refund', amountMinor, currency, lineId: '', isOfPrice: true };
  return { ...what, isLive: state !== 'failed', ever: everSucceeded };
}

function ofPart({ remedyId, partNumber, key, kind, part, state, everGiven }: BookedPart): Given {
  const amountMinor = costOf(part);
  const [currency, lineId] = [textAt(part, 'currency'), textAt(part, 'lineId')];
  const what = { remedyId, partNumber, key, kind, amountMinor, currency, lineId, isOfPrice: isOfPrice(part) };
  return { ...what, isLive: state === 'given', ever: everGiven };
}

/** What a part costs the company. A call costs nothing. */
export function costOf(part: Plain): number {
  return numberAt(part, 'amountMinor') || numberAt(part, 'worthMinor') || 0;
}

/** Goodwill comes on top of what was paid, and a call is no part of it. */
export function isOfPrice(part: Plain): boolean {
  const kind = textAt(part, 'kind');
  return kind === 'refund' || kind === 'replacement' || (kind === 'credit' && textAt(part, 'basis') === 'price');
}

const terms = [
  ...['kind', 'amountMinor', 'currency', 'paymentId', 'accountId', 'basis'],
  ...['lineId', 'sku', 'quantity', 'worthMinor', 'channel', 'deadlineSeconds'],
];

/** Whether two parts are the same promise. */
export function isSamePart(one: Plain, other: Plain): boolean {
  return terms.every((name) => textAt(one, name) === textAt(other, name) && sameNumber(one, other, name));
}

function sameNumber(one: Plain, other: Plain, name: string): boolean {
  return Object.is(numberAt(one, name), numberAt(other, name));
}
