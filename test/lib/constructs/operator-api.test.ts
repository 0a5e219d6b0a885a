import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { failureTypes as allTypes } from '../../../lib/options/failure-type-problems';
import { withoutFailure } from '../../../lambdas/model/judging/gesture';
import { logging, publishingOutcomes, right, rightsOf, tracing } from '../rights';
import { sealingIn, sealSecretIn } from '../seals';
import {
  account,
  apology,
  arnOf,
  oneFailure,
  operatorApi,
  region,
  resourceOf,
  resourcesOf,
  TeamStack,
  testApp,
} from '../synthesize';

/** Those that systems publish. */
const failureTypes = allTypes.filter((type) => !withoutFailure.includes(type));

const assumedBy = new ServicePrincipal('lambda.amazonaws.com');
const team = new TeamStack();
const care = new Role(team, 'Care', { assumedBy });
team.automation.grantOperate(care, { may: ['look'] });
team.automation.grantOperate(care, { may: ['look'] });
const template = team.template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', operatorApi);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const writing = resourceOf(template, 'AWS::Lambda::Function', apology);
const trail = resourceOf(template, 'AWS::S3::Bucket');
const directory = resourceOf(template, 'AWS::SQS::Queue', 'AmendsSweepFailedRuns');
const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
const bus = resourceOf(template, 'AWS::Events::EventBus');

test('a request has to be signed by somebody of this account', () => {
  expect(resourceOf(template, 'AWS::Lambda::Url', operatorApi).Properties).toEqual({
    AuthType: 'AWS_IAM',
    TargetFunctionArn: arnOf(lambda.id),
  });
  const permissions = Object.keys(resourcesOf(template, 'AWS::Lambda::Permission'));
  expect(permissions.filter((id) => id.startsWith(operatorApi))).toEqual([]);
});

test('a granted role reaches it through its URL, and in no other way', () => {
  expect(rightsOf(template, 'Care')).toEqual([
    {
      actions: ['lambda:InvokeFunctionUrl'],
      resources: [arnOf(lambda.id)],
      condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
    },
    {
      actions: ['lambda:InvokeFunction'],
      resources: [arnOf(lambda.id)],
      condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
    },
  ]);
});

test('nobody invokes it but through its URL, administrators included: a direct event could claim any identity', () => {
  expect(resourceOf(template, 'AWS::Lambda::ResourcePolicy', operatorApi).Properties).toEqual({
    ResourceArn: arnOf(lambda.id),
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OnlyThroughTheUrl',
          Effect: 'Deny',
          Principal: '*',
          Action: 'lambda:InvokeFunction',
          Resource: arnOf(lambda.id),
          Condition: { BoolIfExists: { 'lambda:InvokedViaFunctionUrl': 'false' } },
        },
      ],
    },
  });
});

test('it may write decisions and the audit trail down, never deletes, and reads no secret but the one that seals', () => {
  const rights = rightsOf(template, operatorApi);
  expect(rights.filter(({ actions }) => !actions.some((action) => action.startsWith('sqs:')))).toEqual([
    logging(template, operatorApi),
    right(
      [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        // What a person retries takes from the budgets again.
        'dynamodb:UpdateItem',
      ],
      arnOf(table.id),
    ),
    right(['secretsmanager:GetSecretValue'], sealSecretIn(template)),
    // What waits is read whole for the first page of the console.
    right(['dynamodb:Query', 'dynamodb:Scan'], { 'Fn::Join': ['', [arnOf(table.id), '/index/waiting']] }),
    publishingOutcomes(arnOf(bus.id), 'InformationRequested', 'CreditWithdrawn'),
    // It has the function that writes to customers show what it would write.
    right(['lambda:InvokeFunction'], arnOf(writing.id)),
    right(['s3:GetObject', 's3:PutObject'], { 'Fn::Join': ['', [arnOf(trail.id), '/requests/*']] }),
    {
      actions: ['s3:ListBucket'],
      resources: [arnOf(trail.id)],
      condition: { StringLike: { 's3:prefix': 'requests/*' } },
    },
    tracing,
  ]);
});

test('it handles what lies in the dead-letter queues, sends to the retry queues, and finds both by the tags of one queue', () => {
  const queuesCalled = (name: RegExp) =>
    Object.keys(resourcesOf(template, 'AWS::SQS::Queue')).filter((id) => name.test(id));
  const arnsOf = (ids: readonly string[]): unknown[] => ids.map((id) => arnOf(id)).sort(byText);
  const rights = rightsOf(template, operatorApi).filter(({ actions }) => actions.some((one) => one.startsWith('sqs:')));
  const [deadLetters, retries] = [queuesCalled(/DeadLetterQueue/), queuesCalled(/RetryQueue/)];
  expect(rights.map(({ actions, resources }) => [actions, [...resources].sort(byText)])).toEqual(
    expect.arrayContaining([
      [['sqs:ListQueueTags'], [arnOf(directory.id)]],
      [
        ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        arnsOf(deadLetters),
      ],
      [['sqs:SendMessage'], arnsOf(retries)],
    ]),
  );
  expect(rights).toHaveLength(3);
  const tags = (directory.Properties['Tags'] as { readonly Key: string; readonly Value: unknown }[]).map(
    (tag) => tag.Value,
  );
  expect(tags).toHaveLength(deadLetters.length);
  const named = (id: string): string => JSON.stringify({ 'Fn::GetAtt': [id, 'QueueName'] });
  for (const id of [...deadLetters, ...retries]) {
    expect(tags.filter((value) => JSON.stringify(value).includes(named(id)))).toHaveLength(1);
  }
});

test('gets every setting it reads, and none of the provider', () => {
  expect(lambda.Properties['Environment']).toEqual({
    Variables: {
      LEDGER_TABLE_NAME: { Ref: table.id },
      ...sealingIn(template),
      EVENT_BUS_NAME: { Ref: bus.id },
      AUDIT_BUCKET_NAME: { Ref: trail.id },
      APOLOGY_FUNCTION_NAME: { Ref: writing.id },
      QUEUE_DIRECTORY_URLS: { Ref: directory.id },
      LIMITS: '{}',
      FAILURE_TYPES: failureTypes.join(','),
      SOURCES: expect.stringMatching(/^com\.example\.video,/) as string,
      ASKS_SOURCES: 'true',
      OPERATORS: expect.anything(),
      PARTNERS: '{"credits":"events"}',
      POWERTOOLS_SERVICE_NAME: 'operator-api',
      POWERTOOLS_METRICS_NAMESPACE: 'Amends/Team',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    },
  });
});

test('knows what each role may do, and which give their sessions the name of a person', () => {
  const stack = new TeamStack(() => ({ failures: oneFailure }));
  const roles = ['desk', 'on-call', 'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Desk_01'].map(
    (name) => `arn:aws:iam::${account}:role/${name}`,
  );
  for (const arn of roles) {
    const granted = arn.endsWith('/desk')
      ? ({ may: ['approve', 'look'], bindsSessionName: true } as const)
      : ({ may: ['switch'] } as const);
    stack.automation.grantOperate(Role.fromRoleArn(stack, arn, arn), granted);
  }
  const own = new Role(stack, 'Own', { assumedBy });
  stack.automation.grantOperate(own, { may: ['erase'], bindsSessionName: true });
  // Who grants it twice does not make two people of one.
  stack.automation.grantOperate(own, { may: ['look'] });
  const { id } = resourceOf(stack.template(), 'AWS::IAM::Role', 'Own');
  const { Environment } = resourceOf(stack.template(), 'AWS::Lambda::Function', operatorApi).Properties as {
    readonly Environment: { readonly Variables: { readonly OPERATORS: { readonly 'Fn::Join': [string, unknown[]] } } };
  };
  const [, parts] = Environment.Variables.OPERATORS['Fn::Join'];
  const text = parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part).replaceAll('"', "'")));
  expect(JSON.parse(text.join(''))).toEqual([
    { arn: roles[0], may: ['look', 'approve'], isBound: true },
    { arn: roles[1], may: ['switch'], isBound: false },
    { arn: roles[2], may: ['switch'], isBound: true },
    { arn: JSON.stringify(arnOf(id)).replaceAll('"', "'"), may: ['look', 'erase'], isBound: false },
  ]);
});

test('a role of another stack is granted without that stack needing anything of ours', () => {
  const app = testApp();
  const people = new Stack(app, 'People', { env: { account, region } });
  const other = new TeamStack(undefined, app);
  other.automation.grantOperate(new Role(people, 'Care', { assumedBy }), { may: ['look'] });
  other.template();
  expect(other.dependencies).toEqual([people]);
  expect(people.dependencies).toEqual([]);
});

test('an alarm fires when nobody can decide', () => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsOperatorApiErrors').Properties).toMatchObject({
    Namespace: 'AWS/Lambda',
    MetricName: 'Url5xxCount',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: lambda.id } }],
  });
});

test('a grant of nothing is a mistake', () => {
  expect(() => team.automation.grantOperate(care, { may: [] })).toThrow(
    /may do nothing: grant it some of look, write, report, give, approve/,
  );
});
