import { rightsOf } from './rights';
import { arnOf, remedy, resourceOf, TeamStack } from './synthesize';

const stack = new TeamStack(() => ({ stripeApiUrl: 'https://stripe.test', reservedConcurrency: 5 }));
const template = stack.template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', remedy);
const undelivered = resourceOf(template, 'AWS::SQS::Queue', remedy);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const bus = resourceOf(template, 'AWS::Events::EventBus');

describe('the rule', () => {
  const rule = resourceOf(template, 'AWS::Events::Rule', 'AmendsVideoPlaybackFailed');

  test('takes exactly the failure type, from exactly its source, from the bus', () => {
    expect(rule.Properties).toMatchObject({
      EventBusName: { Ref: bus.id },
      EventPattern: { source: ['com.example.video'], 'detail-type': ['VideoPlaybackFailed'] },
      State: 'ENABLED',
    });
    expect(Object.keys(rule.Properties['EventPattern'] as object)).toEqual(['source', 'detail-type']);
  });

  test('tries for a day, and then lays the event down in the last queue', () => {
    expect(rule.Properties['Targets']).toEqual([
      {
        Id: expect.any(String),
        Arn: arnOf(lambda.id),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: arnOf(undelivered.id) },
      },
    ]);
  });

  test('may run the function, and nothing else may', () => {
    const permission = resourceOf(template, 'AWS::Lambda::Permission', 'AmendsVideoPlaybackFailed');
    expect(permission.Properties).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf(lambda.id),
      Principal: 'events.amazonaws.com',
      SourceArn: arnOf(rule.id),
    });
  });
});

describe('the function', () => {
  test('retries and keeping are written out, and what it gives up on goes to the last queue', () => {
    const config = resourceOf(template, 'AWS::Lambda::EventInvokeConfig', remedy);
    expect(config.Properties).toMatchObject({
      FunctionName: { Ref: lambda.id },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: arnOf(undelivered.id) } },
    });
  });

  test('gets every setting it reads', () => {
    expect(lambda.Properties['Environment']).toEqual({
      Variables: {
        LEDGER_TABLE_NAME: { Ref: table.id },
        EVENT_BUS_NAME: { Ref: bus.id },
        STRIPE_SECRET_NAME: 'team/stripe',
        STRIPE_API_URL: 'https://stripe.test',
        POWERTOOLS_SERVICE_NAME: 'video-playback-failed',
        POWERTOOLS_METRICS_NAMESPACE: 'Amends/Team',
        POWERTOOLS_LOG_LEVEL: 'INFO',
      },
    });
  });

  test('runs where it was measured, with time for a slow provider', () => {
    expect(lambda.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: 30,
      TracingConfig: { Mode: 'Active' },
      ReservedConcurrentExecutions: 5,
    });
  });

  test('its log ends some day, and is encrypted', () => {
    const log = resourceOf(template, 'AWS::Logs::LogGroup', remedy);
    const key = resourceOf(template, 'AWS::KMS::Key');
    expect(lambda.Properties['LoggingConfig']).toEqual({ LogGroup: { Ref: log.id } });
    expect(log.Properties).toMatchObject({ RetentionInDays: 90, KmsKeyId: arnOf(key.id) });
  });
});

test('the last queue keeps what is owed for two weeks, encrypted, and outlives its stack', () => {
  expect(undelivered).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
  });
  const policy = resourceOf(template, 'AWS::SQS::QueuePolicy', remedy);
  expect(policy.Properties['PolicyDocument']).toMatchObject({
    Statement: expect.arrayContaining([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ]),
  });
});

test('it may read and write the ledger, publish outcomes, read the one secret, and no more', () => {
  const secretArn = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:team/stripe-??????';
  expect(rightsOf(template, remedy)).toEqual([
    {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [arnOf(resourceOf(template, 'AWS::Logs::LogGroup', remedy).id)],
    },
    { actions: ['sqs:SendMessage'], resources: [arnOf(undelivered.id)] },
    { actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], resources: [arnOf(table.id)] },
    {
      actions: ['events:PutEvents'],
      resources: [arnOf(bus.id)],
      condition: {
        StringEquals: {
          'events:source': 'amends',
          'events:detail-type': [
            'RemedyIssued',
            'RemedyPending',
            'RemedyDeclined',
            'RemedyUnknown',
            'RemedyHeld',
            'RemedyNotOwed',
          ],
        },
      },
    },
    { actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] },
    { actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] },
  ]);
});
