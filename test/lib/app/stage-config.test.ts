import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Stage } from '../../../lib/app/stage';
import { checkedStage, readStage, stageConfig, StageConfigError } from '../../../lib/app/stage-config';
import { StageFileError } from '../../../lib/app/stage-file';
import { flags } from '../synthesize';

const prod = {
  stage: 'prod',
  sender: 'care@films.test',
  senderName: 'Films Ltd',
  replyTo: 'help@films.test',
  signatory: 'Zoë Park',
} as const satisfies Stage;

function read(settings: Readonly<Record<string, unknown>>) {
  return checkedStage(settings, 'This stage');
}

function problemsOf(settings: Readonly<Record<string, unknown>>): string {
  try {
    read(settings);
  } catch (error) {
    if (error instanceof StageConfigError) return error.message;
    throw error;
  }
  throw new Error('the stage was accepted');
}

const folder = mkdtempSync(join(tmpdir(), 'amends-stages-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Writes the file of a stage, and returns its path. */
function stageFile(name: string, source: string): string {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, source);
  return file;
}

/** The stage that the app gets, with these `-c` on the command line. */
function commanded(context: Readonly<Record<string, unknown>>) {
  return stageConfig(new App({ context: { ...flags, ...context } }).node, folder);
}

const signIn = {
  issuer: 'https://login.films.test',
  clientId: 'amends',
  roles: { claim: 'groups', duties: { care: ['look'] } },
};

describe('without a stage', () => {
  test('it is the local stage, complete, with addresses that belong to nobody, in no account', () => {
    expect(commanded({})).toEqual({
      look: expect.objectContaining({ legal: expect.any(Array) }),
      brands: { parcels: expect.objectContaining({ sender: 'care@parcels.example.com' }) },
      checkedShare: 0.5,
      policies: { ServiceOutage: { leastShareMinor: expect.anything() as unknown } },
      followUps: { refund: true, replacement: true, mended: true },
      shop: { url: 'http://localhost:0/shop' },
      detectors: { parcels: {}, playback: {}, tickets: expect.any(Object), health: expect.any(Object) },
      channels: {
        facebook: expect.any(Object),
        instagram: expect.any(Object),
        x: expect.any(Object),
        linkedin: expect.any(Object),
        wechat: expect.any(Object),
        vk: expect.any(Object),
        sms: expect.any(Object),
        whatsapp: expect.any(Object),
        odnoklassniki: expect.any(Object),
        chatwoot: expect.any(Object),
        http: expect.any(Object),
      },
      search: ['reference', 'order', 'payment'],
      stage: 'local',
      account: '000000000000',
      sender: 'care@example.com',
      senderName: 'Example Films',
      sentMails: true,
      replyTo: 'help@example.com',
      executive: 'Henrik Solberg',
      executiveRole: 'Chief Executive',
      statementName: 'EXAMPLE FILMS',
      runbooks: 'https://example.com/amends/runbooks/',
      signatory: 'Maya Lindqvist',
      signatoryRole: 'Head of Customer Care',
      stripeSecretName: 'amends/local/stripe',
      stripeReadSecretName: 'amends/local/stripe-read',
      webhookSecretName: 'amends/local/stripe-webhook',
      refundEndpointSecretName: 'amends/local/refund-endpoint',
      refundEndpointReadSecretName: 'amends/local/refund-endpoint-read',
      partnerEndpointSecretName: 'amends/local/partner-endpoint',
      partnerWebhookSecretName: 'amends/local/partner-endpoint-webhook',
    });
  });

  test('a setting of the local stage can be replaced', () => {
    expect(commanded({ sender: 'me@example.com' })).toMatchObject({ stage: 'local', sender: 'me@example.com' });
  });
});

describe('the file of a stage', () => {
  const operators = [{ role: 'arn:aws:iam::111111111111:role/care', may: ['look', 'approve'] }] as const;
  const policies = { VideoPlaybackFailed: { minStalledSeconds: 60 } } as const;
  const policyReasons = { VideoPlaybackFailed: { minStalledSeconds: 'The player hides half a minute' } } as const;
  const described: Stage = { ...prod, operators, policies, policyReasons };
  const file = stageFile('prod', `export default ${JSON.stringify(described)};`);

  test('is the whole truth: nothing has to stand on the command line', () => {
    expect(commanded({ stage: 'prod' })).toMatchObject(described);
  });

  test('is overridden on the command line for one setting, and keeps the others', () => {
    expect(commanded({ stage: 'prod', sender: 'sorry@films.test' })).toMatchObject({
      ...described,
      sender: 'sorry@films.test',
    });
    expect(commanded({ stage: 'prod' }).sender).toBe('care@films.test');
  });

  test('is named by its path too, whatever its name', () => {
    const source = `const stage: string = 'trial'; export default { ...${JSON.stringify(prod)}, stage };`;
    expect(readStage(stageFile('Trial of today', source)).stage).toBe('trial');
    expect(commanded({ stage: file }).operators).toEqual(operators);
  });

  test('that was copied and not renamed does not become another stage', () => {
    stageFile('staging', `export default ${JSON.stringify(prod)};`);
    expect(() => commanded({ stage: 'staging' })).toThrow(/staging\.ts[^]*stage: is "prod", and .* called staging/);
  });

  test('cannot be called like the stage of npm start', () => {
    const local = stageFile('mine', `export default ${JSON.stringify({ ...prod, stage: 'local' })};`);
    expect(() => readStage(local)).toThrow(/"local" is the name of the stage of npm start/);
  });

  test.each([
    ['is missing', 'nowhere', undefined, /There is no .*nowhere\.ts[^]*prod[^]*copy stages\/example\.ts/],
    ['exports nothing', 'empty', 'export const stage = 1;', /has no default export/],
    ['cannot be run', 'broken', 'throw new Error("no role");', /broken\.ts cannot be read: no role/],
  ])('that %s is named', (_, stage, source, message) => {
    if (source !== undefined) stageFile(stage, source);
    expect(() => commanded({ stage })).toThrow(StageFileError);
    expect(() => commanded({ stage })).toThrow(message);
  });

  test('that is no object says so', () => {
    stageFile('text', 'export default "prod";');
    expect(() => commanded({ stage: 'text' })).toThrow(/it is not an object/);
  });

  test.each([
    ['publishers', "[{ role: 'ARN of a role', failures: ['Type'", 'Type=role ARN'],
    ['sources', "{ Type: { 'source': { evidence", 'Type=source'],
    ['operators', "[{ role: 'ARN of a role', may: ", 'duty+duty=role ARN'],
    ['partners', "[{ role: 'ARN of a role', kinds: ", 'kind=role ARN'],
    ['partnerSources', "{ kind: 'source' }", 'kind=source'],
    ['queued', "['name']", 'name, name'],
    ['auditLock', "{ mode: 'governance', days: 30 }", 'governance:DAYS'],
    ['alarmOwners', "{ owner: 'name' }", 'owner=name'],
    ['costBudgetEmails', "['address']", 'one to ten addresses'],
  ])(
    'whose %s are not as they should be is answered with the form of a file, and a text with that of one',
    (setting, inFile, asText) => {
      expect(problemsOf({ ...prod, [setting]: [17] })).toContain(`  ${setting}: ${inFile}`);
      expect(problemsOf({ ...prod, [setting]: 'nothing of=it' })).toContain(`  ${setting}: ${asText}`);
    },
  );

  test('with a misspelt setting is refused, with the one that was meant, or where all are described', () => {
    const misspelt = problemsOf({ ...prod, alarmEmial: 'on-call@films.test', colour: 'blue' });
    expect(misspelt).toMatch(/^ {2}alarmEmial: no stage has this setting; did you mean alarmEmail\?$/m);
    expect(misspelt).toMatch(
      /^ {2}colour: no stage has this setting; lib\/app\/stage\.ts describes all that there are\.$/m,
    );
  });

  test.each([
    ['publishers', [{ role: 'arn:aws:iam::111111111111:role/player', failurs: [] }], 'failurs', 'failures'],
    [
      'publishers',
      'VideoPlaybackFaled=arn:aws:iam::111111111111:role/player',
      'VideoPlaybackFaled',
      'VideoPlaybackFailed',
    ],
    [
      'sources',
      { ParcelLost: { 'com.films.desk': { expectedEveryHour: 6 } } },
      'expectedEveryHour',
      'expectedEveryHours',
    ],
    ['sources', { ParcelLots: { 'com.films.desk': {} } }, 'ParcelLots', 'ParcelLost'],
    ['partners', [{ rôle: 'arn:aws:iam::111111111111:role/bank', kinds: ['credits'] }], 'credits', 'credit'],
    ['queued', ['Apologes'], 'Apologes', 'Apologies'],
    ['alarmOwners', { opperations: 'platform' }, 'opperations', 'operations'],
  ])('with something misspelt within %s is refused, with what was meant', (name, value, misspelt, meant) => {
    const line = new RegExp(`^ {2}${name}: .*"${misspelt}" is none, did you mean "${meant}"\\?`, 'm');
    expect(problemsOf({ ...prod, [name]: value })).toMatch(line);
  });

  test('with a misspelt failure type, option or limit names the one that was meant', () => {
    const policies = { VideoPlaybackFaled: {}, ParcelLost: { goodwil: {} } };
    expect(problemsOf({ ...prod, policies })).toMatch(
      /VideoPlaybackFaled: is not .*did you mean VideoPlaybackFailed\?/,
    );
    expect(problemsOf({ ...prod, policies })).toMatch(/ParcelLost\.goodwil: is not an option; the options are /);
    expect(problemsOf({ ...prod, limits: { perRemedi: {} } })).toMatch(
      /there is no limit perRemedi\. "perRemedi" is none, did you mean "perRemedy"\?/,
    );
  });

  test('in stages/example.ts is complete, and gives nothing until somebody switches', () => {
    expect(readStage('example')).toMatchObject({ stage: 'example', account: '111111111111', firstMode: 'shadow' });
    expect(readStage('example').runbooks).toMatch(/^https:/);
  });

  test.each(['example', 'local'])('sends nobody a few cents with an apology: %s', (stage) => {
    expect(readStage(stage).policies).toMatchObject({ ServiceOutage: { leastShareMinor: { EUR: 100, USD: 100 } } });
  });

  test('begins in a mode that there is', () => {
    expect(problemsOf({ ...prod, firstMode: 'canary' })).toMatch(/firstMode: auto, approve, shadow, off/);
  });
});

describe('a -c that no stage knows', () => {
  test('is refused, with the one that was meant, or where all are described', () => {
    expect(() => commanded({ sendr: 'care@films.test', region: 'eu-west-1' })).toThrow(
      /^-c sendr: no stage has this setting; did you mean sender\? Values for CDK itself/,
    );
    expect(() => commanded({ colour: 'blue' })).toThrow(
      /^-c colour: no stage has this setting; lib\/app\/stage\.ts describes all that there are\. Values for CDK itself/,
    );
  });

  test('is let pass where it is for CDK itself', () => {
    const context = { 'aws:cdk:bundling-stacks': [], 'availability-zones:account=1:region=x': ['a'] };
    expect(commanded(context).stage).toBe('local');
  });
});

test('a -c stage= that names none is asked for a name', () => {
  expect(() => commanded({ stage: '' })).toThrow(/stage: the name of a file of stages\/, or the path of one/);
});

describe('settings', () => {
  test('are who speaks; the rest has defaults', () => {
    expect(read(prod)).toEqual({
      ...prod,
      stripeSecretName: 'amends/prod/stripe',
      stripeReadSecretName: 'amends/prod/stripe-read',
      webhookSecretName: 'amends/prod/stripe-webhook',
      refundEndpointSecretName: 'amends/prod/refund-endpoint',
      refundEndpointReadSecretName: 'amends/prod/refund-endpoint-read',
      partnerEndpointSecretName: 'amends/prod/partner-endpoint',
      partnerWebhookSecretName: 'amends/prod/partner-endpoint-webhook',
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

  test('are typed in a file, and mean the same', () => {
    const role = 'arn:aws:iam::111111111111:role/desk';
    const typed = {
      ...prod,
      sources: { ParcelLost: { 'com.films.carrier': {}, 'com.films.desk': { evidence: 'reported' } } },
      publishers: [{ role, failures: ['VideoPlaybackFailed', { type: 'ParcelLost', source: 'com.films.desk' }] }],
      partners: [{ role, kinds: ['credit', 'callback'] }],
      partnerSources: { credit: 'com.films.bank' },
      operators: [{ role, may: ['look', 'switch'] }],
      queued: ['ParcelLost', 'Apologies'],
    } as const satisfies Stage;
    const asText = {
      ...prod,
      sources: 'ParcelLost=com.films.carrier,ParcelLost=com.films.desk:reported',
      publishers: `VideoPlaybackFailed=${role},ParcelLost@com.films.desk=${role}`,
      partners: `credit=${role},callback=${role}`,
      partnerSources: 'credit=com.films.bank',
      operators: `look+switch=${role}`,
      queued: 'ParcelLost,Apologies',
    };
    expect(read(typed)).toEqual(read(asText));
    expect(read(typed).publishers).toEqual([
      { type: 'VideoPlaybackFailed', value: role },
      { type: 'ParcelLost@com.films.desk', value: role },
    ]);
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

  test('reads operators with their duties', () => {
    const [care, onCall] = ['care', 'on-call'].map((name) => `arn:aws:iam::111111111111:role/${name}`);
    const operators = [
      { role: care, may: ['look', 'approve'] },
      { role: onCall, may: ['switch'] },
    ];
    expect(read({ ...prod, operators: `look+approve=${care}, switch=${onCall}` }).operators).toEqual(operators);
    const bound = [{ role: care, may: ['look'], bindsSessionName: true }];
    expect(read({ ...prod, operators: bound }).operators).toEqual(bound);
  });

  test('reads what comes through a queue, and how many take from it', () => {
    const queued = 'VideoPlaybackFailed, Apologies';
    expect(read({ ...prod, queued, queuedConcurrency: '4' })).toMatchObject({
      queued: ['VideoPlaybackFailed', 'Apologies'],
      queuedConcurrency: 4,
    });
  });

  test.each([
    [false, false],
    ['false', false],
    ['true', true],
  ])('reads webhook %p as %p', (given, webhook) => {
    expect(read({ ...prod, webhook: given }).webhook).toBe(webhook);
  });

  test('names every problem of the limits', () => {
    const message = problemsOf({ ...prod, limits: '{"perRemedy":{"XAU":1},"perDay":{"remedies":-1}}' });
    expect(message).toMatch(/^ {2}limits: perRemedy\.XAU: /m);
    expect(message).toMatch(/^ {2}limits: perDay\.remedies: /m);
  });

  test('names all that is missing at once, and where a complete stage is', () => {
    const message = problemsOf({ stage: 'prod' });
    expect(message).toContain('stages/example.ts');
    for (const name of ['sender', 'senderName', 'replyTo', 'signatory']) {
      expect(message).toMatch(new RegExp(`^ {2}${name}: `, 'm'));
    }
  });

  test.each([
    ['stage', 'Prod'],
    ['stage', 'a-stage-with-far-too-long-a-name'],
    ['sender', 'care at films'],
    ['senderName', ''],
    ['senderName', 'Films\r\nBcc: everybody@films.test'],
    ['signatory', 7],
    ['look', 'green'],
    ['look', '{"accent":7}'],
    ['brands', '{"kids":{"sender":"care at films"}}'],
    ['brands', '{"kids":{"colour":"#24508a"}}'],
    ['signatoryPicture', 'http://films.test/zoe.jpg'],
    ['alarmEmail', 'everybody'],
    ['alarms', 'all'],
    ['costBudgetUsd', '0'],
    ['costBudgetUsd', 'little'],
    ['costBudgetEmails', 'everybody'],
    ['costBudgetOf', 'company'],
    ['alarmOwners', 'nobody=platform'],
    ['alarmOwners', 'operations='],
    ['runbooks', 'http://wiki.films.test/amends/'],
    ['stripeSecretName', ''],
    ['stripeReadSecretName', ''],
    ['webhookSecretName', ''],
    ['refundEndpointSecretName', ''],
    ['refundEndpointReadSecretName', ''],
    ['refundEndpoint', 'http://payments.films.test'],
    ['refundEndpoint', 'payments'],
    ['stripeUrl', 'https://stripe.films.test'],
    ['stripeUrl', 'https://api.stripe.com.films.test'],
    ['stripeUrl', 'https://api.stripe.com@films.test'],
    ['stripeUrl', 'http://api.stripe.com'],
    ['stripeUrl', 'http://10.0.0.7:4515'],
    ['stripeUrl', 'https://127.0.0.1:4515'],
    ['refundsPerSecond', '0'],
    ['refundsPerSecond', 'fast'],
    ['limits', '{'],
    ['limits', '{"perRemeddy":{}}'],
    ['policies', '{'],
    ['policies', '{"VideoPlaybackFaled":{}}'],
    ['policies', '{"VideoPlaybackFailed":{"minStaledSeconds":60}}'],
    ['policyReasons', '{'],
    ['policyReasons', '{"VideoPlaybackFaled":{"minStalledSeconds":"why"}}'],
    ['policyReasons', '{"VideoPlaybackFailed":"why"}'],
    ['queued', 'VideoPlaybackFaled'],
    ['queued', ''],
    ['queuedConcurrency', '1'],
    ['queuedConcurrency', '2.5'],
    ['publicConcurrency', '0'],
    ['operatorConcurrency', 'some'],
    ['operators', 'care'],
    ['operators', ''],
    ['operators', 'arn:aws:iam::111111111111:role/care'],
    ['operators', 'see=arn:aws:iam::111111111111:role/care'],
    ['operators', [{ role: 'arn:aws:iam::111111111111:role/care', may: [] }]],
    ['operators', [{ role: 'arn:aws:iam::111111111111:role/care', may: ['look'], bindSessionName: true }]],
    ['sources', 'VideoPlaybackFaled=com.films.player'],
    ['sources', 'VideoPlaybackFailed=com.films.player:seen'],
    ['sources', 'VideoPlaybackFailed=com.films.player:169h'],
    ['sources', { VideoPlaybackFailed: { 'com.films.player': { expectedEveryHours: 0 } } }],
    ['publishers', 'VideoPlaybackFaled@com.films.player=arn:aws:iam::111111111111:role/player'],
    ['sources', 'VideoPlaybackFailed'],
    ['publishers', 'VideoPlaybackFailed=player'],
    ['publishers', 'VideoPlaybackFailed=arn:aws:iam::111111111111:user/player'],
    ['publishers', [{ role: 'player', failures: ['VideoPlaybackFailed'] }]],
    ['publishers', { VideoPlaybackFailed: 'arn:aws:iam::111111111111:role/player' }],
    ['sources', { VideoPlaybackFailed: 'com.films.player' }],
    ['partners', [{ role: 'arn:aws:iam::111111111111:role/bank', kinds: ['refund'] }]],
    ['account', '1234'],
    ['region', 'Ireland'],
    ['region', 'cn-north-1'],
    ['webhook', 'perhaps'],
    ['operatorVpcEndpoint', 'endpoint'],
    ['console', 'https://login.films.test'],
    ['console', { issuer: 'https://login.films.test', clientId: 'amends' }],
    ['console', { ...signIn, issuer: 'http://login.films.test' }],
    ['console', { ...signIn, roles: { claim: 'groups', duties: { care: ['aprove'] } } }],
    ['console', { ...signIn, clientSecret: 'a secret has no place in a file' }],
    ['encryptionKey', 'alias/operations'],
    ['permissionsBoundary', 'Boundary'],
    ['logGroupPrefix', '/company//amends'],
    ['mailFromDomain', 'bounce'],
  ])('refuses %s "%s" and nothing else', (name, value) => {
    const [, ...rest] = problemsOf({ ...prod, [name]: value }).split('\n');
    expect(rest.filter((line) => line.startsWith('  ') && !line.includes('npx'))).toEqual([
      expect.stringMatching(new RegExp(`^ {2}${name}: \\S`)),
    ]);
  });
});

test('a budget that would tell nobody is refused', () => {
  expect(problemsOf({ ...prod, costBudgetUsd: 75 })).toMatch(/costBudgetUsd: nobody would be told; name costBudgetE/);
});

describe('synthetic failures', () => {
  const wanted = { ...prod, syntheticMailbox: 'synthetic@example.com' };

  test('are for a stage that says that its key is one for tests', () => {
    expect(read({ ...wanted, stripeMode: 'test', syntheticCurrency: 'GBP' })).toMatchObject({
      syntheticMailbox: 'synthetic@example.com',
    });
  });

  test.each([{}, { stripeMode: 'live' }, { stripeMode: 'test', refundEndpoint: 'https://payments.example.com' }])(
    'are refused for one with %j',
    (change) => {
      expect(problemsOf({ ...wanted, ...change })).toMatch(/syntheticMailbox: .*beside the one that moves money/);
    },
  );

  test('have a mailbox, and a currency only with it', () => {
    expect(problemsOf({ ...prod, syntheticCurrency: 'EUR' })).toMatch(/syntheticCurrency: .*syntheticMailbox/);
    expect(problemsOf({ ...wanted, stripeMode: 'test', syntheticCurrency: 'JPY' })).toMatch(/EUR, GBP, USD/);
    expect(problemsOf({ ...prod, syntheticMailbox: 'a mailbox' })).toMatch(/syntheticMailbox: /);
    expect(problemsOf({ ...prod, stripeMode: 'trial' })).toMatch(/stripeMode: live or test/);
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
