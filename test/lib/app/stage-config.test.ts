import { App } from 'aws-cdk-lib';
import { stageConfig, StageConfigError } from '../../../lib/app/stage-config';

const prod = {
  stage: 'prod',
  sender: 'care@films.test',
  senderName: 'Films Ltd',
  replyTo: 'help@films.test',
  signatory: 'Zoë Park',
};

function read(context: Readonly<Record<string, unknown>>) {
  return stageConfig(new App({ context }).node);
}

function problemsOf(context: Readonly<Record<string, unknown>>): string {
  try {
    read(context);
  } catch (error) {
    if (error instanceof StageConfigError) return error.message;
    throw error;
  }
  throw new Error('the stage was accepted');
}

describe('without context values', () => {
  test('it is the local stage, complete, with addresses that belong to nobody', () => {
    expect(read({})).toEqual({
      stage: 'local',
      sender: 'care@example.com',
      senderName: 'Example Films',
      replyTo: 'help@example.com',
      executive: 'Henrik Solberg',
      executiveRole: 'Chief Executive',
      signatory: 'Maya Lindqvist',
      signatoryRole: 'Head of Customer Care',
      stripeSecretName: 'amends/local/stripe',
      webhookSecretName: 'amends/local/stripe-webhook',
      refundEndpointSecretName: 'amends/local/refund-endpoint',
      partnerEndpointSecretName: 'amends/local/partner-endpoint',
    });
  });

  test('a value of the local stage can be replaced', () => {
    expect(read({ sender: 'me@example.com' })).toMatchObject({ stage: 'local', sender: 'me@example.com' });
  });
});

describe('any other stage', () => {
  test('takes who speaks from the context, and the rest by itself', () => {
    expect(read(prod)).toEqual({
      ...prod,
      stripeSecretName: 'amends/prod/stripe',
      webhookSecretName: 'amends/prod/stripe-webhook',
      refundEndpointSecretName: 'amends/prod/refund-endpoint',
      partnerEndpointSecretName: 'amends/prod/partner-endpoint',
    });
  });

  test('reads a list of values per failure type', () => {
    const roles = ['arn:aws:iam::111111111111:role/player', 'arn:aws:iam::111111111111:role/apps/tv'];
    const { sources, publishers } = read({
      ...prod,
      sources: 'VideoPlaybackFailed=com.films.player',
      publishers: roles.map((role) => `VideoPlaybackFailed=${role}`).join(', '),
    });
    expect(sources).toEqual([{ type: 'VideoPlaybackFailed', value: 'com.films.player' }]);
    expect(publishers).toEqual(roles.map((value) => ({ type: 'VideoPlaybackFailed', value })));
  });

  test.each([
    ['the command line', '{"perDay":{"remedies":200}}', '12'],
    ['cdk.json', { perDay: { remedies: 200 } }, 12],
  ])('reads limits and rate as %s gives them', (_, limits, refundsPerSecond) => {
    expect(read({ ...prod, limits, refundsPerSecond })).toMatchObject({
      limits: { perDay: { remedies: 200 } },
      refundsPerSecond: 12,
    });
  });

  test('reads a list of operators', () => {
    const roles = ['arn:aws:iam::111111111111:role/care', 'arn:aws:iam::111111111111:role/on-call'];
    expect(read({ ...prod, operators: roles.join(', ') }).operators).toEqual(roles);
  });

  test('reads what comes through a queue, and how many take from it', () => {
    const queued = 'VideoPlaybackFailed, Apologies';
    expect(read({ ...prod, queued, queuedConcurrency: '4' })).toMatchObject({
      queued: ['VideoPlaybackFailed', 'Apologies'],
      queuedConcurrency: 4,
    });
  });

  test('names every problem of the limits', () => {
    const message = problemsOf({ ...prod, limits: '{"perRemedy":{"XAU":1},"perDay":{"remedies":-1}}' });
    expect(message).toMatch(/^ {2}limits: perRemedy\.XAU: /m);
    expect(message).toMatch(/^ {2}limits: perDay\.remedies: /m);
  });

  test('names all that is missing at once, and the command that gives it', () => {
    const message = problemsOf({ stage: 'prod' });
    for (const name of ['sender', 'senderName', 'replyTo', 'signatory']) {
      expect(message).toMatch(new RegExp(`^ {2}${name}: `, 'm'));
      expect(message).toMatch(new RegExp(`npx cdk deploy .* -c ${name}=`));
    }
  });

  test.each([
    ['stage', 'Prod'],
    ['stage', 'a-stage-with-far-too-long-a-name'],
    ['sender', 'care at films'],
    ['senderName', ''],
    ['senderName', 'Films\r\nBcc: everybody@films.test'],
    ['signatory', 7],
    ['alarmEmail', 'everybody'],
    ['stripeSecretName', ''],
    ['webhookSecretName', ''],
    ['refundEndpointSecretName', ''],
    ['refundEndpoint', 'http://payments.films.test'],
    ['refundEndpoint', 'payments'],
    ['refundsPerSecond', '0'],
    ['refundsPerSecond', 'fast'],
    ['limits', '{'],
    ['limits', '{"perRemeddy":{}}'],
    ['policies', '{'],
    ['policies', '{"VideoPlaybackFaled":{}}'],
    ['policies', '{"VideoPlaybackFailed":{"minStaledSeconds":60}}'],
    ['queued', 'VideoPlaybackFaled'],
    ['queued', ''],
    ['queuedConcurrency', '1'],
    ['queuedConcurrency', '2.5'],
    ['operators', 'care'],
    ['operators', ''],
    ['sources', 'VideoPlaybackFaled=com.films.player'],
    ['sources', 'VideoPlaybackFailed=com.films.player:seen'],
    ['publishers', 'VideoPlaybackFaled@com.films.player=arn:aws:iam::111111111111:role/player'],
    ['sources', 'VideoPlaybackFailed'],
    ['publishers', 'VideoPlaybackFailed=player'],
    ['publishers', 'VideoPlaybackFailed=arn:aws:iam::111111111111:user/player'],
  ])('refuses %s "%s" and nothing else', (name, value) => {
    const [, ...rest] = problemsOf({ ...prod, [name]: value }).split('\n');
    expect(rest.filter((line) => line.startsWith('  ') && !line.includes('npx'))).toEqual([
      expect.stringMatching(new RegExp(`^ {2}${name}: \\S`)),
    ]);
  });
});

describe('who carries out what the payment provider does not', () => {
  test('is read by kind of part, with the roles that may respond and the sources', () => {
    const role = 'arn:aws:iam::111111111111:role/warehouse';
    expect(
      read({
        ...prod,
        credits: 'stripe',
        entitlements: 'endpoint',
        callbacks: 'endpoint',
        partnerEndpoint: 'https://shop.example.com/amends',
        partnerSources: 'replacement=com.example.warehouse',
        partners: `replacement=${role}`,
      }),
    ).toMatchObject({
      credits: 'stripe',
      entitlements: 'endpoint',
      callbacks: 'endpoint',
      partnerEndpoint: 'https://shop.example.com/amends',
      partnerSources: { replacement: 'com.example.warehouse' },
      partners: [{ kind: 'replacement', value: role }],
    });
  });

  test.each([
    ['an endpoint without a URL', { replacements: 'endpoint' }],
    ['an endpoint for entitlements without a URL', { entitlements: 'endpoint' }],
    ['a URL at which nothing is carried out', { partnerEndpoint: 'https://shop.example.com/amends' }],
  ])('cannot be %s', (_, context) => {
    expect(problemsOf({ ...prod, ...context })).toMatch(/^ {2}partnerEndpoint: \S/m);
  });

  test.each([
    ['credits', 'bank'],
    ['replacements', 'stripe'],
    ['partnerEndpoint', 'http://shop.example.com'],
    ['partnerSources', 'refund=com.example.bank'],
    ['partners', 'credit=someone'],
  ])('%s cannot be %s', (name, value) => {
    expect(problemsOf({ ...prod, [name]: value })).toContain(`  ${name}: `);
  });
});
