import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { parcelDefaults } from '../../../lambdas/detect/parcels/options';
import { parcelsDetector } from '../../../lambdas/detect/parcels/parcels';
import type { TrackerUpdate } from '../../../lambdas/detect/parcels/tracker-update';
import { signalType } from '../../../lambdas/detect/run/received-signals';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { detectorHandler } from '../../../lambdas/runtime/detect/detector-handler';
import { TelemetryObserver } from '../../../lambdas/runtime/telemetry/telemetry-observer';
import { Detector, FailureType, Shop } from '../../../lib';
import { newDetection } from '../../detect/detection';
import { resourceOf, secretOf, TeamStack } from '../synthesize';

// What a deployed detector counts, hour by hour, and whether its alarm of silence calls somebody for it.

const signalsEveryHours = 6;

const template = new TeamStack((scope) => ({
  failures: [FailureType.of(parcelLost)],
  shop: Shop.http({ url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/shop') }),
  detectors: [Detector.parcels({ signalSecret: secretOf(scope, 'team/easypost'), signalsEveryHours })],
})).template();

const silence = resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsDetectorsparcelsAlarmsSilence').Properties;

type State = 'INSUFFICIENT_DATA' | 'OK' | 'ALARM';

/** What CloudWatch makes of the hours so far, by the rules for missing data that the template sets. */
function stateAfter(hours: readonly (number | undefined)[], before: State): State {
  const { EvaluationPeriods, Threshold, TreatMissingData } = silence as Record<string, number | string>;
  const seen = hours.slice(-Number(EvaluationPeriods));
  const points = seen.filter((point) => point !== undefined);
  if (TreatMissingData !== 'missing') throw new Error(`this test does not know ${TreatMissingData}`);
  if (points.length === 0) return hours.length < Number(EvaluationPeriods) ? before : 'INSUFFICIENT_DATA';
  return points.every((point) => point < Number(Threshold)) ? 'ALARM' : 'OK';
}

/** Whom each change of state calls. An alarm begins in the state without data, and acts on changes alone. */
function callsIn(hours: readonly (number | undefined)[]): readonly (State | undefined)[] {
  let state: State = 'INSUFFICIENT_DATA';
  return hours.map((_, index) => {
    const next = stateAfter(hours.slice(0, index + 1), state);
    const actions = { ALARM: silence['AlarmActions'], INSUFFICIENT_DATA: silence['InsufficientDataActions'], OK: [] };
    const isCalled = next !== state && ((actions[next] ?? []) as unknown[]).length > 0;
    state = next;
    return isCalled ? next : undefined;
  });
}

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 60_000 } as Context;

const update = (eventId: string): TrackerUpdate => ({
  ...{ eventId, trackerId: 'trk_1', carrier: 'UPS', trackingId: 'T1', status: 'in_transit' },
  ...{ scannedAt: '2026-11-20T08:00:00Z', updatedAt: '2026-11-20T08:00:00Z' },
});

/** What the function counts in one hour, as it is deployed. Undefined where that is nothing: then there is no data. */
async function countedIn(event: unknown) {
  const metrics = new Metrics({ namespace: 'Test' });
  let counted: number | undefined;
  jest.spyOn(metrics, 'addMetric').mockImplementation((name, _unit, count) => {
    if (name === silence['MetricName']) counted = (counted ?? 0) + count;
    return metrics;
  });
  const observer = new TelemetryObserver(new Logger({ logLevel: 'SILENT' }), metrics, metrics);
  const { ports } = newDetection(parcelsDetector, parcelDefaults, {});
  const tools = { observer: () => observer, middleware: { before: () => undefined } };
  const wire = (own: TelemetryObserver) => ({ ...ports, observe: own.detected.bind(own) });
  const handle = detectorHandler(parcelsDetector, wire, tools);
  await handle(event, context);
  return counted;
}

const message = (eventId: string) => ({ 'detail-type': signalType, detail: update(eventId) });

const batch = (...ids: readonly string[]) => ({
  Records: ids.map((id) => ({
    ...{ messageId: id, eventSource: 'aws:sqs', body: JSON.stringify({ id, ...message(id) }) },
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1795207500000' },
  })),
});

it('a signal is counted; a look at what time has changed, and an old signal that the sweep tries again, are not', async () => {
  expect(await countedIn(batch('evt_1', 'evt_2'))).toBe(2);
  expect(await countedIn({ look: 'due' })).toBeUndefined();
  expect(await countedIn(message('evt_1'))).toBeUndefined();
});

it('a detector that falls silent calls somebody, once, after so many hours and no sooner', async () => {
  const usual = await countedIn(batch('evt_1'));
  const quiet = await countedIn({ look: 'due' });
  const hours = [...Array<number | undefined>(10).fill(usual), ...Array<number | undefined>(12).fill(quiet)];
  const calls = callsIn(hours).flatMap((state, hour) => (state === undefined ? [] : [hour]));
  expect(calls).toEqual([10 + signalsEveryHours - 1]);
});

it.each([
  ['comes now and then', [1, undefined, undefined, undefined, undefined, undefined, 1, undefined, 1]],
  ['was never heard of, as before its source is connected', Array<undefined>(20).fill(undefined)],
])('one that %s calls nobody', (_, hours) => {
  expect(callsIn(hours).filter((state) => state !== undefined)).toEqual([]);
});

it('whoever is called by its alarms is called by its silence', () => {
  expect(silence['InsufficientDataActions']).toEqual(silence['AlarmActions']);
  expect(silence['AlarmActions']).toEqual([{ Ref: resourceOf(template, 'AWS::SNS::Topic').id }]);
});
