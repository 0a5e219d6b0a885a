import type { GestureKind } from '../../../lambdas/model/judging/gesture';

/** What can be given, as people choose it. */
export const kindNames: Readonly<Record<GestureKind, string>> = {
  refund: 'Money back, to how they paid',
  credit: 'Credit on their account',
  callback: 'A call',
  replacement: 'Another one, sent to them',
  entitlement: 'Another rental or pass',
};
