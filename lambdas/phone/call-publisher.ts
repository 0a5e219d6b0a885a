import type { DeclineReason } from '../fulfilment/port/part-outcome';
import type { CallOf } from './call-record';

/** Says on the bus what becomes of a call, as any partner that calls customers does. */
export interface CallPublisher {
  /** Somebody calls by then. */
  accepted(call: CallOf, reference: string, callBy: string): Promise<void>;
  /** Somebody spoke to the customer. */
  completed(call: CallOf, reference: string): Promise<void>;
  /** Nobody will, or could. */
  missed(call: CallOf, reason: DeclineReason, reference?: string): Promise<void>;
}
