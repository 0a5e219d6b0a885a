import { detectorOptions } from '../../lambdas/detect/definition/detector';
import { healthDetector, heardEvents } from '../../lambdas/detect/health/health';
import { healthDoor } from '../../lambdas/detect/health/health-door';
import type { HealthSignal } from '../../lambdas/detect/health/health-signal';
import type { HealthOptions } from '../../lambdas/detect/health/options';
import { pagerSignature } from '../../lambdas/detect/health/pager';
import { healthSignalsIn } from '../../lambdas/detect/health/service-events';
import { quietService, withSignals } from '../../lambdas/detect/health/service-state';
import { statusPageToken } from '../../lambdas/detect/health/status-page';
import { customersOf, OutageRun } from './outage-run';

const services: HealthOptions['services'] = [
  {
    service: 'streaming',
    cloudwatch: ['streaming-*'],
    statuspage: ['rb5wq1dczvbm'],
    pagerduty: ['PF9KMXH'],
    'aws-health': ['ELASTICLOADBALANCING/eu-west-1'],
  },
];

const at = (time: string): string => `2026-11-20T${time}:00.000Z`;

const alarm = (is: HealthSignal['is'], time: string, name = 'streaming-5xx'): HealthSignal => ({
  ...{ source: 'cloudwatch', what: name, sourceId: name, is, at: at(time) },
});

const page = (is: HealthSignal['is'], time: string): HealthSignal => ({
  ...{ source: 'statuspage', what: 'rb5wq1dczvbm', sourceId: 'rb5wq1dczvbm', is, at: at(time) },
});

const run = (customers = 3, options: Partial<HealthOptions> = {}) =>
  new OutageRun({ services, ...options }, customersOf(customers));

const spanOf = ({ detail }: { readonly detail: object }): readonly unknown[] => {
  const { outage, incidentId } = detail as {
    readonly outage: { readonly startedAt: string; readonly endedAt: string };
    readonly incidentId: string;
  };
  return [incidentId, outage.startedAt, outage.endedAt];
};

describe('an outage', () => {
  it('is one incident, and one failure for each customer who used the service', async () => {
    const seen = run();
    await seen.hear(at('10:01'), alarm('down', '10:00'));
    await seen.hear(at('12:01'), alarm('up', '12:00'));
    await seen.look(at('12:29'));
    await seen.drain();
    expect(seen.published).toEqual([]);
    await seen.look(at('12:31'));
    await seen.drain();
    expect(seen.published.map(spanOf)).toEqual(
      Array.from({ length: 3 }, () => ['outage-streaming-20261120T100000Z', at('10:00'), at('12:00')]),
    );
    expect(seen.published[0]).toMatchObject({ source: 'detector.health', type: 'ServiceOutage' });
    expect(new Set(seen.published.map(({ remedyId }) => remedyId)).size).toBe(3);
    expect(seen.asked).toMatchObject([{ service: 'streaming', from: at('10:00'), until: at('12:00') }]);
  });

  it('that an alarm and a status page tell of is one, from the first to the last of them', async () => {
    const seen = run(1);
    await seen.hear(at('10:01'), alarm('down', '10:00'));
    await seen.hear(at('10:20'), page('down', '10:20'));
    await seen.hear(at('12:01'), alarm('up', '12:00'));
    await seen.hear(at('12:10'), page('up', '12:10'));
    await seen.look(at('12:41'));
    await seen.drain();
    expect(seen.published.map(spanOf)).toEqual([['outage-streaming-20261120T100000Z', at('10:00'), at('12:10')]]);
  });

  it('is not another one where a source tells of it late, or ends it late', async () => {
    const seen = run(1);
    await seen.hear(at('10:01'), alarm('down', '10:00'));
    await seen.hear(at('12:01'), alarm('up', '12:00'));
    await seen.look(at('12:31'));
    await seen.drain();
    await seen.hear(at('13:00'), page('down', '11:00'));
    await seen.hear(at('17:00'), page('up', '17:00'));
    await seen.look(at('19:00'));
    await seen.drain();
    expect(seen.published).toHaveLength(1);
    await seen.hear(at('20:01'), alarm('down', '20:00'));
    await seen.hear(at('21:01'), alarm('up', '21:00'));
    await seen.look(at('22:00'));
    await seen.drain();
    expect(seen.published.map(spanOf)).toHaveLength(2);
  });

  it('goes to and fro and is one; a short one is nobody’s', async () => {
    const seen = run(1);
    const flaps = [alarm('down', '10:00'), alarm('up', '10:10'), alarm('down', '10:20'), alarm('up', '10:40')];
    await seen.hear(at('10:41'), ...flaps.toReversed());
    await seen.look(at('11:11'));
    await seen.hear(at('14:11'), alarm('down', '14:00'), alarm('up', '14:10'));
    await seen.look(at('15:00'));
    await seen.drain();
    expect(seen.published.map(spanOf)).toEqual([['outage-streaming-20261120T100000Z', at('10:00'), at('10:40')]]);
  });

  it('that nobody ends is told after a day, up to then, and what follows is listed for a person', async () => {
    const seen = run(1);
    await seen.hear(at('10:01'), alarm('down', '10:00'));
    await seen.look('2026-11-21T09:59:00.000Z');
    await seen.drain();
    expect(seen.published).toEqual([]);
    await seen.look('2026-11-21T10:00:00.000Z');
    await seen.drain();
    expect(seen.published.map(spanOf)).toMatchObject([[expect.anything(), at('10:00'), '2026-11-21T10:00:00.000Z']]);
    await seen.hear('2026-11-25T10:00:00.000Z', { ...alarm('up', '10:00'), at: '2026-11-25T09:00:00.000Z' });
    await seen.look('2026-11-25T12:00:00.000Z');
    await seen.drain();
    expect(seen.published).toHaveLength(1);
    expect(seen.unjoined()).toEqual([expect.stringContaining('went on')]);
  });

  it('of something that nobody has mapped asks for nobody', async () => {
    const seen = run();
    await seen.hear(at('13:00'), alarm('down', '10:00', 'billing-5xx'), alarm('up', '12:00', 'billing-5xx'));
    await seen.drain();
    expect(seen.asked).toEqual([]);
  });

  it('is known the same in whatever order its signals arrive, and however often', () => {
    const all = [alarm('down', '10:00'), page('down', '10:20'), alarm('up', '12:00'), page('degraded', '12:10')];
    const states = [all, all.toReversed(), [...all, ...all]].map((order) => withSignals(quietService, order));
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1);
  });
});

describe('many customers', () => {
  it('are told at the pace that is set, and no faster where two services are down', async () => {
    const both = [...services, { service: 'billing', cloudwatch: ['billing-5xx'] }];
    const seen = new OutageRun({ services: both, eventsPerSecond: 2 }, customersOf(100));
    await seen.hear(at('10:01'), alarm('down', '10:00'), alarm('down', '10:00', 'billing-5xx'));
    await seen.hear(at('12:40'), alarm('up', '12:00'), alarm('up', '12:00', 'billing-5xx'));
    await seen.drain();
    expect(seen.published).toHaveLength(200);
    const [first, last] = [seen.published[0]?.at ?? 0, seen.published.at(-1)?.at ?? 0];
    // The last page of twenty is published at the end of its turn.
    expect((last - first) / 1_000).toBeGreaterThanOrEqual(90);
    expect((last - first) / 1_000).toBeLessThan(130);
  });

  it.each(Array.from({ length: 70 }, (_, step) => step))(
    'are each told once where the function dies after step %i',
    async (step) => {
      const seen = run(45, { eventsPerSecond: 1 });
      await seen.hear(at('10:01'), alarm('down', '10:00'));
      seen.killAfter = step;
      try {
        await seen.hear(at('12:31'), alarm('up', '12:00'));
      } catch {
        await seen.hear(at('12:33'), alarm('up', '12:00'));
        await seen.look(at('12:35'));
      }
      await seen.drain();
      const ids = seen.published.map(({ remedyId }) => remedyId);
      // What is published twice is one remedy.
      expect(new Set(ids).size).toBe(45);
      expect(new Set(seen.published.map((event) => JSON.stringify(spanOf(event)))).size).toBe(1);
    },
  );

  it('have those listed among them whom nobody can be told apart from, and the others are told', async () => {
    const [good] = customersOf(1);
    const seen = new OutageRun({ services }, [{ ...good, customer: {} }, good, { ...good, purchase: undefined }]);
    await seen.hear(at('13:00'), alarm('down', '10:00'), alarm('up', '12:00'));
    await seen.drain();
    expect(seen.published).toHaveLength(1);
    expect(seen.unjoined()).toEqual([expect.stringContaining('customer')]);
  });
});

describe('whoever says that a service is down', () => {
  const now = new Date(at('12:00'));
  const secret = 'of-the-sources';

  it('is CloudWatch, as its documentation shows it', () => {
    const event = {
      version: '0',
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      time: '2019-10-02T17:04:40Z',
      resources: ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:ServerCpuTooHigh'],
      detail: {
        alarmName: 'ServerCpuTooHigh',
        previousState: { value: 'OK', timestamp: '2019-10-02T17:03:40.985+0000' },
        state: { value: 'ALARM', reason: 'Threshold Crossed', timestamp: '2019-10-02T17:04:40.985+0000' },
      },
    };
    expect(healthSignalsIn(event)).toMatchObject({
      signals: [{ source: 'cloudwatch', what: 'ServerCpuTooHigh', is: 'down', at: '2019-10-02T17:04:40.985Z' }],
    });
    const unknown = {
      ...event,
      detail: { ...event.detail, state: { ...event.detail.state, value: 'INSUFFICIENT_DATA' } },
    };
    expect(healthSignalsIn(unknown)).toMatchObject({ type: 'unrelated' });
  });

  it('is AWS Health, as its documentation shows it, open and closed', () => {
    const detail = {
      eventArn: 'arn:aws:health:af-south-1::event/ELASTICLOADBALANCING/AWS_ELASTICLOADBALANCING_API_ISSUE/1234',
      service: 'ELASTICLOADBALANCING',
      eventTypeCode: 'AWS_ELASTICLOADBALANCING_API_ISSUE',
      eventTypeCategory: 'issue',
      eventRegion: 'af-south-1',
      statusCode: 'open',
      startTime: 'Thu, 03 Feb 2022 06:01:00 GMT',
    };
    const event = { source: 'aws.health', 'detail-type': 'AWS Health Event', detail };
    expect(healthSignalsIn(event)).toMatchObject({
      signals: [{ what: 'ELASTICLOADBALANCING/af-south-1', is: 'down', at: '2022-02-03T06:01:00.000Z' }],
    });
    const closed = { ...event, detail: { ...detail, statusCode: 'closed', endTime: 'Thu, 03 Feb 2022 08:00:00 GMT' } };
    expect(healthSignalsIn(closed)).toMatchObject({
      signals: [{ is: 'up', at: '2022-02-03T08:00:00.000Z', downSince: '2022-02-03T06:01:00.000Z' }],
    });
    const time = '2022-02-03T09:30:00Z';
    const endless = { ...event, time, detail: { ...detail, statusCode: 'closed' } };
    expect(healthSignalsIn(endless)).toMatchObject({
      signals: [{ is: 'up', at: '2022-02-03T09:30:00.000Z', downSince: '2022-02-03T06:01:00.000Z' }],
    });
    const planned = { ...event, detail: { ...detail, eventTypeCategory: 'scheduledChange' } };
    expect(healthSignalsIn(planned)).toMatchObject({ type: 'unrelated' });
  });

  it('is PagerDuty with its signature, as its documentation shows it, and with the old one beside the new', () => {
    const body = JSON.stringify({
      event: {
        id: '5ac64822-4adc-4fda-ade0-410becf0de4f',
        event_type: 'incident.resolved',
        resource_type: 'incident',
        occurred_at: '2020-10-02T18:45:22.169Z',
        data: {
          id: 'PGR0VU2',
          type: 'incident',
          created_at: '2020-04-09T15:16:27Z',
          title: 'A little bump in the road',
          service: { id: 'PF9KMXH', summary: 'API Service', type: 'service_reference' },
        },
      },
    });
    const request = (signature: string, rawBody = body) => ({
      headers: { 'x-pagerduty-signature': signature },
      query: {},
      rawBody,
      now,
    });
    const rotated = `${pagerSignature(body, 'another')},${pagerSignature(body, secret)}`;
    const received = healthDoor.receive(request(rotated), secret);
    expect(received).toMatchObject({
      type: 'signals',
      signals: [{ what: 'PF9KMXH', sourceId: 'PGR0VU2', is: 'up', downSince: '2020-04-09T15:16:27.000Z' }],
    });
    expect(JSON.stringify(received)).not.toContain('bump');
    expect(healthDoor.receive(request(pagerSignature(body, 'another')), secret)).toMatchObject({
      type: 'invalid-signature',
    });
    expect(healthDoor.receive(request(pagerSignature(body, secret), `${body} `), secret)).toMatchObject({
      type: 'invalid-signature',
    });
  });

  it('is a status page that knows the URL, as its documentation shows it', () => {
    const update = {
      meta: { documentation: 'http://doers.statuspage.io/customer-notifications/webhooks/' },
      page: { id: 'j2mfxwj97wnj', status_indicator: 'major', status_description: 'Partial System Outage' },
      component_update: {
        created_at: '2013-05-29T21:32:28Z',
        new_status: 'operational',
        old_status: 'major_outage',
        id: 'k7730b5v92bv',
        component_id: 'rb5wq1dczvbm',
      },
      component: {
        created_at: '2013-05-29T21:32:28Z',
        id: 'rb5wq1dczvbm',
        name: 'Some Component',
        status: 'operational',
      },
    };
    const send = (body: object, key: string) =>
      healthDoor.receive({ headers: {}, query: { page: key }, rawBody: JSON.stringify(body), now }, secret);
    expect(send(update, statusPageToken(secret))).toMatchObject({
      signals: [{ source: 'statuspage', what: 'rb5wq1dczvbm', is: 'up', at: '2013-05-29T21:32:28.000Z' }],
    });
    expect(send(update, statusPageToken('another'))).toMatchObject({ type: 'invalid-signature' });
    expect(send(update, '')).toMatchObject({ type: 'invalid-signature' });
    const incident = {
      ...{ id: 'lbkhbwn21v5q', status: 'monitoring', impact: 'critical', resolved_at: null },
      ...{ created_at: '2013-05-29T15:08:51-06:00', updated_at: '2013-05-29T16:30:35-06:00' },
    };
    expect(send({ incident }, statusPageToken(secret))).toMatchObject({ type: 'unrelated' });
    const components = [{ id: 'rb5wq1dczvbm', status: 'major_outage' }];
    expect(send({ incident: { ...incident, components } }, statusPageToken(secret))).toMatchObject({
      signals: [{ what: 'rb5wq1dczvbm', is: 'down', at: '2013-05-29T22:30:35.000Z' }],
    });
    expect(
      send({ incident: { ...incident, components, scheduled_for: '2013-05-30T00:00:00Z' } }, statusPageToken(secret)),
    ).toMatchObject({ type: 'unrelated' });
  });
});

it('the bus is asked for mapped alarms and services alone', () => {
  expect(heardEvents({ services })).toEqual([
    {
      source: ['aws.cloudwatch'],
      detailType: ['CloudWatch Alarm State Change'],
      detail: { alarmName: [{ prefix: 'streaming-' }] },
    },
    {
      source: ['aws.health'],
      detailType: ['AWS Health Event'],
      detail: { eventTypeCategory: ['issue'], service: ['ELASTICLOADBALANCING'] },
    },
  ]);
  expect(heardEvents({})).toEqual([]);
});

it.each<[string, object, RegExp]>([
  ['that nothing says is down', { service: 'streaming' }, /nothing that says/],
  ['in capitals', { service: 'Streaming', pagerduty: ['P1'] }, /kebab-case/],
])('a service %s is refused', (_, service, why) => {
  expect(() => detectorOptions(healthDetector, { services: [service] })).toThrow(why);
});
