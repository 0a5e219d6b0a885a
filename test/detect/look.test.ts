import type { Context } from 'aws-lambda';
import type { Reference } from '../../lambdas/shop/shop';
import { parcelDefaults } from '../../lambdas/detect/parcels/options';
import { parcelsDetector } from '../../lambdas/detect/parcels/parcels';
import type { TrackerUpdate } from '../../lambdas/detect/parcels/tracker-update';
import { detect } from '../../lambdas/detect/run/detect';
import type { DetectorStep } from '../../lambdas/detect/run/detector-ports';
import { detectorHandler } from '../../lambdas/runtime/detect/detector-handler';
import { healthDetector } from '../../lambdas/detect/health/health';
import type { HealthOptions } from '../../lambdas/detect/health/options';
import { healthSignalSchema, type HealthSignal } from '../../lambdas/detect/health/health-signal';
import { healthSignalsIn, isServiceEvent } from '../../lambdas/detect/health/service-events';
import { hearHealth, judgeNow } from '../../lambdas/detect/outages/hear-health';
import { spreadOutage } from '../../lambdas/detect/outages/spread-outage';
import { pagedHandler } from '../../lambdas/runtime/detect/paged-handler';
import { silent } from '../fakes/silent-telemetry';
import { OutageRun } from './outage-run';
import { newDetection } from './detection';

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30_000 } as Context;
const start = new Date('2026-11-18T08:00:00Z');

function factsOf(id: string) {
  const line = { lineId: '1', sku: 'puppet', title: 'Puppet', quantity: 1, amountMinor: 2_500, inStock: true };
  return {
    customer: { id: `cus_${id}` },
    purchase: {
      ...{ orderId: `ord_${id}`, paymentId: `ch_${id}`, amountMinor: 2_900, currency: 'GBP' },
      purchasedAt: '2026-11-15T10:00:00Z',
    },
    parcel: { shipmentId: `shp_${id}`, promisedBy: '2026-11-20T20:00:00Z', lines: [line] },
  };
}

it('parcels that cannot be judged keep none of the others waiting, however many they are, and are told of', async () => {
  const ids = Array.from({ length: 201 }, (_, index) => `P${String(index).padStart(3, '0')}`);
  const known = Object.fromEntries(ids.map((id) => [`UPS/${id}/trk_${id}`, factsOf(id)]));
  const seen = newDetection(parcelsDetector, parcelDefaults, known);
  const { shop } = seen.ports;
  let isBroken = false;
  const steps: DetectorStep[] = [];
  const ports = {
    ...seen.ports,
    observe: (step: DetectorStep) => void steps.push(step),
    shop: {
      purchaseOf: (reference: Reference) => {
        const fails = isBroken && reference['trackingId'] !== 'P200';
        return fails ? Promise.reject(new Error('the shop is silent')) : shop.purchaseOf(reference);
      },
    },
  };
  for (const [index, id] of ids.entries()) {
    // The last of them is due last.
    seen.now = new Date(start.getTime() + index * 1_000);
    const at = seen.now.toISOString();
    const parcel = { carrier: 'UPS', trackingId: id, trackerId: `trk_${id}`, status: 'in_transit' } as const;
    const signal: TrackerUpdate = { ...parcel, eventId: `evt_${id}`, scannedAt: at, updatedAt: at };
    await detect(parcelsDetector.subjectOf(signal), [signal], parcelsDetector, ports);
  }
  isBroken = true;
  seen.now = new Date('2026-11-26T08:00:00Z');
  const look = detectorHandler(parcelsDetector, () => ports, silent);
  const failed = '200 subjects of parcels could not be judged again: the shop is silent';
  await expect(look({ look: 'due' }, context)).resolves.toEqual({ failed });
  expect(steps).toContainEqual({ step: 'look-failed', why: failed });
  expect(seen.published.map(({ detail }) => detail)).toMatchObject([{ customer: { id: 'cus_P200' } }]);

  // And they are judged again at the next look.
  isBroken = false;
  seen.now = new Date('2026-11-26T08:15:00Z');
  await expect(look({ look: 'due' }, context)).resolves.toEqual({ looked: 200 });
  expect(seen.published).toHaveLength(201);
});

it('a look at services that fails is told of in the same way, and ends well', async () => {
  const run = new OutageRun({}, []);
  const steps: DetectorStep[] = [];
  const ports = {
    ...run.ports,
    subjects: { ...run.ports.subjects, due: () => Promise.reject(new Error('the table is busy')) },
    observe: (step: DetectorStep) => void steps.push(step),
  };
  const look = pagedHandler<HealthSignal, HealthOptions>(
    {
      definition: healthDetector,
      signalSchema: healthSignalSchema,
      isServiceEvent,
      readServiceEvent: healthSignalsIn,
      laneOf: ({ what }) => what,
      hear: hearHealth,
      look: (service, given) => judgeNow(service, [], given),
      spread: spreadOutage,
    },
    () => ports,
    silent,
  );
  await expect(look({ look: 'due' }, context)).resolves.toEqual({ failed: 'the table is busy' });
  expect(steps).toEqual([{ step: 'look-failed', why: 'the table is busy' }]);
});
