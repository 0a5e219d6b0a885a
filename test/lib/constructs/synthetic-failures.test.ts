import { FailureType, RefundProvider } from '../../../lib';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { logging, onlyEvents, readingSecret, rightsOf, tracing, right } from '../rights';
import { arnOf, oneFailure, resourceOf, resourcesOf, secretOf, TeamStack } from '../synthesize';

const synthetic = 'AmendsSyntheticMake';
const syntheticFailure = { mailbox: 'synthetic@example.com' };

const stack = new TeamStack((scope) => ({
  failures: oneFailure,
  provider: RefundProvider.stripe({
    apiKey: secretOf(scope, 'team/stripe'),
    readKey: secretOf(scope, 'team/stripe-read'),
    mode: 'test',
  }),
  syntheticFailure,
}));
const template = stack.template();
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const bus = resourceOf(template, 'AWS::Events::EventBus');

test('a failure is made every hour', () => {
  expect(resourceOf(template, 'AWS::Scheduler::Schedule', synthetic).Properties).toMatchObject({
    ScheduleExpression: 'rate(1 hour)',
    State: 'ENABLED',
  });
  const { Environment } = resourceOf(template, 'AWS::Lambda::Function', synthetic).Properties;
  expect(Environment).toMatchObject({
    Variables: { SYNTHETIC_MAILBOX: 'synthetic@example.com', SYNTHETIC_CURRENCY: 'EUR', STRIPE_MODE: 'test' },
  });
});

test('it may read its own customers, the key of the provider, and publish its own failures: nothing else', () => {
  const failedRuns = resourceOf(template, 'AWS::SQS::Queue', synthetic);
  expect(rightsOf(template, `${synthetic}Role`)).toEqual([
    logging(template, synthetic),
    {
      actions: ['dynamodb:BatchGetItem'],
      resources: [arnOf(table.id)],
      condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CUSTOMER#synthetic-*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    },
    readingSecret('team/stripe'),
    right(['sqs:SendMessage'], arnOf(failedRuns.id)),
    {
      actions: ['events:PutEvents'],
      resources: [arnOf(bus.id)],
      condition: onlyEvents(['amends.synthetic'], ['VideoPlaybackFailed']),
    },
    tracing,
  ]);
});

test('nobody else publishes from its source, which the rule of its failure type takes too', () => {
  const policies = Object.values(resourcesOf(template, 'AWS::Events::EventBusPolicy'));
  const statements = policies.map(({ Properties }) => JSON.stringify(Properties['Statement']));
  const guard = statements.filter((text) => text.includes('StringNotLike') && text.includes('amends.synthetic'));
  expect(guard).toHaveLength(1);
  const role = resourceOf(template, 'AWS::IAM::Role', `${synthetic}Role`).id;
  expect(guard[0]).toContain(role);
  const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule'));
  const sources = rules.map(({ Properties }) => (Properties['EventPattern'] as { source: string[] }).source);
  expect(sources).toContainEqual(['com.example.video', 'amends.synthetic']);
});

test('its alarm rings after two hours out of three, and where nothing is looked at any more', () => {
  const [alarm] = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')).filter(({ Properties }) =>
    String(Properties['AlarmName']).endsWith('/Synthetic/Missed'),
  );
  expect(alarm?.Properties).toMatchObject({
    MetricName: 'SyntheticArrived',
    Statistic: 'Maximum',
    Period: 3600,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    TreatMissingData: 'missing',
  });
  expect(alarm?.Properties['InsufficientDataActions']).toEqual(alarm?.Properties['AlarmActions']);
  expect(alarm?.Properties['AlarmDescription']).toContain('docs/runbooks/synthetic.md');
});

test('who publishes the failure type names no source, as before', () => {
  const before = new TeamStack((scope) => ({
    failures: oneFailure,
    provider: RefundProvider.stripe({
      apiKey: secretOf(scope, 'team/stripe'),
      readKey: secretOf(scope, 'team/stripe-read'),
      mode: 'test',
    }),
    syntheticFailure,
  }));
  expect(() =>
    before.automation.grantPublish(before.automation.sweep.function.role, 'VideoPlaybackFailed'),
  ).not.toThrow();
});

test.each([
  ['live', 'live' as const],
  ['unknown', undefined],
])('a stage whose mode is %s is refused: a refund every hour would be real money', (_, mode) => {
  expect(
    () =>
      new TeamStack((scope) => ({
        failures: oneFailure,
        provider: RefundProvider.stripe({
          apiKey: secretOf(scope, 'team/stripe'),
          readKey: secretOf(scope, 'team/stripe-read'),
          mode,
        }),
        syntheticFailure,
      })),
  ).toThrow(/stage beside it/);
});

test('a stage that does not handle the failure is refused', () => {
  expect(
    () =>
      new TeamStack((scope) => ({
        failures: [FailureType.of(parcelLost)],
        provider: RefundProvider.stripe({
          apiKey: secretOf(scope, 'team/stripe'),
          readKey: secretOf(scope, 'team/stripe-read'),
          mode: 'test',
        }),
        syntheticFailure,
      })),
  ).toThrow(/VideoPlaybackFailed/);
});

test('without the option there is nothing of it', () => {
  expect(JSON.stringify(new TeamStack(() => ({ failures: oneFailure })).template())).not.toMatch(/synthetic/i);
});
