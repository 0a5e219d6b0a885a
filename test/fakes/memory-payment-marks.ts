import type { PaymentMarkStore } from '../../lambdas/ledger/payment/payment-mark-store';
import type { PaymentMarks } from '../../lambdas/ledger/payment/payment-marks';
import type { SaveResult } from '../../lambdas/ledger/port/ledger';
import { copied } from './copied';
import { saveNext } from './save-next';

/** What banks say of payments, in memory. */
export class MemoryPaymentMarks implements PaymentMarkStore {
  readonly kept = new Map<string, PaymentMarks>();

  async readMarks(paymentId: string): Promise<PaymentMarks | undefined> {
    return copied(this.kept.get(paymentId));
  }

  async saveMarks(next: PaymentMarks): Promise<SaveResult> {
    return saveNext(this.kept, next.paymentId, next);
  }
}
