import type { Template } from 'aws-cdk-lib/assertions';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { HttpWebhook } from '../../../lambdas/fulfilment/http/http-webhook';
import { webhookHandler } from '../../../lambdas/runtime/handlers/webhook-handler';
import { TelemetryObserver } from '../../../lambdas/runtime/telemetry/telemetry-observer';
import { oneFailure, operatorApi, resourceOf, TeamStack, webhook, withWebhook } from '../synthesize';

const template = new TeamStack((scope) => ({ ...withWebhook(scope), failures: oneFailure })).template();

interface AlarmProperties {
  readonly MetricName: string;
  readonly Namespace: string;
  readonly Threshold: number;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
}

const alarmOf = (id: string): AlarmProperties =>
  resourceOf(template, 'AWS::CloudWatch::Alarm', `AmendsWebhookAlarms${id}`).Properties as unknown as AlarmProperties;

/** Whether an alarm rings where requests come in these hours, by CloudWatch's rule: M out of N periods breach. */
function rings(id: string, counts: ReadonlyMap<string, readonly number[]>): boolean {
  const { MetricName, Threshold, EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = alarmOf(id);
  const periods = (counts.get(MetricName) ?? []).slice(-EvaluationPeriods);
  return periods.filter((sum) => sum > Threshold).length >= DatapointsToAlarm;
}

/** What the function counts while it answers these requests. */
async function countedBy(requests: readonly Partial<APIGatewayProxyEventV2>[]): Promise<ReadonlyMap<string, number>> {
  const metrics = new Metrics({ namespace: 'Test' });
  const counted = new Map<string, number>();
  jest.spyOn(metrics, 'addMetric').mockImplementation((name, _unit, count) => {
    counted.set(name, (counted.get(name) ?? 0) + count);
    return metrics;
  });
  const observer = new TelemetryObserver(new Logger({ logLevel: 'SILENT' }), metrics, metrics);
  const key = { read: () => Promise.resolve('secret'), forget: () => undefined };
  const keep = () => Promise.reject(new Error('nothing here is to be kept'));
  const ports = {
    verifier: new HttpWebhook(key),
    received: { keep },
    observer,
    clock: () => new Date(nowSeconds * 1_000),
  };
  const tools = { observer: () => observer, middleware: { before: () => undefined } };
  const handle = webhookHandler(() => ports, tools);
  for (const request of requests) {
    const call = { headers: {}, body: '{}', requestContext: { http: { method: 'POST' } }, ...request };
    await handle(call as APIGatewayProxyEventV2, {} as Context);
  }
  return counted;
}

const unsigned = { headers: {} };
const nowSeconds = 1_795_207_500;
const forged = { headers: { 'amends-signature': 'v1=00', 'amends-timestamp': String(nowSeconds) } };

/** The same requests in each of these periods, and none in the others. */
async function inPeriods(request: object, perPeriod: readonly number[]): Promise<ReadonlyMap<string, number[]>> {
  const periods = await Promise.all(perPeriod.map((count) => countedBy(Array.from({ length: count }, () => request))));
  return new Map(
    ['WebhookRefused', 'WebhookMismatched'].map((name) => [name, periods.map((each) => each.get(name) ?? 0)]),
  );
}

it.each([
  ['one unsigned request', unsigned],
  ['one request with a wrong signature', forged],
  ['one request of a browser', { requestContext: { http: { method: 'GET' } } }],
  ['one body that is too long', { body: 'x'.repeat(300_000) }],
])('%s is counted, and rings nothing', async (_, request) => {
  const counts = await inPeriods(request, [1]);
  expect(counts.get('WebhookRefused')).toEqual([1]);
  expect(rings('Wave', counts)).toBe(false);
  expect(rings('Refused', counts)).toBe(false);
});

it('a wave of them rings within a quarter of an hour, whatever they are', async () => {
  expect(alarmOf('Wave')).toMatchObject({ Namespace: 'Amends/Team', Period: 900, EvaluationPeriods: 1 });
  for (const request of [unsigned, forged]) expect(rings('Wave', await inPeriods(request, [31]))).toBe(true);
  expect(rings('Wave', await inPeriods(unsigned, [30]))).toBe(false);
});

it('a provider whose secret is not ours rings, however little it sends: it sends again for days', async () => {
  expect(alarmOf('Refused')).toMatchObject({ Period: 3600, EvaluationPeriods: 12, DatapointsToAlarm: 3 });
  const again = [1, 0, 1, 0, 0, 0, 0, 1];
  expect(rings('Refused', await inPeriods(forged, again))).toBe(true);
  expect(rings('Refused', await inPeriods(unsigned, again))).toBe(false);
  expect(rings('Refused', await inPeriods(forged, [5, 0, 5]))).toBe(false);
});

it('what was received and waits for too long rings, and so does what waits for a person', () => {
  const shared = (id: string): string =>
    JSON.stringify(resourceOf(template, 'AWS::CloudWatch::Alarm', `AmendsAlarms${id}`).Properties);
  const queueId = (start: string): string => resourceOf(template, 'AWS::SQS::Queue', start).id;
  expect(shared('MailsQueued')).toContain(queueId('AmendsWebhookQueue'));
  expect(shared('MailsRetried')).toContain(queueId('AmendsWebhookApplyRetryQueue'));
  expect(shared('MailsDeadLetters')).toContain(queueId('AmendsWebhookApplyDeadLetterQueue'));
});

describe('a flood of requests', () => {
  const reservedOf = (made: Template, start: string): unknown =>
    resourceOf(made, 'AWS::Lambda::Function', start).Properties['ReservedConcurrentExecutions'];
  const teamWith = (props: object): Template =>
    new TeamStack((scope) => ({ ...withWebhook(scope), failures: oneFailure, ...props })).template();

  it('takes no more than its share, and leaves operators their room, where that is said', () => {
    const made = teamWith({ publicConcurrency: 5, operatorConcurrency: 2 });
    expect([webhook, operatorApi].map((start) => reservedOf(made, start))).toEqual([5, 2]);
  });

  it('has the same bound as the other functions, where only that is said', () => {
    const made = teamWith({ reservedConcurrency: 7 });
    expect([webhook, operatorApi].map((start) => reservedOf(made, start))).toEqual([7, 7]);
  });

  it('is bounded by the account alone, where nothing is said: a new account can reserve nothing', () => {
    expect([webhook, operatorApi].map((start) => reservedOf(template, start))).toEqual([undefined, undefined]);
  });

  it.each([0, 2.5, -1])('a concurrency of %d would close the URL for everybody, and is refused', (value) => {
    expect(() => teamWith({ publicConcurrency: value })).toThrow(/publicConcurrency is a whole number from 1/);
    expect(() => teamWith({ operatorConcurrency: value })).toThrow(/operatorConcurrency is a whole number from 1/);
  });
});
