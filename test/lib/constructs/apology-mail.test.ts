import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { logging, right, rightsOf, tellingOwners, tracing } from '../rights';
import { apology, arnOf, live, resourceOf, resourcesOf, sender, TeamStack } from '../synthesize';

const stack = new TeamStack();
const template = stack.template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', apology);
const retryQueue = resourceOf(template, 'AWS::SQS::Queue', `${apology}RetryQueue`);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const bus = resourceOf(template, 'AWS::Events::EventBus');
const identity = resourceOf(template, 'AWS::SES::EmailIdentity');
const configurationSet = resourceOf(template, 'AWS::SES::ConfigurationSet');

test('a mail follows money that was paid or came back, what a person has to end or ended, and what waits so long that it is told', () => {
  const rule = resourceOf(template, 'AWS::Events::Rule', 'AmendsApologyMailRule');
  expect(rule.Properties['EventPattern']).toEqual({
    ...live,
    source: ['amends'],
    'detail-type': ['RemedyIssued', 'RemedyLateFailed', 'RemedyRejected', 'RemedyNeedsAttention'],
  });
  const waiting = resourceOf(template, 'AWS::Events::Rule', 'AmendsApologyMailWaitingRule');
  expect(waiting.Properties['EventPattern']).toEqual({
    ...live,
    source: ['amends'],
    'detail-type': ['RemedyHeld', 'RemedyPending'],
    detail: { announced: [{ exists: true }] },
  });
  expect(rule.Properties['Targets']).toEqual([
    expect.objectContaining({
      Arn: arnOf(lambda.id),
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: arnOf(retryQueue.id) },
    }),
  ]);
});

test('it gets every setting it reads, and of the provider only which it is', () => {
  expect(lambda.Properties['Environment']).toEqual({
    Variables: {
      LEDGER_TABLE_NAME: { Ref: table.id },
      EVENT_BUS_NAME: { Ref: bus.id },
      OWNERS: expect.stringContaining('"VideoPlaybackFailed"'),
      LIMITS: '{}',
      SENDER_EMAIL: 'care@example.com',
      SENDER_NAME: 'Example Films',
      REPLY_TO_EMAIL: 'help@example.com',
      SIGNATORY_NAME: 'Maya Lindqvist',
      SIGNATORY_ROLE: 'Customer Care',
      SES_CONFIGURATION_SET: { Ref: configurationSet.id },
      REFUND_PROVIDER: 'stripe',
      POWERTOOLS_SERVICE_NAME: 'apology-mail',
      POWERTOOLS_METRICS_NAMESPACE: 'Amends/Team',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    },
  });
});

test('it may look into the ledger and write down the notice, send from the one address, tell owners, and no more', () => {
  const ses = (kind: string, id: string) => ({
    'Fn::Join': ['', [`arn:aws:ses:eu-west-1:111111111111:${kind}/`, { Ref: id }]],
  });
  expect(rightsOf(template, apology)).toEqual([
    logging(template, apology),
    right(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], arnOf(table.id)),
    tellingOwners(arnOf(bus.id)),
    {
      actions: ['ses:SendRawEmail'],
      // In SES's sandbox IAM is asked about the recipient too.
      resources: [
        'arn:aws:ses:eu-west-1:111111111111:identity/*',
        ses('configuration-set', configurationSet.id),
        ses('identity', identity.id),
      ],
      condition: { StringEquals: { 'ses:FromAddress': 'care@example.com' } },
    },
    right(['sqs:SendMessage'], arnOf(retryQueue.id)),
    tracing,
  ]);
});

test('emails are encrypted in transit, and not sent to suppressed addresses', () => {
  expect(configurationSet.Properties).toEqual({
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    ReputationOptions: { ReputationMetricsEnabled: true },
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
});

test('the identity is the whole domain, so that mails are signed in its name', () => {
  expect(identity.Properties).toMatchObject({ EmailIdentity: 'example.com' });
  expect(stack.automation.apologyMail.senderIdentity?.dkimRecords).toHaveLength(3);
});

test('the identity outlives its stack, but not a first deployment that failed', () => {
  expect(identity).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('bounces go to a domain of the sender’s, and mails leave also while its DNS does not know that', () => {
  expect(identity.Properties['MailFromAttributes']).toEqual({
    MailFromDomain: 'bounce.example.com',
    BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
  });
  expect(stack.automation.apologyMail.senderIdentity).toMatchObject({
    mailFromRecords: [
      { name: 'bounce.example.com', type: 'MX', value: '10 feedback-smtp.eu-west-1.amazonses.com' },
      { name: 'bounce.example.com', type: 'TXT', value: '"v=spf1 include:amazonses.com ~all"' },
    ],
    dmarcRecord: { name: '_dmarc.example.com', type: 'TXT', value: '"v=DMARC1; p=none;"' },
  });
});

test('an identity that exists is used, and none is made', () => {
  const team = new TeamStack((scope) => ({
    sender: { ...sender, identity: EmailIdentity.fromEmailIdentityName(scope, 'Known', 'known.example.com') },
  }));
  expect(resourcesOf(team.template(), 'AWS::SES::EmailIdentity')).toEqual({});
  const [sending] = rightsOf(team.template(), apology).filter(({ actions }) => actions.includes('ses:SendRawEmail'));
  expect(JSON.stringify(sending?.resources)).toContain(':ses:eu-west-1:111111111111:identity/known.example.com');
  expect(team.automation.apologyMail.senderIdentity).toBeUndefined();
});

test('an alarm rings where mails do not arrive by rate, not for one of them', () => {
  const { Properties } = resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsApologyMailArrivalNotDelivered');
  expect(Properties).toMatchObject({ Threshold: 5, TreatMissingData: 'notBreaching' });
  const metrics = Properties['Metrics'] as { Expression?: string; MetricStat?: { Metric: { MetricName: string } } }[];
  expect(metrics.find(({ Expression }) => Expression !== undefined)?.Expression).toMatch(/>= 3, 100 \*/);
  const named = metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []);
  expect(named.toSorted()).toEqual(['ApologySent', 'MailFailed', 'MailFailed']);
});

test('an alarm rings where the mail service reports nothing of many mails, twice in a row', () => {
  const { Properties } = resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsApologyMailArrivalNotReported');
  expect(Properties).toMatchObject({ Threshold: 25, EvaluationPeriods: 2, TreatMissingData: 'notBreaching' });
  const metrics = Properties['Metrics'] as {
    Expression?: string;
    MetricStat?: { Metric: { MetricName: string }; Period: number };
  }[];
  expect(metrics.find(({ Expression }) => Expression !== undefined)?.Expression).toMatch(/>= 20, 100 \*/);
  const measured = metrics.flatMap(({ MetricStat }) => MetricStat ?? []);
  expect(measured.map(({ Metric }) => Metric.MetricName).toSorted()).toEqual([
    'ApologySent',
    'MailDelivered',
    'MailFailed',
  ]);
  expect(new Set(measured.map(({ Period }) => Period))).toEqual(new Set([6 * 60 * 60]));
});

test.each([
  ['BounceRate', 'Reputation.BounceRate', 0.05],
  ['ComplaintRate', 'Reputation.ComplaintRate', 0.001],
])('an alarm rings before SES stops the account: %s', (id, MetricName, Threshold) => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', `AmendsApologyMailArrival${id}`).Properties).toMatchObject({
    Namespace: 'AWS/SES',
    MetricName,
    Threshold,
  });
});
