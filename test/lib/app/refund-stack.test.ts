import type { Template } from 'aws-cdk-lib/assertions';
import { catalog as all } from '../../../lambdas/failures/catalog';
import { withoutFailure } from '../../../lambdas/model/judging/gesture';
import { LedgerStack } from '../../../lib/app/ledger-stack';
import { RefundStack } from '../../../lib/app/refund-stack';
import { localStage } from '../../../lib/app/local-stage';
import { checkedStage } from '../../../lib/app/stage-config';
import { administrator, DeployedBus } from '../deployed-bus';
import { rightsOf } from '../rights';
import { apology, remedy, resourceOf, resourcesOf, sweep, testApp, webhook } from '../synthesize';
import { wholeTemplate } from '../whole-template';

/** What systems publish. */
const catalog = all.filter(({ type }) => !withoutFailure.includes(type));

function templateOf(settings: Readonly<Record<string, unknown>> = {}): Template {
  const app = testApp();
  const config = checkedStage({ ...localStage, detectors: undefined, channels: undefined, ...settings }, 'This stage');
  const { ledger, audit } = new LedgerStack(app, 'Ledger', config);
  return wholeTemplate(new RefundStack(app, 'Refunds', { config, ledger, audit }));
}

const template = templateOf();

test('its outputs say what to do after the deployment', () => {
  const outputs = template.findOutputs('*') as Record<string, { Value: unknown; Description: string }>;
  expect(Object.keys(outputs)).toEqual([
    'EventBusName',
    'EventBusArn',
    'EventBusStatementPrefix',
    'AlarmTopicArn',
    'OperatorApiUrl',
    'SealPublicKeys',
    ...[...catalog.map(({ type }) => type), 'Apologies', 'EmailEvents', 'PartnerResponses', 'Webhook'].flatMap(
      (name) => [`${name}RetryQueueUrl`, `${name}DeadLetterQueueUrl`],
    ),
    'NextStep',
    'ReadKeyNextStep',
    'WebhookUrl',
    'WebhookNextStep',
  ]);
  const create = (name: string) => [
    'aws secretsmanager create-secret --region ',
    { Ref: 'AWS::Region' },
    ` --name ${name} --secret-string file://key.txt`,
  ];
  expect(outputs['NextStep']?.Value).toEqual({ 'Fn::Join': ['', create('amends/local/stripe')] });
  expect(outputs['ReadKeyNextStep']?.Value).toEqual({ 'Fn::Join': ['', create('amends/local/stripe-read')] });
  expect(outputs['WebhookNextStep']?.Value).toEqual({ 'Fn::Join': ['', create('amends/local/stripe-webhook')] });
});

test('is told of no cost unless it says what a month may cost', () => {
  expect(resourcesOf(template, 'AWS::Budgets::Budget')).toEqual({});
});

test('makes nothing up: the secret is the deployer’s', () => {
  expect(resourcesOf(template, 'AWS::SecretsManager::Secret')).toEqual({});
});

test('keeps nothing that must not be lost: the ledger is another stack, which it holds fast', () => {
  expect(resourcesOf(template, 'AWS::DynamoDB::GlobalTable')).toEqual({});
  expect(resourcesOf(template, 'AWS::SES::EmailIdentity')).toEqual({});
  for (const start of [remedy, apology]) {
    const { Properties } = resourceOf(template, 'AWS::Lambda::Function', start);
    expect(Properties['Environment']).toMatchObject({
      Variables: { LEDGER_TABLE_NAME: { 'Fn::ImportValue': expect.stringMatching(/^Ledger:/) } },
    });
  }
});

test('can be shown by CloudFormation, which forgets letters outside ASCII', () => {
  expect(JSON.stringify(template.toJSON()).match(/.{0,60}[^\x20-\x7e].{0,20}/g)).toBeNull();
});

describe('with a refund endpoint', () => {
  const endpoint = templateOf({ refundEndpoint: 'https://payments.example.com/amends' });

  test('it pays, and Stripe has no part in it', () => {
    const { Variables } = resourceOf(endpoint, 'AWS::Lambda::Function', remedy).Properties['Environment'] as {
      Variables: Record<string, unknown>;
    };
    expect(Variables).toMatchObject({
      REFUND_PROVIDER: 'http',
      REFUND_ENDPOINT_URL: 'https://payments.example.com/amends',
      REFUND_ENDPOINT_SECRET_NAME: 'amends/local/refund-endpoint',
    });
    expect(JSON.stringify(endpoint.toJSON())).not.toContain('amends/local/stripe');
  });

  test('the next steps are its own', () => {
    const outputs = endpoint.findOutputs('*') as Record<string, { Value: unknown }>;
    expect(JSON.stringify(outputs['NextStep']?.Value)).toContain('amends/local/refund-endpoint ');
    expect(JSON.stringify(outputs['ReadKeyNextStep']?.Value)).toContain('amends/local/refund-endpoint-read ');
    expect(outputs['WebhookUrl']).toBeDefined();
    expect(JSON.stringify(outputs['WebhookNextStep']?.Value)).toContain('amends/local/refund-endpoint-webhook ');
  });
});

describe('in an account with rules of its own', () => {
  const strict = templateOf({
    account: '111111111111',
    region: 'eu-west-1',
    webhook: false,
    encryptionKey: 'arn:aws:kms:eu-west-1:111111111111:key/1234',
    permissionsBoundary: 'arn:aws:iam::111111111111:policy/Bounds',
    logGroupPrefix: '/films/amends',
    costBudgetUsd: 75,
    costBudgetEmails: ['cfo@films.test'],
    costBudgetOf: 'account',
  });

  test('of which it has all, its whole cost has a budget', () => {
    expect(resourceOf(strict, 'AWS::Budgets::Budget').Properties['Budget']).not.toHaveProperty('CostFilters');
    expect(Object.keys(strict.findOutputs('*'))).not.toContain('CostBudgetNextStep');
  });

  test('the secret is created in its region, whatever region the profile of whoever types has', () => {
    const outputs = strict.findOutputs('*') as Record<string, { Value: unknown }>;
    expect(outputs['NextStep']?.Value).toContain('create-secret --region eu-west-1 --name amends/local/stripe ');
  });

  test('every role is bounded', () => {
    const roles = Object.values(resourcesOf(strict, 'AWS::IAM::Role'));
    expect(roles.length).toBeGreaterThan(10);
    expect([...new Set(roles.map(({ Properties }) => Properties['PermissionsBoundary']))]).toEqual([
      'arn:aws:iam::111111111111:policy/Bounds',
    ]);
  });

  test('every log has a name below the prefix, and the key that was given', () => {
    const logs = Object.values(resourcesOf(strict, 'AWS::Logs::LogGroup')).map(({ Properties }) => Properties);
    const names = logs.map(({ LogGroupName }) => String(LogGroupName));
    expect(names).toContain('/films/amends/Refunds/Amends/VideoPlaybackFailed/Remedy');
    expect(new Set(names).size).toBe(logs.length);
    expect(names.filter((name) => !name.startsWith('/films/amends/'))).toEqual([]);
    expect([...new Set(logs.map(({ KmsKeyId }) => KmsKeyId))]).toEqual(['arn:aws:kms:eu-west-1:111111111111:key/1234']);
    expect(resourcesOf(strict, 'AWS::KMS::Key')).toEqual({});
  });

  test('nothing can be reached from outside without AWS credentials', () => {
    const urls = Object.values(resourcesOf(strict, 'AWS::Lambda::Url'));
    expect(urls.map(({ Properties }) => Properties['AuthType'])).toEqual(['AWS_IAM']);
    expect(JSON.stringify(resourcesOf(strict, 'AWS::Lambda::Permission'))).not.toContain('"Principal":"*"');
    expect(Object.keys(strict.findOutputs('*'))).not.toContain('WebhookUrl');
  });
});

test('in a stage that names its account, roles of that account are given policies, and others are not', () => {
  const ours = 'arn:aws:iam::111111111111:role/apps/player';
  const theirs = 'arn:aws:iam::222222222222:role/player';
  const named = templateOf({
    account: '111111111111',
    region: 'eu-west-1',
    publishers: [ours, theirs].map((role) => ({ role, failures: ['VideoPlaybackFailed'] })),
    operators: [ours, theirs].map((role) => ({ role, may: ['look'] })),
  });
  const grants = Object.entries(resourcesOf(named, 'AWS::IAM::ManagedPolicy')).filter(([id]) =>
    /^Amends(Publishers|OperatorApi(?!Serve|AuditTrail))/.test(id),
  );
  expect(grants.map(([, { Properties }]) => Properties['Roles'])).toEqual([['player'], ['player']]);
  const video = { source: 'com.example.video', type: 'VideoPlaybackFailed' };
  const putEvents = { Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' };
  expect(new DeployedBus(named).takes(ours, [video])).toBe(true);
  expect(new DeployedBus(named).takes(theirs, [video], putEvents)).toBe(true);
});

describe('settings', () => {
  const roles = ['arn:aws:iam::111111111111:role/apps/player', 'arn:aws:iam::111111111111:role/tv'];
  const described = templateOf({
    stage: 'prod',
    sender: 'care@films.test',
    senderName: 'Films Ltd',
    replyTo: 'help@films.test',
    signatory: 'Zoe Park',
    signatoryRole: 'Managing Director',
    senderIdentity: 'films.test',
    stripeSecretName: 'payments/stripe',
    stripeUrl: 'http://127.0.0.1:4515',
    webhookSecretName: 'payments/stripe-webhook',
    account: undefined,
    limits: { perRemedy: { GBP: 900 } },
    firstMode: 'shadow',
    refundsPerSecond: 7,
    operators: 'look+approve=arn:aws:iam::111111111111:role/care, switch=arn:aws:iam::111111111111:role/on-call',
    alarmEmail: 'on-call@films.test',
    alarmOwners: { operations: 'platform team' },
    runbooks: 'https://wiki.films.test/amends/',
    costBudgetUsd: '75',
    sources: { VideoPlaybackFailed: { 'com.films.player': { evidence: 'detected', expectedEveryHours: 24 } } },
    publishers: roles.map((role) => ({ role, failures: ['VideoPlaybackFailed'] })),
  });

  test('name who says sorry, and who pays', () => {
    expect(resourceOf(described, 'AWS::Lambda::Function', apology).Properties['Environment']).toMatchObject({
      Variables: {
        SENDER_EMAIL: 'care@films.test',
        SENDER_NAME: 'Films Ltd',
        REPLY_TO_EMAIL: 'help@films.test',
        SIGNATORY_NAME: 'Zoe Park',
        SIGNATORY_ROLE: 'Managing Director',
      },
    });
    expect(resourceOf(described, 'AWS::Lambda::Function', remedy).Properties['Environment']).toMatchObject({
      Variables: {
        STRIPE_SECRET_NAME: 'payments/stripe',
        STRIPE_API_URL: 'http://127.0.0.1:4515',
        LIMITS: '{"perRemedy":{"GBP":900}}',
      },
    });
    expect(resourceOf(described, 'AWS::Lambda::Function', webhook).Properties['Environment']).toMatchObject({
      Variables: { STRIPE_WEBHOOK_SECRET_NAME: 'payments/stripe-webhook' },
    });
    expect(resourceOf(described, 'AWS::Lambda::Function', sweep).Properties['Environment']).toMatchObject({
      Variables: { REFUNDS_PER_SECOND: '7' },
    });
    expect(JSON.stringify(rightsOf(described, apology))).toContain(':identity/films.test');
  });

  test('have those told who get the alarms when a month costs too much, by the tag of the stage', () => {
    const { Budget, NotificationsWithSubscribers: addresses } = resourceOf(
      described,
      'AWS::Budgets::Budget',
    ).Properties;
    expect(Budget).toMatchObject({
      BudgetLimit: { Amount: 75, Unit: 'USD' },
      CostFilters: { TagKeyValue: ['user:amends-stage$prod'] },
    });
    expect(JSON.stringify(addresses)).toContain('on-call@films.test');
    expect(described.findOutputs('CostBudgetNextStep')['CostBudgetNextStep']).toMatchObject({
      Value: expect.stringContaining('TagKey=amends-stage,Status=Active'),
    });
  });

  test('say in which mode all functions begin that go by it', () => {
    const variables = Object.values(resourcesOf(described, 'AWS::Lambda::Function')).map(
      ({ Properties }) => (Properties['Environment'] as { Variables?: Record<string, string> } | undefined)?.Variables,
    );
    const services = variables.flatMap((settings) =>
      settings?.['FIRST_MODE'] === 'shadow' ? [settings['POWERTOOLS_SERVICE_NAME']] : [],
    );
    expect(services).toHaveLength(catalog.length + 2);
    expect(services).toEqual(expect.arrayContaining(['video-playback-failed', 'sweep', 'operator-api']));
  });

  test('name where failures come from, and who publishes them', () => {
    expect(resourceOf(described, 'AWS::Events::Rule', 'AmendsVideo').Properties['EventPattern']).toMatchObject({
      source: ['com.films.player'],
    });
    // Nothing says yet which account the stage is deployed to. So the bus allows it, whichever account they are of.
    const bus = new DeployedBus(described);
    for (const role of roles) {
      expect(bus.takes(role, [{ source: 'com.films.player', type: 'VideoPlaybackFailed' }])).toBe(true);
      expect(bus.takes(role, [{ source: 'com.example.shop', type: 'ParcelLost' }], administrator)).toBe(false);
    }
  });

  test('name who decides', () => {
    const { PolicyDocument: document } = resourceOf(described, 'AWS::Lambda::ResourcePolicy').Properties as {
      readonly PolicyDocument: { readonly Statement: readonly Readonly<Record<string, unknown>>[] };
    };
    const callers = document.Statement.filter(({ Action }) => Action === 'lambda:InvokeFunctionUrl');
    expect(callers.map(({ Principal }) => Principal)).toEqual([
      { AWS: ['arn:aws:iam::111111111111:role/care', 'arn:aws:iam::111111111111:role/on-call'] },
    ]);
  });

  test('name whose alarms are, and where the runbooks are read', () => {
    const alarm = resourceOf(described, 'AWS::CloudWatch::Alarm', 'AmendsSweepStopped').Properties;
    expect(alarm['AlarmDescription']).toMatch(
      /\nRunbook: https:\/\/wiki\.films\.test\/amends\/stuck\.md\nOwner: platform team$/,
    );
  });

  test('say how often something is expected of a source, and silence rings', () => {
    const alarms = Object.values(resourcesOf(described, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
    expect(alarms.filter(({ MetricName }) => MetricName === 'MatchedEvents')).toEqual([
      expect.objectContaining({ EvaluationPeriods: 24 }),
    ]);
  });

  test('name who gets an email about alarms', () => {
    expect(resourceOf(described, 'AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'on-call@films.test',
    });
  });
});
