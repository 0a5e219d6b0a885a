import { anyAmount } from '../fakes/any-amount';
import { deliveryLate } from '../../lambdas/failures/delivery-late/delivery-late';
import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { parcelLost } from '../../lambdas/failures/parcel-lost/parcel-lost';
import { parcelStolen } from '../../lambdas/failures/parcel-stolen/parcel-stolen';
import { decide } from '../../lambdas/flow/decide/decide';
import { newCustomerRecord, withCommitment, type CustomerRecord } from '../../lambdas/ledger/customer-record';
import type { Decision } from '../../lambdas/model/decision';
import { defaultLimits } from '../../lambdas/model/limits';
import { backOfPriceIn } from '../../lambdas/model/remedy';
import { lateDelivery } from './delivery-late/late-delivery';
import { parcelLine } from './missing-parcel-changes';
import { lostParcel } from './parcel-lost/lost-parcel';

// One order: a kite for £50.00, a lamp for £30.00, and £5.00 for the shipping. All of it in one parcel.
const { customer } = lostParcel();
const purchase = { ...lostParcel().purchase, amountMinor: 8_500 };
const kite = parcelLine({ lineId: 'kite', amountMinor: 5_000, inStock: false });
const lamp = parcelLine({ lineId: 'lamp', amountMinor: 3_000, inStock: false });

const late = lateDelivery({ customer, purchase, parcel: { shippingMinor: 500 } });
const lost = (...lines: (typeof kite)[]) => lostParcel({ purchase, parcel: { lines } });
const now = new Date('2026-11-25T09:00:00Z');

/** What the next failure earns, and the account with it. */
function next(
  customerRecord: CustomerRecord,
  failure: Failure,
  definition: FailureDefinition,
): [Decision, CustomerRecord] {
  const decision = decide(failure, { definition, customerRecord, limits: defaultLimits, now, payers: anyAmount });
  if (decision.outcome === 'none') return [decision, customerRecord];
  const commitment = {
    remedyId: `rem_${customerRecord.version}`,
    type: definition.type,
    orderId: failure.purchase.orderId,
    paymentId: failure.purchase.paymentId,
    paid: { amountMinor: failure.purchase.amountMinor, currency: failure.purchase.currency },
    decision,
    committedAt: now.toISOString(),
    token: 't',
    leaseUntil: now.toISOString(),
  };
  return [decision, withCommitment(customerRecord, commitment)];
}

function backOf(customerRecord: CustomerRecord): number {
  return customerRecord.commitments.reduce((sum, { decision }) => sum + backOfPriceIn(decision.parts, 'GBP'), 0);
}

it('late, then lost: the shipping and both prices are refunded, and not a penny more than was paid', () => {
  const [first, afterLate] = next(newCustomerRecord('cus_602'), late, deliveryLate);
  expect(first).toMatchObject({ outcome: 'give', parts: [{ amountMinor: 500 }, { kind: 'credit' }] });
  const [second, afterLost] = next(afterLate, lost(kite, lamp), parcelLost);
  expect(second).toMatchObject({ outcome: 'give', parts: [{ amountMinor: 5_000 }, { amountMinor: 3_000 }] });
  expect(backOf(afterLost)).toBe(8_500);
});

it('late, then lost, and a new one: the refund of the shipping does not prevent the replacement', () => {
  const [, afterLate] = next(newCustomerRecord('cus_602'), late, deliveryLate);
  const [decision] = next(afterLate, lost({ ...kite, inStock: true }), parcelLost);
  expect(decision).toMatchObject({ outcome: 'give', parts: [{ kind: 'replacement', worthMinor: 5_000 }] });
});

it('another line that is found missing later gets a remedy, and one that two detectors named gets one', () => {
  const [, afterFirst] = next(newCustomerRecord('cus_602'), lost(kite), parcelLost);
  const [second, afterSecond] = next(afterFirst, lost(kite, lamp), parcelLost);
  expect(second).toMatchObject({ outcome: 'give', parts: [{ lineId: 'lamp', amountMinor: 3_000 }] });
  expect(second.reasons).toContain('of the rest, another remedy made it good that this parcel is missing');
  const [third] = next(afterSecond, lost(kite, lamp), parcelStolen);
  expect(third).toMatchObject({ outcome: 'none' });
});

it('lost, then late: one parcel under two names has one remedy, and another parcel of the order has its own', () => {
  const [, afterLost] = next(newCustomerRecord('cus_602'), lost(kite), parcelLost);
  const { shipmentId } = lost(kite).parcel;
  const sameParcel = { ...late, parcel: { ...late.parcel, shipmentId } };
  expect(next(afterLost, sameParcel, deliveryLate)[0]).toMatchObject({
    outcome: 'none',
    reasons: ['it had a remedy as lost or stolen before'],
  });
  expect(next(afterLost, late, deliveryLate)[0]).toMatchObject({ outcome: 'give', parts: [{ amountMinor: 500 }, {}] });
});

it('lost, then stolen: one parcel under two names has one remedy', () => {
  const inStock = { ...kite, inStock: true };
  const [, afterLost] = next(newCustomerRecord('cus_602'), lost(inStock), parcelLost);
  expect(next(afterLost, lost(inStock), parcelStolen)[0]).toMatchObject({
    outcome: 'none',
    reasons: ['another remedy made it good that this parcel is missing'],
  });
});
