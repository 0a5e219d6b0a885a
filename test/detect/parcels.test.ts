import { detect } from '../../lambdas/detect/run/detect';
import { parcelDefaults, type ParcelOptions } from '../../lambdas/detect/parcels/options';
import { parcelsDetector } from '../../lambdas/detect/parcels/parcels';
import type { TrackerUpdate } from '../../lambdas/detect/parcels/tracker-update';
import { newDetection, type Detection } from './detection';

const at = (text: string): string => new Date(`2026-11-${text}Z`).toISOString();

/** Promised for the evening of the 20th. */
const promisedBy = at('20T20:00:00');

const found = {
  customer: { id: 'cus_1', name: 'Ruth Marsh', email: 'ruth@example.com' },
  purchase: {
    orderId: 'ord_1',
    paymentId: 'ch_1',
    amountMinor: 2_900,
    currency: 'GBP',
    purchasedAt: at('15T10:00:00'),
  },
  parcel: {
    shipmentId: 'shp_1',
    promisedBy,
    lines: [{ lineId: '1', sku: 'puppet', title: 'Puppet', quantity: 1, amountMinor: 2_500, inStock: true }],
    shippingMinor: 400,
  },
};

let updates = 0;

function scan(change: Partial<TrackerUpdate>): TrackerUpdate {
  updates += 1;
  const base = { eventId: `evt_${updates}`, trackerId: 'trk_1', carrier: 'RoyalMail', trackingId: 'RM1' };
  const updatedAt = change.updatedAt ?? change.scannedAt ?? at('18T08:00:00');
  return { ...base, status: 'in_transit', ...change, updatedAt };
}

async function see(
  detection: Detection<ParcelOptions>,
  now: string,
  ...signals: readonly TrackerUpdate[]
): Promise<readonly string[]> {
  const before = detection.published.length;
  detection.now = new Date(now);
  for (const signal of signals)
    await detect(parcelsDetector.subjectOf(signal), [signal], parcelsDetector, detection.ports);
  if (signals.length === 0) await detection.judgeDue(parcelsDetector);
  return detection.published.slice(before).map(({ type }) => type);
}

const detection = (options: Partial<ParcelOptions> = {}) =>
  newDetection(parcelsDetector, { ...parcelDefaults, ...options }, { 'RoyalMail/RM1/trk_1': found });

it('is lost as soon as its carrier says so', async () => {
  const seen = detection();
  expect(await see(seen, at('19T12:00:00'), scan({ status: 'failure', statusDetail: 'lost' }))).toEqual(['ParcelLost']);
  expect(seen.published[0]?.detail).toMatchObject({
    evidence: 'detected',
    customer: { id: 'cus_1' },
    parcel: { shipmentId: 'shp_1', scan: 'none' },
  });
});

it('is lost five days after it was promised and nobody has scanned it since', async () => {
  const seen = detection();
  await see(seen, at('18T08:00:00'), scan({ scannedAt: at('18T08:00:00') }));
  expect(await see(seen, at('25T19:00:00'))).toEqual([]);
  expect(await see(seen, at('25T20:30:00'))).toEqual(['ParcelLost']);
  expect(await see(seen, at('28T20:30:00'))).toEqual([]);
});

it('is not lost where a better scan comes after the exception', async () => {
  const seen = detection();
  await see(seen, at('19T08:00:00'), scan({ status: 'failure', scannedAt: at('19T08:00:00') }));
  await see(seen, at('20T08:00:00'), scan({ status: 'delivered', scannedAt: at('20T08:00:00') }));
  expect(await see(seen, at('29T08:00:00'))).toEqual([]);
});

it('is not lost where its recipient refused it, or the label was cancelled', async () => {
  const seen = detection();
  const refused = scan({ status: 'return_to_sender', statusDetail: 'refused', scannedAt: at('19T08:00:00') });
  expect(await see(seen, at('19T08:00:00'), refused)).toEqual([]);
  expect(await see(seen, at('29T08:00:00'))).toEqual([]);
  const cancelled = detection();
  expect(await see(cancelled, at('19T08:00:00'), scan({ status: 'cancelled' }))).toEqual([]);
  expect(await see(cancelled, at('29T08:00:00'))).toEqual([]);
});

it('is late from the day before on, where the carrier names a later day', async () => {
  const seen = detection();
  const later = scan({ expectedBy: at('22T20:00:00'), scannedAt: at('18T08:00:00') });
  expect(await see(seen, at('18T09:00:00'), later)).toEqual([]);
  expect(await see(seen, at('20T08:30:00'))).toEqual(['DeliveryLate']);
  expect(seen.published[0]?.detail).toMatchObject({ parcel: { expectedBy: at('22T20:00:00'), shippingMinor: 400 } });
});

describe('a carrier that names a day and no time', () => {
  const named = async (promised: string, day: string) => {
    const facts = { ...found, parcel: { ...found.parcel, promisedBy: promised } };
    const seen = newDetection<ParcelOptions>(parcelsDetector, parcelDefaults, { 'RoyalMail/RM1/trk_1': facts });
    const published = await see(seen, at('20T08:30:00'), scan({ expectedBy: day, scannedAt: at('20T08:00:00') }));
    return { published, detail: seen.published[0]?.detail };
  };

  it.each([
    ['at noon', '2026-11-20T12:00:00+00:00'],
    ['on its evening far in the west, where it is the next day in UTC', '2026-11-20T20:00:00-08:00'],
  ])('is in time on the day that was promised, %s', async (_, promised) => {
    expect((await named(promised, '2026-11-20')).published).toEqual([]);
  });

  it('is late on the day after it, by the days of whoever promised', async () => {
    const { published, detail } = await named('2026-11-20T12:00:00-08:00', '2026-11-21');
    expect(published).toEqual(['DeliveryLate']);
    expect(detail).toMatchObject({ parcel: { expectedBy: '2026-11-22T04:00:00.000Z' } });
    expect((await named('2026-11-20T20:00:00+00:00', '2026-11-21')).published).toEqual(['DeliveryLate']);
  });
});

it('is late where the van leaves with it after the day that was promised', async () => {
  const seen = detection();
  const van = scan({ status: 'out_for_delivery', scannedAt: at('21T07:00:00') });
  expect(await see(seen, at('21T07:05:00'), van)).toEqual(['DeliveryLate']);
});

it('no day is made up where the carrier names none', async () => {
  const seen = detection();
  expect(await see(seen, at('21T07:00:00'), scan({ scannedAt: at('21T06:00:00') }))).toEqual([]);
});

it('comes to the same in whatever order its scans arrive, and however often', async () => {
  const scans = [
    scan({ status: 'pre_transit', updatedAt: at('17T08:00:00') }),
    scan({ scannedAt: at('18T08:00:00') }),
    scan({ status: 'out_for_delivery', scannedAt: at('20T08:00:00') }),
    scan({ status: 'delivered', scannedAt: at('20T15:00:00') }),
  ];
  const states = [scans, scans.toReversed(), [...scans, ...scans]].map((order) =>
    order.reduce<ReturnType<typeof parcelsDetector.fold> | undefined>(
      (state, one) => parcelsDetector.fold(state, one),
      undefined,
    ),
  );
  expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1);
  expect(states[0]).toMatchObject({ status: 'delivered' });
});

it('what was delivered is lost where the shop says that its customer never got it, if the shop is asked', async () => {
  const facts = { ...found, parcel: { ...found.parcel, reportedMissingAt: at('21T09:00:00') } };
  const asked = newDetection<ParcelOptions>(
    parcelsDetector,
    { ...parcelDefaults, delivered: 'asked' },
    { 'RoyalMail/RM1/trk_1': facts },
  );
  const delivered = scan({ status: 'delivered', scannedAt: at('20T15:00:00') });
  expect(await see(asked, at('20T15:01:00'), delivered)).toEqual([]);
  expect(await see(asked, at('21T16:00:00'))).toEqual(['ParcelLost']);
  expect(asked.published[0]?.detail).toMatchObject({ evidence: 'reported', parcel: { scan: 'delivered' } });
});

it('what nobody can join is listed with its reason, asked for again, and then published', async () => {
  const seen = newDetection(parcelsDetector, parcelDefaults, {});
  const lost = scan({ status: 'failure', statusDetail: 'lost', scannedAt: at('19T08:00:00') });
  expect(await see(seen, at('19T12:00:00'), lost)).toEqual([]);
  expect(seen.unjoined()).toEqual(['the shop knows no purchase with this reference']);
  expect(
    await see(seen, at('19T12:30:00'), scan({ status: 'failure', statusDetail: 'lost', scannedAt: at('19T09:00:00') })),
  ).toEqual([]);
  expect(seen.asked).toHaveLength(1);
  seen.known['RoyalMail/RM1/trk_1'] = found;
  expect(await see(seen, at('19T13:30:00'))).toEqual(['ParcelLost']);
  expect(seen.unjoined()).toEqual([]);
});
