import { logging, publishingRequests, readingSecret, right, rightsOf, tracing } from '../rights';
import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { FailureType, Partner, RefundProvider } from '../../../lib';
import { sealingIn, sealSecretIn } from '../seals';
import { arnOf, remedy, resourceOf, secretOf, TeamStack, withEndpoint } from '../synthesize';

const stack = new TeamStack((scope) => ({
  provider: RefundProvider.stripe({
    apiKey: secretOf(scope, 'team/stripe'),
    readKey: secretOf(scope, 'team/stripe-read'),
    apiUrl: 'http://127.0.0.1:4515',
  }),
  reservedConcurrency: 5,
  limits: { perRemedy: { EUR: 700 } },
}));
const template = stack.template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', remedy);
const retryQueue = resourceOf(template, 'AWS::SQS::Queue', `${remedy}RetryQueue`);
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
    expect(Object.keys(rule.Properties['EventPattern'] as object)).toEqual(['source', 'detail-type', 'replay-name']);
  });

  test('retries for a day, and then sends the event to the retry queue', () => {
    expect(rule.Properties['Targets']).toEqual([
      {
        Id: expect.any(String),
        Arn: arnOf(lambda.id),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: arnOf(retryQueue.id) },
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
  test('retries are configured, and failed events go to the retry queue', () => {
    const config = resourceOf(template, 'AWS::Lambda::EventInvokeConfig', remedy);
    expect(config.Properties).toMatchObject({
      FunctionName: { Ref: lambda.id },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: arnOf(retryQueue.id) } },
    });
  });

  test('gets every setting it reads', () => {
    expect(lambda.Properties['Environment']).toEqual({
      Variables: {
        LEDGER_TABLE_NAME: { Ref: table.id },
        ...sealingIn(template),
        EVENT_BUS_NAME: { Ref: bus.id },
        LIMITS: '{"perRemedy":{"EUR":700}}',
        POLICY: '{}',
        PARTNERS: '{"credits":"events"}',
        REFUND_PROVIDER: 'stripe',
        STRIPE_SECRET_NAME: 'team/stripe',
        STRIPE_API_URL: 'http://127.0.0.1:4515',
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

test('a refund endpoint is called where one pays', () => {
  const endpoint = new TeamStack(withEndpoint).template();
  expect(resourceOf(endpoint, 'AWS::Lambda::Function', remedy).Properties['Environment']).toEqual({
    Variables: {
      LEDGER_TABLE_NAME: expect.anything(),
      ...sealingIn(endpoint),
      EVENT_BUS_NAME: expect.anything(),
      LIMITS: '{}',
      POLICY: '{}',
      PARTNERS: '{"credits":"events"}',
      REFUND_PROVIDER: 'http',
      REFUND_ENDPOINT_SECRET_NAME: 'team/endpoint',
      REFUND_ENDPOINT_URL: 'https://payments.example.com/amends',
      POWERTOOLS_SERVICE_NAME: 'video-playback-failed',
      POWERTOOLS_METRICS_NAMESPACE: 'Amends/Team',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    },
  });
  expect(rightsOf(endpoint, remedy)).toContainEqual(readingSecret('team/endpoint', sealSecretIn(endpoint)));
});

describe('the function of a failure type that moves no money', () => {
  const complaints = 'AmendsComplaintRaisedRemedy';
  const listening = [FailureType.of(complaintRaised)];
  const paysNobody = new TeamStack(() => ({ failures: listening })).template();

  test('can read no secret of the provider, and knows none by name', () => {
    const reading = rightsOf(paysNobody, complaints).filter(({ actions }) =>
      actions.includes('secretsmanager:GetSecretValue'),
    );
    expect(reading).toMatchObject([{ resources: [sealSecretIn(paysNobody)] }]);
    const { Properties } = resourceOf(paysNobody, 'AWS::Lambda::Function', complaints);
    expect(Properties['Environment']).toMatchObject({ Variables: { REFUND_PROVIDER: 'none' } });
    expect(JSON.stringify(Properties['Environment'])).not.toContain('team/stripe');
  });

  test('has the key where its goodwill credits are booked with it', () => {
    const credits = new TeamStack(() => ({ failures: listening, credits: Partner.stripeBalance() })).template();
    expect(rightsOf(credits, complaints)).toContainEqual(readingSecret('team/stripe', sealSecretIn(credits)));
  });
});

test.each(['RetryQueue', 'DeadLetterQueue'])('the queue %s keeps what is owed for two weeks, encrypted', (kind) => {
  expect(resourceOf(template, 'AWS::SQS::Queue', remedy + kind)).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
  });
  const policy = resourceOf(template, 'AWS::SQS::QueuePolicy', remedy + kind);
  expect(policy.Properties['PolicyDocument']).toMatchObject({
    Statement: expect.arrayContaining([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ]),
  });
});

test('a message stays hidden for longer than a sweep may run', () => {
  const { Properties } = resourceOf(template, 'AWS::SQS::Queue', `${remedy}RetryQueue`);
  expect(Properties['VisibilityTimeout']).toBe(120);
});

test('it may read and write the ledger, publish outcomes, read the key that pays and the one that seals, and no more', () => {
  expect(rightsOf(template, remedy)).toEqual([
    logging(template, remedy),
    right(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arnOf(table.id)),
    publishingRequests(arnOf(bus.id)),
    readingSecret('team/stripe', sealSecretIn(template)),
    right(['sqs:SendMessage'], arnOf(retryQueue.id)),
    tracing,
  ]);
});
