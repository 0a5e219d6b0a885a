import fc from 'fast-check';
import { parcelDefaults } from '../../lambdas/detect/parcels/options';
import { parcelsDetector } from '../../lambdas/detect/parcels/parcels';
import type { TrackerUpdate } from '../../lambdas/detect/parcels/tracker-update';
import { detect } from '../../lambdas/detect/run/detect';
import { newDetection } from './detection';

const dayMs = 86_400_000;
const firstMs = Date.parse('2026-01-05T10:00:00Z');
const at = (ms: number): string => new Date(ms).toISOString();

/** An order of that day, promised for five days later. */
function order(name: string, orderedMs: number) {
  return {
    customer: { id: `cus_${name}` },
    purchase: {
      orderId: `ord_${name}`,
      paymentId: `ch_${name}`,
      amountMinor: 2_900,
      currency: 'GBP',
      purchasedAt: at(orderedMs),
    },
    parcel: {
      shipmentId: `shp_${name}`,
      promisedBy: at(orderedMs + 5 * dayMs),
      lines: [{ lineId: '1', sku: 'puppet', title: 'Puppet', quantity: 1, amountMinor: 2_500, inStock: true }],
    },
  };
}

let events = 0;

function update(atMs: number, change: Partial<TrackerUpdate>): TrackerUpdate {
  const base = { carrier: 'RoyalMail', trackingId: 'RM1', trackerId: 'trk_1', status: 'in_transit' } as const;
  return { ...base, eventId: `evt_${++events}`, scannedAt: at(atMs), updatedAt: at(atMs), ...change };
}

/** What the carrier says of the parcel of an order: it is on its way, and then it came or is lost. */
function scansOf(orderedMs: number, isLost: boolean, change: Partial<TrackerUpdate> = {}): TrackerUpdate[] {
  const end = isLost ? ({ status: 'failure', statusDetail: 'lost' } as const) : ({ status: 'delivered' } as const);
  return [update(orderedMs + dayMs, change), update(orderedMs + 4 * dayMs, { ...change, ...end })];
}

const [oldOrder, newOrder] = ['old', 'new'];

interface Course {
  /** How much later the number is used again. */
  readonly daysLater: number;
  readonly isOldLost: boolean;
  readonly isNewLost: boolean;
  /** What the shop knows of the number at each moment. */
  readonly knows: 'the old order' | 'the new order' | 'the newest';
  readonly hasNewTracker: boolean;
  /** Signals of the old parcel that come again, after those of the new one. */
  readonly repeats: boolean;
}

const course: fc.Arbitrary<Course> = fc.record({
  daysLater: fc.integer({ min: 75, max: 400 }),
  isOldLost: fc.boolean(),
  isNewLost: fc.boolean(),
  knows: fc.constantFrom('the old order', 'the new order', 'the newest'),
  hasNewTracker: fc.boolean(),
  repeats: fc.boolean(),
});

/** What was published of which order, after all that carriers said of both parcels. */
async function publishedIn({ daysLater, isOldLost, isNewLost, knows, hasNewTracker, repeats }: Course) {
  const secondMs = firstMs + daysLater * dayMs;
  const orders = { [oldOrder]: order(oldOrder, firstMs), [newOrder]: order(newOrder, secondMs) };
  const seen = newDetection(parcelsDetector, parcelDefaults, {});
  const shop = {
    purchaseOf: async () => {
      const isThere = seen.now.getTime() >= secondMs;
      const named = knows === 'the old order' || (knows === 'the newest' && !isThere) ? oldOrder : newOrder;
      return { type: 'found', found: orders[named] } as const;
    },
  };
  const old = scansOf(firstMs, isOldLost);
  const fresh = scansOf(secondMs, isNewLost, hasNewTracker ? { trackerId: 'trk_2' } : {});
  const signals = [...old, ...fresh, ...(repeats ? old : [])];
  let now = firstMs;
  for (const signal of signals) {
    now = Math.max(now, Date.parse(signal.updatedAt));
    seen.now = new Date(now);
    await detect(parcelsDetector.subjectOf(signal), [signal], parcelsDetector, { ...seen.ports, shop });
    await seen.judgeDue(parcelsDetector);
  }
  return { of: seen.published.map(({ detail }) => idOf(detail)), unjoined: seen.unjoined() };
}

function idOf(detail: object): string {
  return (detail as { readonly customer: { readonly id: string } }).customer.id;
}

it('a tracking number that is used again pays nobody for what became of another parcel', async () => {
  await fc.assert(
    fc.asyncProperty(course, async (lived) => {
      const { of } = await publishedIn(lived);
      if (!lived.isOldLost) expect(of).not.toContain('cus_old');
      if (!lived.isNewLost) expect(of).not.toContain('cus_new');
      expect(new Set(of).size).toBe(of.length);
    }),
    { numRuns: 300 },
  );
});

const usual: Course = {
  daysLater: 150,
  isOldLost: false,
  isNewLost: true,
  knows: 'the newest',
  hasNewTracker: false,
  repeats: true,
};

it.each([true, false])(
  'each parcel is its own where the shop knows the newest order (lost before: %s)',
  async (isOldLost) => {
    const { of, unjoined } = await publishedIn({ ...usual, isOldLost });
    expect([of, unjoined]).toEqual([[...(isOldLost ? ['cus_old'] : []), 'cus_new'], []]);
  },
);

it('what the shop joins to the old order is listed for a person, who reads that it may be another parcel', async () => {
  const { of, unjoined } = await publishedIn({ ...usual, knows: 'the old order' });
  expect([of, unjoined]).toEqual([[], [expect.stringContaining('may be another parcel')]]);
});
