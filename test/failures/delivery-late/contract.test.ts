import { deliveryLate } from '../../../lambdas/failures/delivery-late/delivery-late';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { problemsOf } from '../problems-of';
import { lateDelivery } from './late-delivery';

it.each(deliveryLate.stories)('accepts its story: $title', ({ detail }) => {
  expect(parseFailure(deliveryLate, detail)).toEqual(detail);
});

it('names every problem at once, by path', () => {
  const wrong = {
    ...lateDelivery(),
    parcel: { shipmentId: '', carrier: 'c', trackingId: 't', promisedBy: 'soon', expectedBy: '', shippingMinor: -1 },
    alternative: { text: '', by: 'later' },
  };
  expect(problemsOf(deliveryLate, wrong)).toEqual([
    'alternative.by',
    'alternative.text',
    'parcel.expectedBy',
    'parcel.promisedBy',
    'parcel.shipmentId',
    'parcel.shippingMinor',
  ]);
});

it('does without an alternative', () => {
  expect(problemsOf(deliveryLate, lateDelivery({ alternative: undefined }))).toEqual([]);
});

it('a parcel is late once, however often the expected day moves', () => {
  const later = lateDelivery({ parcel: { expectedBy: '2026-12-02T23:00:00Z' } });
  expect(deliveryLate.subject(later)).toBe(deliveryLate.subject(lateDelivery()));
  expect(deliveryLate.occurrence(later)).toBe(deliveryLate.occurrence(lateDelivery()));
  const other = lateDelivery({ parcel: { shipmentId: 'shp_2' } });
  expect(deliveryLate.subject(other)).not.toBe(deliveryLate.subject(lateDelivery()));
});
