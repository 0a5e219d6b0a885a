import type { RefundPart } from '../../model/remedy';
import type { Failure } from '../definition/failure';

/**
 * A refund of an amount, or of as much of it as was paid and is still refundable. Undefined where that is nothing. All
 * amounts are in minor units of the purchase's currency.
 */
export function refundUpTo(
  { amountMinor: paidMinor, currency, paymentId }: Failure['purchase'],
  wantedMinor: number,
  refundableMinor: number,
): RefundPart | undefined {
  const amountMinor = Math.min(wantedMinor, paidMinor, refundableMinor);
  return amountMinor > 0 ? { kind: 'refund', amountMinor, currency, paymentId } : undefined;
}
