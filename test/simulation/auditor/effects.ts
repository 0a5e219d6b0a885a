import { asBankCounts } from '../provider-counting';
import type { BookedPart } from '../sim-partner';
import type { AskedCancellation, BookedRefund } from '../sim-provider';
import { costOf, isOfPrice, termsIn } from './stored-items';
import type { Evidence } from './evidence';

/** One thing that a customer got, by the books of the provider or the partner that gave it. */
export interface Effect {
  readonly remedyId: string;
  readonly partNumber: number;
  readonly key: string;
  readonly kind: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Empty where it is for no single line. */
  readonly lineId: string;
  /** Which account was credited. Empty for everything else. */
  readonly accountId: string;
  /** Whether it counts against what was paid. */
  readonly isOfPrice: boolean;
  /** It is given now. */
  readonly isLive: boolean;
  /** It was given at some time. */
  readonly wasLive: boolean;
}

/** What customers really got, whatever the ledger says: the books of the payment provider and of the partner. */
export class Effects {
  private readonly refunds: readonly BookedRefund[];
  private readonly partnerBook: ReadonlyMap<string, BookedPart>;

  constructor(private readonly evidence: Pick<Evidence, 'refunds' | 'payments' | 'cancellations' | 'partnerBook'>) {
    this.refunds = evidence.refunds;
    this.partnerBook = evidence.partnerBook;
  }

  /** Everything that was ever asked for and booked for a remedy. */
  of(remedyId: string): Effect[] {
    const refunds = this.refunds.filter((refund) => refund.remedyId === remedyId).map(effectOfRefund);
    return [...refunds, ...this.cancellationsOf(remedyId), ...this.partsOf(remedyId)];
  }

  liveOf(remedyId: string): Effect[] {
    return this.of(remedyId).filter(({ isLive }) => isLive);
  }

  all(): Effect[] {
    const ours = this.refunds.filter(({ remedyId }) => remedyId !== undefined).map(effectOfRefund);
    const cancelled = [...this.evidence.cancellations.keys()].flatMap((remedyId) => this.cancellationsOf(remedyId));
    return [...ours, ...cancelled, ...[...this.partnerBook.values()].map(effectOfPart)];
  }

  /** Whoever cancelled the payment: nothing is taken of it any more. */
  private cancellationsOf(remedyId: string): Effect[] {
    const { cancellations, payments } = this.evidence;
    const asked = cancellations.get(remedyId);
    return asked && payments.get(asked.paymentId)?.isCancelled === true ? [effectOfCancellation(asked)] : [];
  }

  /** What a partner has booked under a key. */
  partnerStateOf(key: string): BookedPart['state'] | undefined {
    return this.partnerBook.get(key)?.state;
  }

  private partsOf(remedyId: string): Effect[] {
    if (this.partnerBook.size === 0) return [];
    return [...this.partnerBook.values()].filter((booked) => booked.remedyId === remedyId).map(effectOfPart);
  }
}

function effectOfRefund(refund: BookedRefund): Effect {
  const { remedyId = '', partNumber = NaN, key = '', amount, currency, state, everSucceeded } = refund;
  const amountMinor = asBankCounts(amount, currency);
  const what = {
    remedyId,
    partNumber,
    key,
    kind: 'refund',
    amountMinor,
    currency,
    lineId: '',
    accountId: '',
    isOfPrice: true,
  };
  return { ...what, isLive: state !== 'failed', wasLive: everSucceeded };
}

function effectOfCancellation({ remedyId, partNumber, key, amount, currency }: AskedCancellation): Effect {
  const amountMinor = asBankCounts(amount, currency);
  const what = {
    remedyId,
    partNumber,
    key,
    kind: 'cancellation',
    amountMinor,
    currency,
    lineId: '',
    accountId: '',
    isOfPrice: true,
  };
  return { ...what, isLive: true, wasLive: true };
}

function effectOfPart({ remedyId, partNumber, key, kind, part, state, everGiven }: BookedPart): Effect {
  const terms = termsIn(part);
  const { currency, lineId, accountId } = terms;
  const what = { remedyId, partNumber, key, kind, amountMinor: costOf(terms), currency, lineId, accountId };
  return { ...what, isOfPrice: isOfPrice(terms), isLive: state === 'given', wasLive: everGiven };
}
