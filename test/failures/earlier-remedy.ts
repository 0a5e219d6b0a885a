import type { EarlierRemedy } from '../../lambdas/failures/definition/policy';
import type { ReplacementPart } from '../../lambdas/model/remedy';

/** Something a customer was promised before, with some things otherwise. */
export function earlierRemedy(change: Partial<EarlierRemedy> = {}): EarlierRemedy {
  return { remedyId: 'rem_1', type: 'ParcelLost', orderId: 'ord_1', at: '2026-11-10T10:00:00Z', parts: [], ...change };
}

/** A new one that was promised for a line before. */
export function replacementOf(lineId: string): ReplacementPart {
  return {
    kind: 'replacement',
    lineId,
    sku: 'sku_1',
    quantity: 1,
    worthMinor: 5_000,
    currency: 'GBP',
    express: false,
    giftWrap: false,
    returnLabel: false,
    answerWithinSeconds: 3_600,
  };
}
