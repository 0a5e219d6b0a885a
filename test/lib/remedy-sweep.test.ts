import { logging, publishingOutcomes, readingSecret, right, rightsOf, tracing } from './rights';
import { apology, arnOf, mailNews, remedy, resourceOf, sweep, TeamStack, withEndpoint } from './synthesize';

const stack = new TeamStack();
const template = stack.template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', sweep);
const missed = resourceOf(template, 'AWS::SQS::Queue', sweep);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const bus = resourceOf(template, 'AWS::Events::EventBus');
const runByEvents = [remedy, apology, mailNews];

function queue(start: string, kind: 'Undelivered' | 'Parked'): string {
  return resourceOf(template, 'AWS::SQS::Queue', start + kind).id;
}

/** IAM lists resources in the order of their names. */
function arnsOf(ids: readonly string[]): unknown[] {
  return [...ids].sort().map(arnOf);
}

function variablesOf(of: TeamStack): Record<string, unknown> {
  const { Environment } = resourceOf(of.template(), 'AWS::Lambda::Function', sweep).Properties as {
    Environment: { Variables: Record<string, unknown> };
  };
  return Environment.Variables;
}

test('runs every minute, and is ended before the next run but one', () => {
  expect(resourceOf(template, 'AWS::Scheduler::Schedule', sweep).Properties).toMatchObject({
    ScheduleExpression: 'rate(1 minute)',
    State: 'ENABLED',
    Target: {
      Arn: arnOf(lambda.id),
      RoleArn: arnOf(resourceOf(template, 'AWS::IAM::Role', `${sweep}SchedulerRole`).id),
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: arnOf(missed.id) },
    },
  });
  expect(lambda.Properties['Timeout']).toBe(60);
});

test('a run that failed is not repeated: the next one does its work', () => {
  expect(resourceOf(template, 'AWS::Lambda::EventInvokeConfig', sweep).Properties).toMatchObject({
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: arnOf(missed.id) } },
  });
});

test('the clock may run it, and nothing else', () => {
  expect(rightsOf(template, `${sweep}SchedulerRole`)).toEqual([
    right(['lambda:InvokeFunction'], arnOf(lambda.id)),
    right(['sqs:SendMessage'], arnOf(missed.id)),
  ]);
  expect(resourceOf(template, 'AWS::IAM::Role', `${sweep}SchedulerRole`).Properties).toMatchObject({
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:SourceAccount': '111111111111',
              'aws:SourceArn': 'arn:aws:scheduler:eu-west-1:111111111111:schedule-group/default',
            },
          },
        },
      ],
    },
  });
});

test('it may move what waits, and hand over again what was given up on, and no more', () => {
  const functions = runByEvents.map((start) => resourceOf(template, 'AWS::Lambda::Function', start).id);
  const parked = runByEvents.map((start) => queue(start, 'Parked'));
  const undelivered = runByEvents.map((start) => queue(start, 'Undelivered'));
  expect(rightsOf(template, `${sweep}Role`)).toEqual([
    logging(template, sweep),
    right(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], arnOf(table.id)),
    right(['dynamodb:Query'], { 'Fn::Join': ['', [arnOf(table.id), '/index/waiting']] }),
    publishingOutcomes(arnOf(bus.id)),
    readingSecret('team/stripe'),
    right(['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'], ...arnsOf(undelivered)),
    right(['sqs:SendMessage'], ...arnsOf([...parked, missed.id])),
    right(['lambda:InvokeFunction'], ...arnsOf(functions)),
    tracing,
  ]);
});

test('it knows each function that is run by events, with both of its queues', () => {
  const text = JSON.stringify(variablesOf(stack)['UNDELIVERED_QUEUES']);
  for (const start of runByEvents) {
    const name = resourceOf(template, 'AWS::Lambda::Function', start).id;
    for (const id of [queue(start, 'Undelivered'), queue(start, 'Parked'), name]) expect(text).toContain(id);
  }
});

test('gets every setting it reads', () => {
  expect(variablesOf(stack)).toEqual({
    LEDGER_TABLE_NAME: { Ref: table.id },
    EVENT_BUS_NAME: { Ref: bus.id },
    LIMITS: '{}',
    REFUNDS_PER_SECOND: '20',
    UNDELIVERED_QUEUES: expect.anything(),
    REFUND_PROVIDER: 'stripe',
    STRIPE_SECRET_NAME: 'team/stripe',
    STRIPE_API_URL: 'https://api.stripe.com',
    POWERTOOLS_SERVICE_NAME: 'sweep',
    POWERTOOLS_METRICS_NAMESPACE: 'Amends/Team',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  });
});

test('asks a refund endpoint where one pays, at the rate that was said', () => {
  const variables = variablesOf(new TeamStack((scope) => ({ ...withEndpoint(scope), refundsPerSecond: 3 })));
  expect(variables).toMatchObject({
    REFUND_PROVIDER: 'http',
    REFUND_ENDPOINT_SECRET_NAME: 'team/endpoint',
    REFUND_ENDPOINT_URL: 'https://payments.example.com/amends',
    REFUNDS_PER_SECOND: '3',
  });
  expect(Object.keys(variables).filter((name) => name.startsWith('STRIPE'))).toEqual([]);
});

test('its environment fits into the 4 KB that Lambda gives, with the longest names there are', () => {
  const url = `https://sqs.ap-southeast-1.amazonaws.com/111111111111/${'q'.repeat(80)}`;
  const longest = { queueUrl: url, parkedQueueUrl: url, functionName: 'f'.repeat(64) };
  const { UNDELIVERED_QUEUES: _, ...others } = variablesOf(stack);
  const rest = JSON.stringify({ ...others, LEDGER_TABLE_NAME: 't'.repeat(255), EVENT_BUS_NAME: 'b'.repeat(255) });
  expect(JSON.stringify(Array(8).fill(longest)).length + rest.length).toBeLessThan(4096);
});

test('it is alone, where the account has room to say so', () => {
  const roomy = new TeamStack(() => ({ reservedConcurrency: 5 })).template();
  expect(resourceOf(roomy, 'AWS::Lambda::Function', sweep).Properties['ReservedConcurrentExecutions']).toBe(1);
});

test('its silence is heard after ten minutes', () => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', `${sweep}Stopped`).Properties).toMatchObject({
    MetricName: 'SweepRun',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 300,
    EvaluationPeriods: 2,
    TreatMissingData: 'breaching',
  });
});

test.each([0, -1, NaN, Infinity])('a rate of %p is refused', (refundsPerSecond) => {
  expect(() => new TeamStack(() => ({ refundsPerSecond }))).toThrow(/refundsPerSecond/);
});
