import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Partner } from '../../../lib/options/partner';
import { partnersOf } from '../../../lib/options/partners';
import { RefundProvider } from '../../../lib/options/refund-provider';
import { rightsOf, secretsOf } from '../rights';
import {
  arnOf,
  live,
  oneFailure,
  operatorApi,
  partnerEndpoint,
  partnerResponses,
  remedy,
  resourceOf,
  resourcesOf,
  sweep,
  TeamStack,
  withEndpoint,
} from '../synthesize';

const scope = new Stack();
const secret = Secret.fromSecretNameV2(scope, 'Secret', 'team/partner');
const stripe = RefundProvider.stripe({ apiKey: secret, readKey: secret }).config;
const ownEndpoint = RefundProvider.endpoint({ secret, url: 'https://payments.example.com' }).config;

function everythingAt(partner: Partner) {
  return { credits: partner, replacements: partner, entitlements: partner, callbacks: partner };
}

function partnersIn(stack: TeamStack, start: string): unknown {
  const { Properties } = resourceOf(stack.template(), 'AWS::Lambda::Function', start);
  const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
  return JSON.parse(String(Variables['PARTNERS']));
}

describe('who carries out what', () => {
  it('is asked with events by default, each kind with a source of its own', () => {
    expect(partnersOf({}, stripe)).toEqual({
      by: { credit: 'events', replacement: 'events', entitlement: 'events', callback: 'events' },
      sources: {
        credit: 'partner.credits',
        replacement: 'partner.orders',
        entitlement: 'partner.entitlements',
        callback: 'partner.callbacks',
      },
      endpoint: undefined,
      stripe: undefined,
    });
  });

  it('shares one endpoint', () => {
    const at = (url: string) => Partner.endpoint({ url, secret });
    const url = 'https://shop.example.com';
    const shop = at(url);
    expect(partnersOf({ credits: shop, callbacks: shop }, stripe).endpoint).toEqual({ url, secret });
    const different = { credits: shop, callbacks: at('https://calls.example.com') };
    expect(() => partnersOf(different, stripe)).toThrow(/share one.*shop\.example.*calls\.example/);
  });

  it('cannot be the balance at a Stripe that makes no refunds', () => {
    expect(() => partnersOf({ credits: Partner.stripeBalance() }, ownEndpoint)).toThrow(/RefundProvider\.stripe/);
  });

  it('cannot be the balance at Stripe where something is sent or somebody is called: it does not compile', () => {
    // @ts-expect-error -- Stripe keeps balances, and sends no goods
    partnersOf({ replacements: Partner.stripeBalance() }, stripe);
    // @ts-expect-error -- Stripe keeps balances, and calls nobody
    partnersOf({ callbacks: Partner.stripeBalance() }, stripe);
  });

  it.each(['http://shop.example.com', 'shop.example.com'])('cannot be at %s, without TLS', (url) => {
    expect(() => Partner.endpoint({ url, secret })).toThrow(/https/);
  });

  it.each(['amends', 'aws.events', 'a b', ''])('cannot respond from the source "%s"', (source) => {
    expect(() => Partner.events({ source })).toThrow(/event source/);
  });
});

describe('with an endpoint of our own', () => {
  const stack = new TeamStack((scope) => ({
    failures: oneFailure,
    replacements: partnerEndpoint(scope),
  }));
  const template = stack.template();

  it.each([
    ['failure function', remedy],
    ['sweep', sweep],
  ])('the %s knows it and may read its secret', (_, start) => {
    expect(partnersIn(stack, start)).toEqual({
      credits: 'events',
      replacements: 'endpoint',
      endpoint: { url: 'https://shop.example.com/amends', secretName: 'team/partner' },
    });
    expect(secretsOf(template, `${start}Role`)).toContain('team/partner');
  });

  it('the operator API, which voids credits only, may not read its secret', () => {
    // Only that of the seals, which the stack makes itself, so that it has no name here.
    expect(secretsOf(template, operatorApi)).toEqual(['']);
  });

  it('responses on the bus are handled for the other kinds only, each from its own source, and answers of publishers', () => {
    const rules = Object.entries(resourcesOf(template, 'AWS::Events::Rule'))
      .filter(([id]) => id.startsWith('AmendsPartnerResponses'))
      .map(([, { Properties }]) => Properties['EventPattern']);
    expect(rules).toEqual([
      { ...live, source: ['partner.credits'], 'detail-type': ['CreditIssued', 'CreditRefused'] },
      { ...live, source: ['partner.entitlements'], 'detail-type': ['EntitlementGranted', 'EntitlementRefused'] },
      {
        ...live,
        source: ['partner.callbacks'],
        'detail-type': ['CallbackAccepted', 'CallbackCompleted', 'CallbackMissed'],
      },
      { ...live, source: ['com.example.video'], 'detail-type': ['VideoPlaybackFailedExplained'] },
    ]);
  });
});

describe('a response of a partner on the bus', () => {
  const template = new TeamStack(() => ({ failures: oneFailure, alarms: 'detailed' })).template();

  it('reaches a function that records it, and cannot pay', () => {
    const table = arnOf(resourceOf(template, 'AWS::DynamoDB::GlobalTable').id);
    const rights = rightsOf(template, partnerResponses).filter(({ actions }) =>
      /dynamodb|secrets/.test(actions.join()),
    );
    expect(rights).toEqual([
      {
        // What certainly gave nothing gives its share of the budgets back.
        actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        resources: [table],
        condition: undefined,
      },
    ]);
  });

  it('that failed is retried by the sweep', () => {
    const queue = resourceOf(template, 'AWS::SQS::Queue', `${partnerResponses}RetryQueue`).id;
    const taking = rightsOf(template, `${sweep}Role`).find(({ actions }) => actions.includes('sqs:ReceiveMessage'));
    expect(taking?.resources).toContainEqual(arnOf(queue));
  });

  it.each(['DeadLetterQueue', 'RetryQueueAge', 'Errors', 'Throttles', 'EventAge'])('has the alarm %s', (id) => {
    expect(resourceOf(template, 'AWS::CloudWatch::Alarm', `AmendsPartnerResponsesAlarms${id}`)).toBeDefined();
  });
});

it('with everything at an endpoint, nothing on the bus is handled', () => {
  const stack = new TeamStack((scope) => ({
    failures: oneFailure,
    ...everythingAt(partnerEndpoint(scope)),
  }));
  expect(stack.automation.partnerResponses).toBeUndefined();
  expect(secretsOf(stack.template(), operatorApi)).toContain('team/partner');
});

it('credits at Stripe are booked and voided with the API key that makes refunds', () => {
  const stack = new TeamStack(() => ({ failures: oneFailure, credits: Partner.stripeBalance() }));
  expect(partnersIn(stack, operatorApi)).toEqual({
    credits: 'stripe',
    stripe: { apiUrl: 'https://api.stripe.com', secretName: 'team/stripe' },
  });
  expect(secretsOf(stack.template(), operatorApi)).toContain('team/stripe');
});

it.each(['OwedSoon', 'OwedOverdue', 'PartOverdue', 'Unreturned'])('%s has an alarm', (id) => {
  const team = new TeamStack((stack) => ({ ...withEndpoint(stack), failures: oneFailure, alarms: 'detailed' }));
  expect(resourceOf(team.template(), 'AWS::CloudWatch::Alarm', `AmendsSweep${id}`).Properties).toMatchObject({
    Namespace: 'Amends/Team',
    MetricName: id,
    Threshold: 0,
    AlarmDescription: expect.stringMatching(/^For customers: .*\nDo first: .*\nRunbook: .*\nOwner: /),
  });
});
