import { logging, publishingOutcomes, readingSecret, right, rightsOf, secretsOf, tracing } from '../rights';
import {
  arnOf,
  partnerEndpoint,
  resourceOf,
  resourcesOf,
  TeamStack,
  webhook,
  withEndpoint,
  withWebhook,
} from '../synthesize';

const template = new TeamStack(withWebhook).template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', webhook);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const bus = resourceOf(template, 'AWS::Events::EventBus');

test('everybody reaches it at its URL, and only there', () => {
  expect(resourceOf(template, 'AWS::Lambda::Url', webhook).Properties).toEqual({
    AuthType: 'NONE',
    TargetFunctionArn: arnOf(lambda.id),
  });
  const permissions = Object.entries(resourcesOf(template, 'AWS::Lambda::Permission'))
    .filter(([id]) => id.startsWith(webhook))
    .map(([, { Properties }]) => Properties);
  const everybody = { FunctionName: arnOf(lambda.id), Principal: '*' };
  expect(permissions).toEqual([
    { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE', ...everybody },
    { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true, ...everybody },
  ]);
});

test('no other function is open to everybody', () => {
  const open = Object.entries(resourcesOf(template, 'AWS::Lambda::Permission'))
    .filter(([, { Properties }]) => Properties['Principal'] === '*')
    .map(([id]) => id);
  expect(open.filter((id) => !id.startsWith(webhook))).toEqual([]);
});

test('it may correct the ledger, publish outcomes and read the signing secret, but not the API key', () => {
  expect(rightsOf(template, webhook)).toEqual([
    logging(template, webhook),
    right(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arnOf(table.id)),
    publishingOutcomes(arnOf(bus.id)),
    readingSecret('team/stripe-webhook'),
    tracing,
  ]);
});

test('gets every setting it reads', () => {
  expect(lambda.Properties['Environment']).toEqual({
    Variables: {
      LEDGER_TABLE_NAME: { Ref: table.id },
      EVENT_BUS_NAME: { Ref: bus.id },
      LIMITS: '{}',
      REFUND_PROVIDER: 'stripe',
      STRIPE_SECRET_NAME: 'team/stripe',
      STRIPE_API_URL: 'https://api.stripe.com',
      STRIPE_WEBHOOK_SECRET_NAME: 'team/stripe-webhook',
      POWERTOOLS_SERVICE_NAME: 'provider-webhook',
      POWERTOOLS_METRICS_NAMESPACE: 'Amends/Team',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    },
  });
});

test('a refund endpoint signs its webhook events with the secret that signs our requests', () => {
  const http = new TeamStack(withEndpoint).template();
  expect(rightsOf(http, webhook)).toContainEqual(readingSecret('team/endpoint'));
  expect(resourceOf(http, 'AWS::Lambda::Function', webhook).Properties['Environment']).toMatchObject({
    Variables: { REFUND_PROVIDER: 'http', REFUND_ENDPOINT_SECRET_NAME: 'team/endpoint' },
  });
});

test('webhook events of a partner endpoint are verified with the secret that we share with it', () => {
  const both = new TeamStack((scope) => ({
    ...withWebhook(scope),
    replacements: partnerEndpoint(scope),
  })).template();
  expect(secretsOf(both, webhook)).toContain('team/partner');
  expect(resourceOf(both, 'AWS::Lambda::Function', webhook).Properties['Environment']).toMatchObject({
    Variables: { PARTNER_ENDPOINT_SECRET_NAME: 'team/partner' },
  });
});

test('without the signing secret there is no webhook function for Stripe', () => {
  const team = new TeamStack();
  expect(team.automation.webhook).toBeUndefined();
  expect(Object.keys(resourcesOf(team.template(), 'AWS::Lambda::Url'))).toEqual([
    expect.stringMatching(/^AmendsOperatorApi/),
  ]);
});

test.each([
  ['Errors', { Namespace: 'AWS/Lambda', MetricName: 'Url5xxCount' }],
  ['Refused', { Namespace: 'Amends/Team', MetricName: 'WebhookRefused' }],
])('%s fire an alarm', (id, metric) => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', `AmendsWebhook${id}`).Properties).toMatchObject({
    ...metric,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
  });
});
