import { dayMs } from '../../model/durations';

/** What is said of a payment: its bank claims it back, or warns that its owner did not make it. */
export const paymentMarkKinds = ['dispute', 'fraud-warning'] as const;

/** Who got the money in the end: `lost` is the customer's. */
export const disputeEnds = ['won', 'lost'] as const;

/** One dispute or warning, as it stood at some time. */
export interface PaymentMark {
  /** The provider's id of it. */
  readonly id: string;
  readonly kind: (typeof paymentMarkKinds)[number];
  readonly isOpen: boolean;
  /** How a dispute ended, where that was said: once it is lost, its bank has given the money back. */
  readonly ended?: (typeof disputeEnds)[number] | undefined;
  /** When it stood so. ISO 8601. */
  readonly at: string;
}

/** What a bank says of a payment, under all ids that an event may name the payment by. */
export interface MarkedPayment {
  readonly paymentIds: readonly string[];
  readonly mark: PaymentMark;
}

/** What was said of one payment, under one of its ids. No person is in it. */
export interface PaymentMarks {
  readonly paymentId: string;
  /** 1 for the first. */
  readonly version: number;
  readonly marks: readonly PaymentMark[];
}

/** Somebody who has more than that of one payment is looked at anyway. */
const mostMarks = 50;

/**
 * How long a warning counts: card networks let a cardholder claim fraud for 120 days. What has not become a dispute by
 * then becomes none.
 */
const warnedDays = 120;

/**
 * What is known after one more mark, in whatever order they come, and however often. The same object where it says
 * nothing new.
 */
export function withMark(before: PaymentMarks | undefined, paymentId: string, mark: PaymentMark): PaymentMarks {
  const { version, marks } = before ?? { version: 0, marks: [] };
  const known = marks.find(({ id }) => id === mark.id);
  if (before && known && !isNewer(mark, known)) return before;
  const others = marks.filter(({ id }) => id !== mark.id);
  const next = [...others, mark].toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return { paymentId, version: version + 1, marks: next.slice(0, mostMarks) };
}

/** Of one second, in which providers count, the end comes last, and that the money went back last of all. */
function isNewer(mark: PaymentMark, known: PaymentMark): boolean {
  const later = Date.parse(mark.at) - Date.parse(known.at);
  return later > 0 || (later === 0 && finality(mark) > finality(known));
}

function finality({ isOpen, ended }: PaymentMark): number {
  if (isOpen) return 0;
  return ended === undefined ? 1 : 2 + disputeEnds.indexOf(ended);
}

/** The dispute that nobody has decided yet. */
export function openDispute({ marks }: Pick<PaymentMarks, 'marks'>): PaymentMark | undefined {
  return marks.find(({ kind, isOpen }) => kind === 'dispute' && isOpen);
}

/** The disputes after which a bank has given money back. */
export function lostDisputes({ marks }: Pick<PaymentMarks, 'marks'>): readonly PaymentMark[] {
  return marks.filter(({ kind, isOpen, ended }) => kind === 'dispute' && !isOpen && ended === 'lost');
}

/** The warnings that count: they are young, and no dispute about the payment has been decided since. */
export function fraudWarnings({ marks }: Pick<PaymentMarks, 'marks'>, now: Date): readonly PaymentMark[] {
  const decided = marks.filter(({ kind, isOpen }) => kind === 'dispute' && !isOpen).map(({ at }) => Date.parse(at));
  const youngest = now.getTime() - warnedDays * dayMs;
  return marks.filter(
    ({ kind, isOpen, at }) =>
      kind === 'fraud-warning' &&
      isOpen &&
      Date.parse(at) >= youngest &&
      decided.every((decidedAt) => decidedAt < Date.parse(at)),
  );
}
