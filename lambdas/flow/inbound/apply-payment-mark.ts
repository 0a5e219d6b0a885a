import type { PaymentMarkStore } from '../../ledger/payment/payment-mark-store';
import { withMark, type MarkedPayment, type PaymentMark } from '../../ledger/payment/payment-marks';

export interface PaymentMarkResult {
  readonly result: 'marked' | 'known';
}

/** Somebody else wrote it first, again and again. The mark is delivered again. */
export class PaymentMarksContendedError extends Error {
  override readonly name = 'PaymentMarksContendedError';
}

/** How often it is read again after somebody else wrote it first. */
const reads = 8;

/** Writes down what a bank says. It may come twice, late and in any order. */
export async function applyPaymentMark(
  { paymentIds, mark }: MarkedPayment,
  store: PaymentMarkStore,
): Promise<PaymentMarkResult> {
  let isNew = false;
  for (const paymentId of paymentIds) isNew = (await isMarked(paymentId, mark, store)) || isNew;
  return { result: isNew ? 'marked' : 'known' };
}

async function isMarked(paymentId: string, mark: PaymentMark, store: PaymentMarkStore): Promise<boolean> {
  for (let read = 0; read < reads; read++) {
    const before = await store.readMarks(paymentId);
    const next = withMark(before, paymentId, mark);
    if (next === before) return false;
    if ((await store.saveMarks(next)) === 'saved') return true;
  }
  throw new PaymentMarksContendedError(`what is known of ${paymentId} was written by others ${reads} times in a row`);
}
