import { logging, readingSecret, right, rightsOf, tracing } from '../rights';
import { arnOf, reconciliation, resourceOf, TeamStack, withEndpoint } from '../synthesize';

const template = new TeamStack().template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', reconciliation);
const missed = resourceOf(template, 'AWS::SQS::Queue', reconciliation);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');

test('runs once a day, with time to read the whole ledger', () => {
  expect(resourceOf(template, 'AWS::Scheduler::Schedule', reconciliation).Properties).toMatchObject({
    ScheduleExpression: 'cron(30 4 * * ? *)',
    ScheduleExpressionTimezone: 'Etc/UTC',
    Target: { Arn: arnOf(lambda.id), DeadLetterConfig: { Arn: arnOf(missed.id) } },
  });
  expect(lambda.Properties).toMatchObject({ Timeout: 900, MemorySize: 1024 });
  expect(resourceOf(template, 'AWS::Lambda::EventInvokeConfig', reconciliation).Properties).toMatchObject({
    MaximumRetryAttempts: 2,
  });
});

test('it may read the ledger, note in it what it finds, and ask the provider with a key that only reads', () => {
  expect(rightsOf(template, `${reconciliation}Role`)).toEqual([
    logging(template, reconciliation),
    right(['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Scan'], arnOf(table.id)),
    readingSecret('team/stripe-read'),
    right(['sqs:SendMessage'], arnOf(missed.id)),
    tracing,
  ]);
});

test.each([
  ['Stripe', undefined, { REFUND_PROVIDER: 'stripe', STRIPE_READ_SECRET_NAME: 'team/stripe-read' }],
  [
    'a refund endpoint',
    withEndpoint,
    { REFUND_PROVIDER: 'http', REFUND_ENDPOINT_READ_SECRET_NAME: 'team/endpoint-read' },
  ],
])('it asks %s', (_, props, settings) => {
  const { Properties } = resourceOf(new TeamStack(props).template(), 'AWS::Lambda::Function', reconciliation);
  expect(Properties['Environment']).toMatchObject({ Variables: settings });
});

test('of a refund endpoint it may read the secret that only reads, and not the one that pays', () => {
  const ofEndpoint = rightsOf(new TeamStack(withEndpoint).template(), `${reconciliation}Role`);
  expect(ofEndpoint).toContainEqual(readingSecret('team/endpoint-read'));
  expect(ofEndpoint).not.toContainEqual(readingSecret('team/endpoint'));
});

test('one finding fires an alarm', () => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsReconciliationFindings').Properties).toMatchObject({
    Namespace: 'Amends/Team',
    MetricName: 'ReconcileFindings',
    Statistic: 'Maximum',
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
  });
});

test('26 hours without a completed run fire an alarm, once there was one', () => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsReconciliationStopped').Properties).toMatchObject({
    Namespace: 'Amends/Team',
    MetricName: 'ReconcileRun',
    Period: 3600,
    EvaluationPeriods: 26,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'missing',
    InsufficientDataActions: [expect.anything()],
  });
});
