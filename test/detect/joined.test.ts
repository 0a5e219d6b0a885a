import fc from 'fast-check';
import { HttpShop } from '../../lambdas/shop/http-shop';
import type { Reference } from '../../lambdas/shop/shop';
import { parcelDefaults } from '../../lambdas/detect/parcels/options';
import { parcelsDetector } from '../../lambdas/detect/parcels/parcels';
import type { TrackerUpdate } from '../../lambdas/detect/parcels/tracker-update';
import { detect } from '../../lambdas/detect/run/detect';
import { newDetection } from './detection';

const promisedBy = '2026-11-20T20:00:00.000Z';

function facts(customer: string, order: string) {
  return {
    customer: { id: customer },
    purchase: {
      orderId: order,
      paymentId: `ch_${order}`,
      amountMinor: 2_900,
      currency: 'GBP',
      purchasedAt: promisedBy,
    },
    parcel: {
      shipmentId: `shp_${order}`,
      promisedBy,
      lines: [{ lineId: '1', sku: 'puppet', title: 'Puppet', quantity: 1, amountMinor: 2_500, inStock: true }],
    },
  };
}

/** How a shop, or whatever is between it and us, may answer. */
type Manner = 'right' | 'about-another' | 'not-found' | 'ambiguous' | 'without-customer' | 'status-500' | 'bare-404';

const manners: readonly Manner[] = [
  'right',
  'about-another',
  'not-found',
  'ambiguous',
  'without-customer',
  'status-500',
  'bare-404',
];

const parcel = fc.record({
  trackingId: fc.integer({ min: 1, max: 4 }),
  manner: fc.constantFrom(...manners),
  customer: fc.integer({ min: 1, max: 4 }),
});

function answerOf(reference: Reference, manner: Manner, customer: number): { status: number; body: unknown } {
  const { trackingId } = reference;
  const right = { reference, status: 'found', ...facts(`cus_${customer}`, `ord_${trackingId}`) };
  switch (manner) {
    case 'right':
      return { status: 200, body: right };
    case 'about-another':
      return { status: 200, body: { ...right, reference: { ...reference, trackingId: `${trackingId}0` } } };
    case 'not-found':
      return { status: 404, body: { reference, status: 'not-found' } };
    case 'ambiguous':
      return { status: 200, body: { ...right, status: 'ambiguous' } };
    case 'without-customer':
      return { status: 200, body: { ...right, customer: undefined } };
    case 'status-500':
      return { status: 500, body: right };
    case 'bare-404':
      return { status: 404, body: undefined };
  }
}

it('what is published is of exactly the customer and purchase that the shop named for that reference, or nothing is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(parcel, { minLength: 1, maxLength: 12 }), async (parcels) => {
      const seen = newDetection(parcelsDetector, parcelDefaults, {});
      const asked: { readonly reference: Reference; readonly manner: Manner; readonly customer: number }[] = [];
      let current = parcels[0];
      const shop = new HttpShop({
        request: async ({ path }) => {
          if (!current) throw new Error('nobody asked');
          const reference = Object.fromEntries(new URL(path, 'http://shop.example.com').searchParams);
          asked.push({ reference, ...current });
          return { type: 'response', ...answerOf(reference, current.manner, current.customer) };
        },
      });
      const ports = { ...seen.ports, shop };
      for (const [index, each] of parcels.entries()) {
        current = each;
        // Each a day after the last, so that the shop may be asked again for what it did not know.
        seen.now = new Date(Date.parse('2026-11-21T00:00:00Z') + index * 86_400_000);
        const signal: TrackerUpdate = {
          eventId: `evt_${index}`,
          trackerId: `trk_${each.trackingId}`,
          carrier: 'UPS',
          trackingId: String(each.trackingId),
          status: 'failure',
          statusDetail: 'lost',
          updatedAt: seen.now.toISOString(),
        };
        try {
          await detect(parcelsDetector.subjectOf(signal), [signal], parcelsDetector, ports);
        } catch {
          // The shop gave no answer: the signal is delivered again.
        }
      }
      const named = asked
        .filter(({ manner }) => manner === 'right')
        .map(({ reference, customer }) => [
          reference['trackingId'],
          `cus_${customer}`,
          `ch_ord_${reference['trackingId'] ?? ''}`,
        ]);
      for (const { detail } of seen.published) {
        const {
          parcel: lost,
          customer,
          purchase,
        } = detail as {
          readonly parcel: { readonly trackingId: string };
          readonly customer: { readonly id: string };
          readonly purchase: { readonly paymentId: string };
        };
        expect(named).toContainEqual([lost.trackingId, customer.id, purchase.paymentId]);
      }
      // One event for each parcel at most, and one for each that was named.
      const of = seen.published.map(({ remedyId }) => remedyId);
      expect(new Set(of).size).toBe(of.length);
      expect(new Set(named.map(([trackingId]) => trackingId)).size).toBe(of.length);
    }),
    { numRuns: 300 },
  );
});
