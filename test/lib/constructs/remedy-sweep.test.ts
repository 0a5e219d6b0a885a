import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { EventFunction } from '../../../lib/function/event-function';
import { partnersOf } from '../../../lib/options/partners';
import { RefundProvider } from '../../../lib/options/refund-provider';
import { OverviewStack } from '../../../lib/overview/overview-stack';
import { RemedySweep } from '../../../lib/constructs/remedy-sweep';
import { logging, publishingRequests, readingSecret, right, rightsOf, tellingOwners, tracing } from '../rights';
import { sealingIn, sealSecretIn } from '../seals';
import {
  partnerResponses,
  apology,
  arnOf,
  emailEvent,
  remedy,
  resourceOf,
  resourcesOf,
  sweep,
  TeamStack,
  testApp,
  withEndpoint,
  oneFailure,
} from '../synthesize';

const stack = new TeamStack(() => ({ failures: oneFailure }));
const template = stack.template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', sweep);
const missed = resourceOf(template, 'AWS::SQS::Queue', sweep);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const bus = resourceOf(template, 'AWS::Events::EventBus');
const invokedByEvents = [remedy, apology, emailEvent, partnerResponses];

function queue(start: string, kind: 'RetryQueue' | 'DeadLetterQueue'): string {
  return resourceOf(template, 'AWS::SQS::Queue', start + kind).id;
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

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
      RoleArn: arnOf(resourceOf(template, 'AWS::IAM::Role', 'AmendsScheduler').id),
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: arnOf(missed.id) },
    },
  });
  expect(lambda.Properties['Timeout']).toBe(60);
});

test('a failed run is not retried: the next run does its work', () => {
  expect(resourceOf(template, 'AWS::Lambda::EventInvokeConfig', sweep).Properties).toMatchObject({
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: arnOf(missed.id) } },
  });
});

test('the scheduler may invoke what has a schedule and say what it could not, and nothing else', () => {
  const targets = Object.values(resourcesOf(template, 'AWS::Scheduler::Schedule')).map(
    ({ Properties }) => Properties['Target'] as { Arn: unknown; DeadLetterConfig: { Arn: unknown } },
  );
  expect(targets.map(({ Arn }) => Arn)).toContainEqual(arnOf(lambda.id));
  expect(rightsOf(template, 'AmendsScheduler')).toEqual([
    right(['lambda:InvokeFunction'], ...targets.map(({ Arn }) => Arn).toSorted(byText)),
    right(['sqs:SendMessage'], ...targets.map(({ DeadLetterConfig }) => DeadLetterConfig.Arn).toSorted(byText)),
  ]);
  expect(resourceOf(template, 'AWS::IAM::Role', 'AmendsScheduler').Properties).toMatchObject({
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

test('it may resume what waits and retry failed events, and no more', () => {
  const functions = invokedByEvents.map((start) => resourceOf(template, 'AWS::Lambda::Function', start).id);
  const deadLetterQueues = invokedByEvents.map((start) => queue(start, 'DeadLetterQueue'));
  const retryQueues = invokedByEvents.map((start) => queue(start, 'RetryQueue'));
  expect(rightsOf(template, `${sweep}Role`)).toEqual([
    logging(template, sweep),
    right(
      [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        // What the incident's verdict lets go takes from the budgets again.
        'dynamodb:UpdateItem',
      ],
      arnOf(table.id),
    ),
    right(['dynamodb:Query'], { 'Fn::Join': ['', [arnOf(table.id), '/index/waiting']] }),
    publishingRequests(arnOf(bus.id)),
    tellingOwners(arnOf(bus.id)),
    readingSecret('team/stripe', sealSecretIn(template)),
    right(['sqs:SendMessage'], arnOf(missed.id)),
    tracing,
    right(['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'], ...arnsOf(retryQueues)),
    right(['sqs:SendMessage'], ...arnsOf(deadLetterQueues)),
    right(['lambda:InvokeFunction'], ...arnsOf(functions)),
  ]);
});

/** With what the schedule runs it, where references stand as the ids of what they refer to. */
function inputOf(of: TeamStack): unknown {
  const { Target } = resourceOf(of.template(), 'AWS::Scheduler::Schedule', sweep).Properties as {
    Target: { Input: { 'Fn::Join': [string, unknown[]] } };
  };
  const [separator, parts] = Target.Input['Fn::Join'];
  const texts = parts.map((part) => (typeof part === 'string' ? part : (part as { Ref: string }).Ref));
  return JSON.parse(texts.join(separator));
}

test('its input has each function that is invoked by events, with both of its queues', () => {
  expect(inputOf(stack)).toEqual({
    retryQueues: invokedByEvents.map((start) => ({
      queueUrl: queue(start, 'RetryQueue'),
      deadLetterQueueUrl: queue(start, 'DeadLetterQueue'),
      functionName: resourceOf(template, 'AWS::Lambda::Function', start).id,
    })),
  });
});

test('gets every setting it reads', () => {
  expect(variablesOf(stack)).toEqual({
    LEDGER_TABLE_NAME: { Ref: table.id },
    ...sealingIn(template),
    EVENT_BUS_NAME: { Ref: bus.id },
    LIMITS: '{}',
    PARTNERS: '{"credits":"events"}',
    REFUNDS_PER_SECOND: '20',
    OWNERS: '{"marketing":["VideoPlaybackFailed"]}',
    REFUND_PROVIDER: 'stripe',
    STRIPE_SECRET_NAME: 'team/stripe',
    STRIPE_API_URL: 'https://api.stripe.com',
    POWERTOOLS_SERVICE_NAME: 'sweep',
    POWERTOOLS_METRICS_NAMESPACE: 'Amends/Team',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  });
});

test('asks a refund endpoint where one makes the refunds, at the configured rate', () => {
  const variables = variablesOf(new TeamStack((scope) => ({ ...withEndpoint(scope), refundsPerSecond: 3 })));
  expect(variables).toMatchObject({
    REFUND_PROVIDER: 'http',
    REFUND_ENDPOINT_SECRET_NAME: 'team/endpoint',
    REFUND_ENDPOINT_URL: 'https://payments.example.com/amends',
    REFUNDS_PER_SECOND: '3',
  });
  expect(Object.keys(variables).filter((name) => name.startsWith('STRIPE'))).toEqual([]);
});

describe('with as many functions as it takes', () => {
  /** A sweep over so many functions. */
  function sweepOver(count: number): TeamStack {
    // Its stack may be larger than one may be: what is asked is whether the sweep has room.
    const crowd = new TeamStack(undefined, testApp({ '@aws-cdk/core:stackResourceLimit': 0 }));
    const { automation } = crowd;
    const encryptionKey = new Key(crowd, 'Key');
    const props = { encryptionKey, logRetention: RetentionDays.ONE_DAY, environment: {}, permissions: [] };
    const redriven = Array.from(
      { length: count },
      (_, n) =>
        new EventFunction(crowd, `F${n}`, {
          ...props,
          entry: 'functions/apologise.ts',
          description: 'd',
          serviceName: 's',
        }),
    );
    const apiKey = Secret.fromSecretNameV2(crowd, 'Key2', 'team/stripe');
    const { config: provider } = RefundProvider.stripe({ apiKey, readKey: apiKey });
    new RemedySweep(crowd, 'Crowd', {
      ...props,
      eventBus: automation.eventBus,
      table: automation.table,
      alarms: {
        topic: automation.alarmTopic,
        overview: new OverviewStack(crowd, 'Overview'),
        level: 'essential',
        owners: {},
        runbooks: 'docs/runbooks/',
      },
      limits: '{}',
      owners: '{}',
      provider,
      partners: partnersOf({}, provider),
      refundsPerSecond: 20,
      files: {},
      redriven,
      seals: { publicKeys: '{}', secret: apiKey },
    });
    return crowd;
  }

  test('no policy outgrows what IAM takes, with the longest names there are', () => {
    const crowded = sweepOver(44).template();
    const policies = Object.entries(resourcesOf(crowded, 'AWS::IAM::ManagedPolicy')).filter(([id]) =>
      id.startsWith('Crowd'),
    );
    const sizes = policies.map(([, { Properties }]) => {
      const { Statement } = Properties['PolicyDocument'] as { Statement: { Resource: unknown }[] };
      const longest = `arn:aws-us-gov:sqs:us-gov-west-1:111111111111:${'q'.repeat(80)}`;
      const named = Statement.map((statement) => ({
        ...statement,
        Resource: [statement.Resource].flat().map(() => longest),
      }));
      return JSON.stringify({ Version: '2012-10-17', Statement: named }).length;
    });
    expect(Math.max(...sizes)).toBeGreaterThan(5_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6_144);
  });

  test('one more is refused, and it says what to do', () => {
    expect(() => sweepOver(47)).toThrow(/46 functions.*47.*second RefundAutomation/s);
  });
});

test('it is alone, where the account has room to say so', () => {
  const roomy = new TeamStack(() => ({ reservedConcurrency: 5 })).template();
  expect(resourceOf(roomy, 'AWS::Lambda::Function', sweep).Properties['ReservedConcurrentExecutions']).toBe(1);
});

test('ten minutes without a run fire an alarm, once there was one', () => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', `${sweep}Stopped`).Properties).toMatchObject({
    MetricName: 'SweepRun',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 300,
    EvaluationPeriods: 2,
    TreatMissingData: 'missing',
    InsufficientDataActions: [expect.anything()],
  });
});

test.each([0, -1, NaN, Infinity])('a rate of %p is refused', (refundsPerSecond) => {
  expect(() => new TeamStack(() => ({ refundsPerSecond }))).toThrow(/refundsPerSecond/);
});
