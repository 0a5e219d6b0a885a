import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { PartnersError, partnersOf, type PartnersProps } from '../../../lib/options/partners';
import type { RefundProvider } from '../../../lib/options/refund-provider';
import { rightsOf, secretsOf } from '../rights';
import {
  answers,
  arnOf,
  operatorApi,
  remedy,
  resourceOf,
  resourcesOf,
  sweep,
  TeamStack,
  withEndpoint,
  withPartnerEndpoint,
} from '../synthesize';

const secret = Secret.fromSecretNameV2(new Stack(), 'Secret', 'team/partner');
const stripe: RefundProvider = { kind: 'stripe', secret, apiUrl: 'https://api.stripe.com' };
const ownEndpoint: RefundProvider = { kind: 'http', secret, url: 'https://payments.example.com' };

function problems(props: PartnersProps, provider = stripe): readonly string[] {
  try {
    partnersOf(props, provider);
    return [];
  } catch (error) {
    if (error instanceof PartnersError) return error.problems;
    throw error;
  }
}

function partnersIn(stack: TeamStack, start: string): unknown {
  const { Properties } = resourceOf(stack.template(), 'AWS::Lambda::Function', start);
  const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
  return JSON.parse(String(Variables['PARTNERS']));
}

describe('who carries out what', () => {
  it('is asked in events where nothing else is said, each kind with a source of its own', () => {
    expect(partnersOf({}, stripe)).toEqual({
      by: { credit: 'events', replacement: 'events', callback: 'events' },
      sources: { credit: 'partner.credits', replacement: 'partner.orders', callback: 'partner.callbacks' },
      endpoint: undefined,
      stripe: undefined,
    });
  });

  it.each<[string, PartnersProps, RefundProvider, RegExp[]]>([
    [
      'an endpoint without an address and a secret',
      { credits: 'endpoint' },
      stripe,
      [/endpointUrl: is missing/, /Secret/],
    ],
    [
      'an endpoint without TLS',
      { callbacks: 'endpoint', endpointUrl: 'http://shop.example.com', endpointSecret: secret },
      stripe,
      [/https/],
    ],
    ['an endpoint that carries nothing out', { endpointUrl: 'https://shop.example.com' }, stripe, [/say what/]],
    ['credits at a Stripe that does not pay', { credits: 'stripe' }, ownEndpoint, [/credits: Stripe/]],
    ['answers in the name of Amends', { sources: { credit: 'amends' } }, stripe, [/sources.credit/]],
    ['answers in the name of AWS', { sources: { callback: 'aws.events' } }, stripe, [/sources.callback/]],
    [
      'everything at once',
      { credits: 'stripe', replacements: 'endpoint', sources: { credit: 'a b' } },
      ownEndpoint,
      [/endpointUrl/, /endpointSecret/, /sources.credit/, /credits/],
    ],
  ])('cannot be %s, and every problem is named', (_, props, provider, expected) => {
    const found = problems(props, provider);
    expect(found).toHaveLength(expected.length);
    expected.forEach((pattern, index) => expect(found[index]).toMatch(pattern));
  });
});

describe('with an endpoint of our own', () => {
  const stack = new TeamStack((scope) => ({
    failures: ['VideoPlaybackFailed'],
    partners: { replacements: 'endpoint', ...withPartnerEndpoint(scope) },
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

  it('the desk, which takes back credits only, may not read its secret', () => {
    expect(secretsOf(template, operatorApi)).toEqual([]);
  });

  it('the bus is listened to for the other kinds only, each from its own source', () => {
    const rules = Object.entries(resourcesOf(template, 'AWS::Events::Rule'))
      .filter(([id]) => id.startsWith('AmendsPartnerResponses'))
      .map(([, { Properties }]) => Properties['EventPattern']);
    expect(rules).toEqual([
      { source: ['partner.credits'], 'detail-type': ['CreditIssued', 'CreditRefused'] },
      { source: ['partner.callbacks'], 'detail-type': ['CallbackCompleted', 'CallbackMissed'] },
    ]);
  });
});

describe('what partners answer on the bus', () => {
  const template = new TeamStack(() => ({ failures: ['VideoPlaybackFailed'] })).template();

  it('reaches a function that writes it down, and cannot pay', () => {
    const table = arnOf(resourceOf(template, 'AWS::DynamoDB::GlobalTable').id);
    const rights = rightsOf(template, answers).filter(({ actions }) => /dynamodb|secrets/.test(actions.join()));
    expect(rights).toEqual([
      {
        actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
        resources: [table],
        condition: undefined,
      },
    ]);
  });

  it('is handed over again by the sweep where it was given up on', () => {
    const queue = resourceOf(template, 'AWS::SQS::Queue', `${answers}Undelivered`).id;
    const taking = rightsOf(template, `${sweep}Role`).find(({ actions }) => actions.includes('sqs:ReceiveMessage'));
    expect(taking?.resources).toContainEqual(arnOf(queue));
  });

  it.each(['DeadLettered', 'Undelivered', 'Errors', 'Throttles', 'EventAge'])('%s is heard of', (id) => {
    expect(resourceOf(template, 'AWS::CloudWatch::Alarm', `AmendsPartnerResponsesAlarms${id}`)).toBeDefined();
  });
});

it('with everything at endpoints, nothing is listened to on the bus', () => {
  const stack = new TeamStack((scope) => ({
    failures: ['VideoPlaybackFailed'],
    partners: {
      credits: 'endpoint',
      replacements: 'endpoint',
      callbacks: 'endpoint',
      ...withPartnerEndpoint(scope),
    },
  }));
  expect(stack.automation.answers).toBeUndefined();
  expect(secretsOf(stack.template(), operatorApi)).toContain('team/partner');
});

it('credits at Stripe are booked with the key that pays, and the desk takes them back with it', () => {
  const stack = new TeamStack(() => ({ failures: ['VideoPlaybackFailed'], partners: { credits: 'stripe' } }));
  expect(partnersIn(stack, operatorApi)).toEqual({
    credits: 'stripe',
    stripe: { apiUrl: 'https://api.stripe.com', secretName: 'team/stripe' },
  });
  expect(secretsOf(stack.template(), operatorApi)).toContain('team/stripe');
});

it.each(['OwedSoon', 'OwedOverdue', 'PartOverdue', 'Unreturned'])('%s calls somebody', (id) => {
  const template = new TeamStack(withEndpoint).template();
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', `AmendsSweep${id}`).Properties).toMatchObject({
    Namespace: 'Amends/Team',
    MetricName: id,
    Threshold: 0,
    AlarmDescription: expect.stringMatching(/^For customers: .*\nDo first: .*\nOwner: /),
  });
});
