import { Partner, RefundProvider } from '../../../lib';
import { logging, publishingOutcomes, readingSecret, right, rightsOf, tracing } from '../rights';
import { judgingIn } from '../seals';
import {
  arnOf,
  oneFailure,
  partnerEndpoint,
  partnerWebhook,
  partUpdates,
  resourceOf,
  resourcesOf,
  secretOf,
  sweep,
  TeamStack,
  webhook,
  withEndpoint,
  withWebhook,
} from '../synthesize';

const both = new TeamStack((scope) => ({
  ...withWebhook(scope),
  failures: oneFailure,
  replacements: partnerEndpoint(scope),
}));
const template = both.template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', webhook);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const bus = resourceOf(template, 'AWS::Events::EventBus');

/** The two webhooks, by the begin of the ids of what belongs to them, with the secret that each verifies with. */
const webhooks = [
  ['AmendsWebhook', 'team/stripe-webhook'],
  ['AmendsPartnerWebhook', 'team/partner-webhook'],
] as const;

const queueOf = (start: string) => resourceOf(template, 'AWS::SQS::Queue', `${start}Queue`);
const environmentOf = (start: string): unknown =>
  resourceOf(template, 'AWS::Lambda::Function', start).Properties['Environment'];

describe('what everybody can reach', () => {
  test.each([webhook, partnerWebhook])('%s is reached at its URL, and only there', (start) => {
    const { id } = resourceOf(template, 'AWS::Lambda::Function', start);
    expect(resourceOf(template, 'AWS::Lambda::Url', start).Properties).toEqual({
      AuthType: 'NONE',
      TargetFunctionArn: arnOf(id),
    });
    const permissions = Object.entries(resourcesOf(template, 'AWS::Lambda::Permission'))
      .filter(([permission]) => permission.startsWith(start))
      .map(([, { Properties }]) => Properties);
    const everybody = { FunctionName: arnOf(id), Principal: '*' };
    expect(permissions).toEqual([
      { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE', ...everybody },
      { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true, ...everybody },
    ]);
  });

  test('are these two functions, and no other', () => {
    const open = Object.entries(resourcesOf(template, 'AWS::Lambda::Permission'))
      .filter(([, { Properties }]) => Properties['Principal'] === '*')
      .map(([id]) => id);
    expect(open).toHaveLength(4);
    expect(open.filter((id) => !id.startsWith(webhook) && !id.startsWith(partnerWebhook))).toEqual([]);
  });

  test.each(webhooks)('%s holds nothing: it may read its own secret, and send to its own queue', (start, secret) => {
    expect(rightsOf(template, `${start}Receive`)).toEqual([
      logging(template, `${start}Receive`),
      right(['sqs:SendMessage'], arnOf(queueOf(start).id)),
      readingSecret(secret),
      tracing,
    ]);
  });

  test('knows no name but those of its queue and its secret', () => {
    const tools = {
      POWERTOOLS_SERVICE_NAME: 'provider-webhook',
      POWERTOOLS_METRICS_NAMESPACE: 'Amends/Team',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    };
    expect(environmentOf(webhook)).toEqual({
      Variables: {
        UPDATE_QUEUE_URL: { Ref: queueOf('AmendsWebhook').id },
        WEBHOOK_OF: 'stripe',
        STRIPE_WEBHOOK_SECRET_NAME: 'team/stripe-webhook',
        ...tools,
      },
    });
    expect(environmentOf(partnerWebhook)).toEqual({
      Variables: {
        UPDATE_QUEUE_URL: { Ref: queueOf('AmendsPartnerWebhook').id },
        WEBHOOK_OF: 'partner-endpoint',
        PARTNER_WEBHOOK_SECRET_NAME: 'team/partner-webhook',
        ...tools,
        POWERTOOLS_SERVICE_NAME: 'partner-webhook',
      },
    });
  });
});

describe('the queue of a webhook', () => {
  test.each(webhooks)('%s takes messages of its public function alone, and keeps them for two weeks', (start) => {
    const queue = queueOf(start);
    const retryQueue = resourceOf(template, 'AWS::SQS::Queue', `${start}ApplyRetryQueue`);
    expect(queue.Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
      RedrivePolicy: { deadLetterTargetArn: arnOf(retryQueue.id), maxReceiveCount: 5 },
    });
    const role = resourceOf(template, 'AWS::IAM::Role', `${start}Receive`);
    const policy = resourceOf(template, 'AWS::SQS::QueuePolicy', `${start}Queue`).Properties['PolicyDocument'];
    expect(policy).toMatchObject({
      Statement: expect.arrayContaining([
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:SendMessage',
          Resource: arnOf(queue.id),
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': arnOf(role.id) } },
        },
      ]),
    });
  });

  test('feeds a private function that may correct the ledger and publish outcomes, and reads no secret', () => {
    const queue = queueOf('AmendsWebhook');
    const retryQueue = resourceOf(template, 'AWS::SQS::Queue', `${partUpdates}RetryQueue`);
    expect(rightsOf(template, partUpdates)).toEqual([
      logging(template, partUpdates),
      right(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arnOf(table.id)),
      publishingOutcomes(arnOf(bus.id)),
      right(['sqs:SendMessage'], arnOf(retryQueue.id)),
      right(
        ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        arnOf(queue.id),
      ),
      tracing,
    ]);
    expect(environmentOf(partUpdates)).toMatchObject({
      Variables: {
        LEDGER_TABLE_NAME: { Ref: table.id },
        EVENT_BUS_NAME: { Ref: bus.id },
        UPDATE_SCOPE: 'payments',
        ...judgingIn(template),
      },
    });
    expect(environmentOf('AmendsPartnerWebhookApply')).toMatchObject({ Variables: { UPDATE_SCOPE: 'parts' } });
  });

  test('what cannot be applied is tried again by the sweep, and then waits for a person', () => {
    const input = JSON.stringify(resourceOf(template, 'AWS::Scheduler::Schedule', sweep).Properties['Target']);
    for (const [start] of webhooks) {
      for (const queue of ['RetryQueue', 'DeadLetterQueue']) {
        expect(input).toContain(resourceOf(template, 'AWS::SQS::Queue', `${start}Apply${queue}`).id);
      }
    }
  });
});

test('a refund endpoint signs its webhook events with another secret than the one that signs our requests', () => {
  const http = new TeamStack((scope) => ({ ...withEndpoint(scope), failures: oneFailure })).template();
  expect(rightsOf(http, webhook)).toContainEqual(readingSecret('team/endpoint-webhook'));
  expect(rightsOf(http, webhook)).not.toContainEqual(readingSecret('team/endpoint'));
  expect(resourceOf(http, 'AWS::Lambda::Function', webhook).Properties['Environment']).toMatchObject({
    Variables: { WEBHOOK_OF: 'refund-endpoint', REFUND_WEBHOOK_SECRET_NAME: 'team/endpoint-webhook' },
  });
});

test('one secret for two purposes is refused', () => {
  const url = 'https://payments.example.com/amends';
  const shared = () =>
    new TeamStack((scope) => {
      const secret = secretOf(scope, 'team/endpoint');
      return { provider: RefundProvider.endpoint({ url, secret, webhookSecret: secret }), failures: oneFailure };
    });
  expect(shared).toThrow(/One secret is for the requests to the payment provider and for the webhook events of the/);
  const readsAndHears = () =>
    new TeamStack((scope) => {
      const readingSecret = secretOf(scope, 'team/endpoint-read');
      const secrets = { secret: secretOf(scope, 'team/endpoint'), readingSecret, webhookSecret: readingSecret };
      return { provider: RefundProvider.endpoint({ url, ...secrets }), failures: oneFailure };
    });
  expect(readsAndHears).toThrow(/that only read and for the webhook events of the payment provider/);
  const alsoOfPartner = () =>
    new TeamStack((scope) => {
      const webhookSecret = secretOf(scope, 'team/webhooks');
      const partner = { url: 'https://shop.example.com', secret: secretOf(scope, 'team/partner'), webhookSecret };
      const provider = RefundProvider.stripe({
        apiKey: secretOf(scope, 'team/stripe'),
        readKey: secretOf(scope, 'team/stripe-read'),
        webhookSecret,
      });
      return { provider, replacements: Partner.endpoint(partner), failures: oneFailure };
    });
  expect(alsoOfPartner).toThrow(/webhook events of the payment provider and for the webhook events of the partners/);
});

test('without a signing secret there is no public function', () => {
  const team = new TeamStack(() => ({ failures: oneFailure }));
  expect([team.automation.webhook, team.automation.partnerWebhook]).toEqual([undefined, undefined]);
  expect(Object.keys(resourcesOf(team.template(), 'AWS::Lambda::Url'))).toEqual([
    expect.stringMatching(/^AmendsOperatorApi/),
  ]);
});

test('a public function fires an alarm where it fails', () => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsWebhookAlarmsErrors').Properties).toMatchObject({
    Namespace: 'AWS/Lambda',
    MetricName: 'Url5xxCount',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: lambda.id } }],
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
  });
});
