import type { SaveResult } from '../port/ledger';
import type { PaymentMarks } from './payment-marks';

/** Where it is kept what banks say of payments. A decision reads it along with the customer record. */
export interface PaymentMarkStore {
  readMarks(paymentId: string): Promise<PaymentMarks | undefined>;
  /** Writes them if the stored version is the one before; version 1 only if there are none. */
  saveMarks(next: PaymentMarks): Promise<SaveResult>;
}
