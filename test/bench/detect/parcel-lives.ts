import type { TrackerStatus, TrackerUpdate } from '../../../lambdas/detect/parcels/tracker-update';
import type { TimedSignal } from '../../../lambdas/detect/run/replay';
import type { Random } from '../../simulation/random';
import { finds, nothingHappened, type Life } from './lives';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** Midnight in UTC of the first day on which parcels are sent. */
const firstDayMs = Date.parse('2026-10-01T00:00:00Z');

interface Scan {
  readonly atMs: number;
  readonly status: TrackerStatus;
  readonly detail?: string;
  /** What the carrier expected then. */
  readonly expectedMs?: number;
}

/** Every parcel is lived by somebody: most come, some come days late, some never. */
export function parcelLife(id: number, random: Random): Life<TrackerUpdate> {
  const sentMs = firstDayMs + random.int(0, 29) * dayMs + random.int(8, 20) * hourMs;
  const promisedMs = startOfDay(sentMs) + random.int(2, 5) * dayMs + 20 * hourMs;
  const { scans, label } = courseOf(sentMs, promisedMs, random);
  const found = foundParcel(id, sentMs, promisedMs);
  return { signals: noisy(signalsOf(id, sentMs, scans, random), random), find: finds(found), label };
}

function courseOf(
  sentMs: number,
  promisedMs: number,
  random: Random,
): Pick<Life<unknown>, 'label'> & { scans: Scan[] } {
  const fate = random.next();
  if (fate < 0.905)
    return { label: nothingHappened, scans: comes(sentMs, inTime(promisedMs, random), promisedMs, random) };
  // Later on the same evening. Nobody calls that a day late.
  if (fate < 0.915) {
    const at = promisedMs + random.next() * 3 * hourMs;
    return { label: nothingHappened, scans: comes(sentMs, at, promisedMs, random) };
  }
  if (fate < 0.96) {
    const days = random.pick([1, 1, 1, 2, 2, 3, 4]);
    const at = startOfDay(promisedMs) + days * dayMs + (9 + random.next() * 9) * hourMs;
    return { label: { types: ['DeliveryLate'] }, scans: comes(sentMs, at, promisedMs, random) };
  }
  if (fate < 0.985) return lost(sentMs, promisedMs, random);
  if (fate < 0.99) return goesBack(sentMs, promisedMs, random, 'return');
  if (fate < 0.995) return { ...goesBack(sentMs, promisedMs, random, 'refused'), label: nothingHappened };
  return {
    label: nothingHappened,
    scans: [
      { atMs: sentMs, status: 'pre_transit' },
      { atMs: sentMs + dayMs / 2, status: 'cancelled' },
    ],
  };
}

const isLost = { types: ['ParcelLost'], also: ['DeliveryLate'] };

function inTime(promisedMs: number, random: Random): number {
  const days = random.pick([0, 0, 0, 1, 1, 2]);
  return startOfDay(promisedMs) - days * dayMs + (9 + random.next() * 10) * hourMs;
}

/** From the label to the door, with what the carrier expected at each scan. */
function comes(sentMs: number, arrivesMs: number, promisedMs: number, random: Random): Scan[] {
  const scans = journey(sentMs, arrivesMs, random);
  const vanMs = startOfDay(arrivesMs) + random.int(6, 8) * hourMs;
  const names = random.chance(0.85);
  const knowsFromMs = arrivesMs - random.int(10, 60) * hourMs;
  const expected = ({ atMs }: Scan): number | undefined => {
    if (!names) return undefined;
    // It is wrong for a while, and then right again.
    if (random.chance(0.01) && atMs < promisedMs - 2 * dayMs) return promisedMs + dayMs;
    return startOfDay(atMs >= knowsFromMs ? arrivesMs : Math.min(promisedMs, arrivesMs + 4 * dayMs)) + 20 * hourMs;
  };
  const onTheWay = scans
    .filter(({ atMs }) => atMs < vanMs)
    .map((scan) => ({ ...scan, ...expectation(expected(scan)) }));
  const exception: Scan[] = random.chance(0.015)
    ? [{ atMs: sentMs + (arrivesMs - sentMs) * 0.6, status: 'failure', detail: 'delivery_exception' }]
    : [];
  const van: Scan[] = random.chance(0.97) && vanMs < arrivesMs ? [{ atMs: vanMs, status: 'out_for_delivery' }] : [];
  return [...onTheWay, ...exception, ...van, { atMs: arrivesMs, status: 'delivered' }];
}

function expectation(expectedMs: number | undefined): { expectedMs?: number } {
  return expectedMs === undefined ? {} : { expectedMs };
}

function journey(sentMs: number, endMs: number, random: Random): Scan[] {
  const scans: Scan[] = [{ atMs: sentMs - random.int(2, 20) * hourMs, status: 'pre_transit' }];
  // Over a weekend nobody scans, and some carriers scan on arrival only.
  for (let atMs = sentMs; atMs < endMs - 2 * hourMs; atMs += (6 + random.next() * 42) * hourMs) {
    scans.push({ atMs, status: 'in_transit' });
  }
  return scans;
}

function lost(sentMs: number, promisedMs: number, random: Random): Pick<Life<unknown>, 'label'> & { scans: Scan[] } {
  const endMs = sentMs + random.next() * (promisedMs - sentMs);
  const until = journey(sentMs, endMs, random);
  const says = random.next();
  const saysMs = promisedMs + random.int(2, 12) * dayMs;
  if (says < 0.4) until.push({ atMs: saysMs, status: 'failure', detail: 'lost' });
  else if (says < 0.5) until.push({ atMs: saysMs, status: 'unknown', detail: 'expired' });
  return { label: isLost, scans: until };
}

function goesBack(
  sentMs: number,
  promisedMs: number,
  random: Random,
  detail: 'return' | 'refused',
): Pick<Life<unknown>, 'label'> & { scans: Scan[] } {
  const atMs = promisedMs - random.int(0, 30) * hourMs;
  const scans: Scan[] = [...journey(sentMs, atMs, random), { atMs, status: 'return_to_sender', detail }];
  const back: Scan[] = [1, 2].map((days) => ({ atMs: atMs + days * dayMs, status: 'return_to_sender', detail }));
  return { label: isLost, scans: [...scans, ...back] };
}

function signalsOf(id: number, sentMs: number, scans: readonly Scan[], random: Random): TimedSignal<TrackerUpdate>[] {
  const base = { trackerId: `trk_${id}`, carrier: id % 3 === 0 ? 'UPS' : 'RoyalMail', trackingId: `T${id}` };
  const sorted = scans.toSorted((a, b) => a.atMs - b.atMs);
  // Some scans are never read.
  const read = sorted.filter(({ status }, index) => index === 0 || status === 'delivered' || !random.chance(0.03));
  return read.map(({ atMs, status, detail, expectedMs }, index) => {
    const trackedMs = atMs + random.int(1, 40) * 60_000;
    const isScanned = status !== 'pre_transit' && atMs >= sentMs - dayMs;
    const signal: TrackerUpdate = {
      ...base,
      eventId: `evt_${id}_${index}`,
      status,
      ...(detail !== undefined && { statusDetail: detail }),
      ...(isScanned && { scannedAt: new Date(atMs).toISOString() }),
      updatedAt: new Date(trackedMs).toISOString(),
      ...(expectedMs !== undefined && { expectedBy: new Date(expectedMs).toISOString() }),
    };
    return { at: new Date(trackedMs + random.int(1, 300) * 1000), signal };
  });
}

/** Twice, hours late, and in another order, as webhooks come. */
function noisy(signals: readonly TimedSignal<TrackerUpdate>[], random: Random): readonly TimedSignal<TrackerUpdate>[] {
  const sent = signals.flatMap(({ at, signal }) => {
    const delayed = random.chance(0.02) ? new Date(at.getTime() + random.int(1, 8) * hourMs) : at;
    const again = random.chance(0.15) ? [{ at: new Date(at.getTime() + random.int(1, 90) * 60_000), signal }] : [];
    return [{ at: delayed, signal }, ...again];
  });
  return sent.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function foundParcel(id: number, sentMs: number, promisedMs: number): object {
  return {
    customer: { id: `cus_${id}`, email: `customer-${id}@example.com` },
    purchase: {
      orderId: `ord_${id}`,
      paymentId: `ch_${id}`,
      amountMinor: 2_900,
      currency: 'GBP',
      purchasedAt: new Date(sentMs - dayMs).toISOString(),
    },
    parcel: {
      shipmentId: `shp_${id}`,
      promisedBy: new Date(promisedMs).toISOString(),
      lines: [{ lineId: '1', sku: 'book', title: 'Book', quantity: 1, amountMinor: 2_500, inStock: true }],
      shippingMinor: 400,
    },
  };
}

function startOfDay(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}
