import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OperatorClient } from '../../cli/commands/operator-client';
import { runAmends } from '../../cli/program';
import { takeAnswer } from '../../lambdas/flow/inquire/take-answer';
import { referenceOf } from '../../lambdas/model/remedy-id';
import type { RunningSystem } from '../../local/run/client-files';
import { StatementUnavailableError, type ProviderRefund } from '../../lambdas/fulfilment/port/provider-statement';
import { filmFailure } from '../fakes/film-failure';
import { giving } from '../fakes/giving';
import { ScriptedHttp } from '../fakes/scripted-http';
import { noticeOf } from '../contract-suites/ledger-samples';
import { OperatorWorld } from '../operator-api/operator-world';
import {
  compareBooks,
  consistentBooks,
  recordsOf,
  refOf,
  scope,
  startedAt,
  streamOf,
  type Books,
} from '../books/books';
import { SignedFunctionUrl } from './signed-url';

const region = 'eu-west-1';
let world: OperatorWorld;
let proxy: SignedFunctionUrl;
beforeAll(async () => {
  world = await OperatorWorld.start();
  proxy = await SignedFunctionUrl.start(world.handler, region);
});
beforeEach(() => (world.now += 1000));
afterAll(async () => {
  await proxy.stop();
  await world.stop();
});

interface Typing {
  readonly as?: string;
  readonly secretAccessKey?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly wire?: Parameters<typeof runAmends>[2];
  readonly localSystems?: readonly RunningSystem[];
  /** What time it is there. */
  readonly now?: Date;
  /** What happens until a command that stays is stopped, by what it has printed. */
  readonly untilStopped?: (printed: string) => Promise<void>;
}

/** What a person types, and gets to see. */
async function amends(args: readonly string[], typing: Typing = {}) {
  const {
    as = 'ada',
    secretAccessKey = 'local',
    environment = { AMENDS_OPERATOR_URL: proxy.url, AWS_REGION: region },
  } = typing;
  let out = '';
  let complaints = '';
  const context = {
    environment,
    localSystems: () => typing.localSystems ?? [],
    credentials: { accessKeyId: as, secretAccessKey },
    clock: () => typing.now ?? startedAt,
    untilStopped: async () => typing.untilStopped?.(out),
    write: (text: string) => void (out += text),
    writeError: (text: string) => void (complaints += text),
  };
  const exitCode = await runAmends(args, context, typing.wire);
  return { exitCode, out, complaints };
}

let customers = 0;
async function held(
  amountMinor = 250_00,
  change: Parameters<typeof filmFailure>[0] = {},
  limits = {},
): Promise<[string, string]> {
  const customerId = `cus/${++customers}`;
  const failure = filmFailure({
    ...change,
    customer: { ...change.customer, id: customerId },
    purchase: { amountMinor },
  });
  const { remedyId } = await world.deliver(failure, limits);
  return [customerId, remedyId];
}

describe('the system that npm start runs on this machine', () => {
  const there = (port: number, url = proxy.url): RunningSystem => ({
    port,
    environment: {
      AMENDS_OPERATOR_URL: url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });

  it('is reached with --local, without an address and without a profile of the shell', async () => {
    const environment: NodeJS.ProcessEnv = { AWS_PROFILE: 'production' };
    const typing = { environment, localSystems: [there(4510)] };
    expect((await amends(['--local', '--as', 'bo', 'holds', 'list'], typing)).exitCode).toBe(0);
    expect(environment).toMatchObject({ AWS_ACCESS_KEY_ID: 'bo', AWS_SECRET_ACCESS_KEY: 'local' });
    expect(environment['AWS_PROFILE']).toBeUndefined();
  });

  it('is named by its port where several run, and a start is advised where none does', async () => {
    const two = { environment: {}, localSystems: [there(4510, 'http://127.0.0.1:9/'), there(4610)] };
    expect(await amends(['holds', 'list', '--local'], two)).toMatchObject({
      exitCode: 2,
      complaints: 'Several local systems run. Say which: --local-port 4510 or --local-port 4610.\n',
    });
    expect((await amends(['holds', 'list', '--local-port', '4610'], two)).exitCode).toBe(0);
    expect(await amends(['--local', 'holds', 'list'], { environment: {} })).toMatchObject({
      exitCode: 2,
      complaints: 'No local system runs on this machine. Start one: npm start.\n',
    });
  });

  it('is not mixed up with another address', async () => {
    const { exitCode, complaints } = await amends(['--local', '--url', 'https://x.example.com', 'holds', 'list'], {
      localSystems: [there(4510)],
    });
    expect({ exitCode, complaints }).toEqual({
      exitCode: 2,
      complaints: '--local and --url are two places. Give one of them.\n',
    });
  });
});

describe('what was typed wrongly', () => {
  it.each([
    [
      'a remedy without its customer',
      ['holds', 'show', 'rem_1'],
      'Usage: amends holds show [options] <customerId> <remedyId>',
    ],
    ['a command that there is not', ['remedies', 'show'], 'list them with the reason of each'],
  ])('is answered with how it is used: %s', async (_, args, usage) => {
    expect(await amends(args)).toMatchObject({ exitCode: 2, complaints: expect.stringContaining(usage) });
  });
});

describe('the schemas of the events', () => {
  const offline = { environment: {} };

  it('are listed and printed without an address, and their version is an integer', async () => {
    const { out } = await amends(['schemas', 'list'], offline);
    expect(out.split('\n')).toEqual(expect.arrayContaining(['ParcelLost.v1', 'registry/ParcelLost', 'asyncapi']));
    const shown = await amends(['schemas', 'show', 'ParcelLost'], offline);
    expect(JSON.parse(shown.out)).toMatchObject({ properties: { schemaVersion: { type: 'integer', const: 1 } } });
    expect((await amends(['schemas', 'show', 'ParcelLost.v1'], offline)).out).toBe(shown.out);
  });

  it('are named where somebody asks for one that there is not', async () => {
    expect(await amends(['schemas', 'show', 'ParcelEaten'], offline)).toMatchObject({
      exitCode: 2,
      complaints: expect.stringContaining('ParcelLost.v1'),
    });
  });
});

describe('the words of mails', () => {
  async function words(incidentId?: string): Promise<[string, string]> {
    const customerId = `reader-${++customers}`;
    const failure = { ...filmFailure({ customer: { id: customerId } }), incidentId };
    return [customerId, await world.giveAndHoldWords(failure)];
  }

  it('are listed with what waits, shown, and approved, extended or rejected like a hold', async () => {
    const [customerId, remedyId] = await words();
    const listed = (await amends(['holds', 'list'])).out.split('\n').find((line) => line.includes(remedyId));
    expect(listed).toContain('it was given, and the words of its mail wait for a person');
    expect((await amends(['holds', 'show', customerId, remedyId])).out).toMatch(/the apology waits until .* approval/);
    const extended = await amends(['holds', 'extend', customerId, remedyId, '--hours', '24', '--why', 'a weekend']);
    expect(extended.out).toMatch(/The words of the mail of .* wait until/);
    const published = world.outcomes.published.length;
    const message = 'It was ours to sort out, and I am sorry.';
    const approve = ['holds', 'approve', customerId, remedyId, '--why', 'fine', '--message', message];
    expect((await amends(approve)).out).toMatch(/are approved. It is sent within a minute or two/);
    expect(world.outcomes.published.slice(published)).toMatchObject([{ state: 'issued', remedyId }]);
    expect((await amends(['holds', 'list'])).out).not.toContain(remedyId);
    expect((await amends(['holds', 'show', customerId, remedyId])).out).toContain(message);
  });

  it('that are rejected mean that no mail is sent', async () => {
    const [customerId, remedyId] = await words();
    const rejected = await amends([
      'holds',
      'reject',
      customerId,
      remedyId,
      '--code',
      'outside-policy',
      '--why',
      'the lawyers said so',
    ]);
    expect(rejected.out).toContain(`${remedyId} was given, and no mail is sent.`);
    const shown = await amends(['holds', 'show', customerId, remedyId]);
    expect(shown.out).toContain('the words were rejected by');
  });

  it('of an incident are counted, and approved at once without a sum', async () => {
    await words('rights-7');
    await words('rights-7');
    const shown = (await amends(['incidents', 'show', 'rights-7'])).out;
    expect(shown).toContain('2 mails about what was given wait for an approval of their words.');
    expect(shown).toContain('amends incidents approve rights-7 --why "…"');
    const approved = await amends(['incidents', 'approve', 'rights-7', '--why', 'the text is right']);
    expect(approved.out).toMatch(/rights-7.*approved/);
  });
});

describe('holds', () => {
  it('are listed as a table for people, and whole as JSON', async () => {
    const [customerId, remedyId] = await held();
    const { exitCode, out } = await amends(['holds', 'list']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^DEADLINE +CUSTOMER +REMEDY +REFERENCE +TYPE +AMOUNT +APPROVED +REASONS\n/);
    expect(out).toContain(customerId);
    expect(out).toMatch(
      new RegExp(
        `${remedyId} +${referenceOf(remedyId)} +VideoPlaybackFailed +250.00 GBP +0 of 1 +250.00 GBP is more than 200.00 GBP`,
      ),
    );
    const machine = await amends(['holds', 'list', '--limit', '1', '--json']);
    expect(JSON.parse(machine.out)).toMatchObject({ holds: [{ approvalsNeeded: 1 }], isComplete: true });
  });

  it('are shown with the failure, in which nothing a customer wrote can move the cursor', async () => {
    const [customerId, remedyId] = await held(250_00, { customer: { name: 'Zo\u202e\u0007e' } });
    const { out } = await amends(['holds', 'show', customerId, remedyId]);
    expect(out).toContain(`${remedyId} (${referenceOf(remedyId)}) of ${customerId}: VideoPlaybackFailed, held`);
    expect(out).toContain('recorded as held');
    expect(out).toContain('zoe@example.com');
    expect(out).not.toMatch(/\u202e|\u0007/);
  });

  it('are shown with what became of each email, beside the history of the money', async () => {
    const [customerId, remedyId] = await held();
    await world.ledger.saveNotice(noticeOf(customerId, { remedyId, template: 'refusal', state: 'bounced' }));
    const { out } = await amends(['holds', 'show', customerId, remedyId]);
    expect(out).toMatch(/EMAIL +WHEN +STATE +WHY\n *refusal +2026-11-20 20:45Z +bounced +a sample/);
    const machine = await amends(['holds', 'show', customerId, remedyId, '--json']);
    expect(JSON.parse(machine.out)).toMatchObject({ notices: [{ template: 'refusal', state: 'bounced', version: 1 }] });
  });

  it('are approved in the name of the caller, by two people where it takes two', async () => {
    const [customerId, remedyId] = await held(1001_00);
    const approve = ['holds', 'approve', customerId, remedyId, '--why', 'looked at it'];
    expect((await amends(approve)).out).toContain('approved by 1 of 2 (arn:aws:iam::123456789012:user/ada)');
    expect(await amends(approve)).toMatchObject({ exitCode: 1, complaints: expect.stringContaining('another person') });
    expect((await amends(approve, { as: 'ben' })).out).toContain('is approved');
    expect((await world.ledger.readRemedy(customerId, remedyId))?.hold?.approvals.map(({ actor }) => actor)).toEqual([
      'arn:aws:iam::123456789012:user/ada',
      'arn:aws:iam::123456789012:user/ben',
    ]);
  });

  it('are extended, and rejected with a message', async () => {
    const [customerId, remedyId] = await held();
    const more = await amends(['holds', 'extend', customerId, remedyId, '--hours', '72', '--why', 'asking the cinema']);
    expect(more.out).toContain('is held until 2026-11-23');
    const no = ['holds', 'reject', customerId, remedyId, '--code', 'other', '--why', 'no', '--message', 'Sorry.'];
    expect(await amends(no)).toMatchObject({ exitCode: 0, out: `${remedyId} is rejected.\n` });
    expect(await amends(no)).toMatchObject({ exitCode: 1, complaints: expect.stringContaining('it is rejected') });
  });
});

it('an incident is shown and decided once', async () => {
  const limits = { perIncident: { remedies: 0, amountMinor: { GBP: 0 } } };
  await held(399, { incidentId: 'INC 7' }, limits);
  expect((await amends(['incidents', 'show', 'INC 7'])).out).toMatch(/waits for a decision[^]*1 remedies wait with it/);
  const seen = ['--count', '1', '--sum', '3.99 GBP'];
  const approve = ['incidents', 'approve', 'INC 7', '--why', 'the CDN was down', ...seen];
  expect(await amends(approve)).toMatchObject({ exitCode: 0, out: expect.stringContaining('approved') });
  expect((await amends(approve)).exitCode).toBe(1);
  expect(await amends(['incidents', 'show', 'INC-404'])).toMatchObject({ exitCode: 1, out: '' });
});

it('modes are switched and shown with who switched and why; kill is the short way', async () => {
  const set = ['mode', 'set', 'VideoPlaybackFailed', 'shadow', '--share', '0.05', '--why', 'a new policy'];
  expect((await amends(set)).out).toMatch(/VideoPlaybackFailed +shadow, but auto for 5 % of customers/);
  world.now += 1000;
  expect((await amends(['kill', 'VideoPlaybackFailed', '--why', 'it pays too much'], { as: 'ben' })).exitCode).toBe(0);
  const { out } = await amends(['mode', 'show']);
  expect(out).toMatch(/VideoPlaybackFailed +off\n/);
  expect(out).toMatch(/user\/ada +a new policy\n[^\n]*off +arn[^\n]*user\/ben +it pays too much\n/);
  world.now += 1000;
  expect((await amends(['kill', 'Misspelt', '--why', 'stop'])).complaints).toMatch(/^Refused.*\n {2}target: /);
  await amends(['mode', 'set', 'VideoPlaybackFailed', 'auto', '--why', 'mended']);
});

describe('without a reason, the target is looked at first:', () => {
  it.each([
    ['a hold', ['holds', 'approve']],
    ['a retry', ['remedies', 'retry']],
    ['a credit', ['holds', 'void-credit']],
    ['a mail', ['notices', 'resend']],
  ])('%s of a remedy that there is not', async (_, command) => {
    const { exitCode, complaints } = await amends([...command, 'cus_404', 'rem_404']);
    expect(exitCode).toBe(1);
    expect(complaints).toMatch(/^Refused: this customer has no such remedy/);
  });

  it('what is in no state for it is refused, and what is, asks for the reason', async () => {
    const [customerId, remedyId] = await held();
    for (const [command, complaint] of [
      [['holds', 'extend', customerId, remedyId, '--hours', '1'], 'Say why, with --why'],
      [['holds', 'reject', customerId, remedyId], 'Say why, with --why'],
      [['remedies', 'retry', customerId, remedyId], 'Refused: it is held and does not need attention'],
      [['holds', 'void-credit', customerId, remedyId], 'has no credit that was given'],
      [['notices', 'close', customerId, remedyId], `Refused: there is no apology of ${remedyId}`],
    ] as const) {
      expect((await amends(command)).complaints).toContain(complaint);
    }
    await amends(['holds', 'reject', customerId, remedyId, '--code', 'other', '--why', 'not owed']);
    const { exitCode, complaints } = await amends(['holds', 'approve', customerId, remedyId]);
    expect([exitCode, complaints]).toEqual([
      1,
      `Refused: ${remedyId} is rejected, and nothing of it waits for a decision.\n`,
    ]);
  });

  it.each([
    [['mode', 'set', 'Misspelt', 'off'], 'Refused: there is no failure type Misspelt here, but VideoPlaybackFailed'],
    [['kill', 'Misspelt'], 'Refused: there is no failure type Misspelt here, but VideoPlaybackFailed'],
    [['kill', 'VideoPlaybackFailed'], 'Say why, with --why'],
    [['breaker', 'close', 'stripe'], 'Refused: no breaker of stripe is open'],
    [['incidents', 'reject', 'INC-404'], 'Refused: '],
    [['remedies', 'retry', '--reason', 'nobody says this'], 'Refused: nothing fits that'],
    [
      ['holds', 'release', '--cause', 'switched-off', '--reason', 'nobody', '--count', '1', '--sum', '0'],
      'Refused: nothing fits that',
    ],
    [['erase', 'cus_1'], 'Say why, with --why'],
  ])('%j', async (command, complaint) => {
    expect((await amends(command)).complaints).toContain(complaint);
  });
});

it('both lists say what they count, and count what is held alike', async () => {
  await held();
  await world.giveAndHoldWords({
    ...filmFailure({ customer: { id: `reader-${++customers}` } }),
    incidentId: undefined,
  });
  const holds = (await amends(['holds', 'list'])).out;
  const remedies = (await amends(['remedies', 'list', '--state', 'held'])).out;
  const [, heldThere = ''] = /^(\d+) held remed(?:y|ies) and \d+ mails? whose words wait/m.exec(holds) ?? [];
  expect(remedies).toMatch(new RegExp(`^Of them ${heldThere} held\\. holds list has the held ones, and mails`, 'm'));
});

it('a retry takes the state of the list as a filter, and says what is done about other states', async () => {
  const retry = ['remedies', 'retry', '--why', 'mended', '--count', '0', '--sum', '0', '--state'];
  expect((await amends([...retry, 'held'])).complaints).toMatch(/^Refused: what is held was not tried yet/);
  expect((await amends([...retry, 'needs-attention'])).complaints).toMatch(
    /^Refused: nothing that needs attention fits/,
  );
  expect((await amends([...retry, 'issued'])).complaints).toMatch(/needs-attention, unknown, pending, held/);
});

it('a customer is erased', async () => {
  const [customerId, remedyId] = await held();
  const erase = ['erase', customerId, '--why', 'asked for it'];
  expect(await amends(erase, { now: world.clock() })).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^1 envelope erased, of what was detected until 2026-11-20T20:45:35\.000Z\.\n$/),
  });
  expect((await amends(['holds', 'show', customerId, remedyId])).out).toContain('No envelope is kept');
});

describe('a command that fails ends with 2 and says what to do:', () => {
  it.each<[string, readonly string[], Typing, RegExp]>([
    ['no address', ['holds', 'list'], { environment: {} }, /AMENDS_OPERATOR_URL/],
    ['no region', ['holds', 'list'], { environment: { AMENDS_OPERATOR_URL: 'http://127.0.0.1:1/' } }, /--region/],
    ['a strange signature', ['holds', 'list'], { secretAccessKey: 'guessed' }, /may call it/],
    ['another region', ['holds', 'list', '--region', 'us-east-1'], {}, /may call it/],
    ['nobody there', ['holds', 'list', '--url', 'http://127.0.0.1:1/'], {}, /gave no answer/],
    ['an open line', ['holds', 'list', '--url', 'http://api.example.com/'], {}, /https/],
    ['no reason', ['kill', 'all'], {}, /--why/],
    ['an unknown mode', ['mode', 'set', 'all', 'sometimes', '--why', 'x'], {}, /auto, approve, shadow, off/],
    ['a share that is none', ['mode', 'set', 'all', 'off', '--share', '5', '--why', 'x'], {}, /from 0 to 1/],
    ['an unknown command', ['hold'], {}, /unknown command/],
  ])('%s', async (_what, args, typing, complaint) => {
    const { exitCode, out, complaints } = await amends(args, typing);
    expect([exitCode, out]).toEqual([2, '']);
    expect(complaints).toMatch(complaint);
  });

  it('an operator API that fails, or is something else', async () => {
    const other = await ScriptedHttp.start();
    try {
      other.answer = () => ({ status: 502, body: 'Internal Server Error' });
      const failed = await amends(['holds', 'list', '--url', other.url]);
      expect([failed.exitCode, failed.complaints]).toEqual([2, expect.stringContaining('failed')]);
      other.answer = () => ({ status: 200, body: '<html>' });
      expect((await amends(['holds', 'list', '--url', other.url])).exitCode).toBe(2);
    } finally {
      await other.stop();
    }
  });
});

it('knows the region by the URL of a function, and by nothing that only looks like one', () => {
  const at = (url: string) => () =>
    new OperatorClient({ url }, { credentials: { accessKeyId: 'ada', secretAccessKey: 'local' } });
  expect(at('https://abc.lambda-url.eu-north-1.on.aws/')).not.toThrow();
  expect(at('https://abc.lambda-url.eu-north-1.on.aws.example.com/')).toThrow('--region');
});

it.each([
  ['the URL of a function', 'https://abc.lambda-url.eu-north-1.on.aws/', 'holds', 'eu-north-1/lambda'],
  [
    'a private REST API',
    'https://abc-vpce-0a1b2c.execute-api.eu-north-1.amazonaws.com/v1/',
    'v1/holds',
    'eu-north-1/execute-api',
  ],
])('signs for %s', async (_what, url, path, scope) => {
  const asked = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{}'));
  await new OperatorClient({ url }, { credentials: { accessKeyId: 'ada', secretAccessKey: 'local' } }).get(['holds']);
  const [target, request] = asked.mock.calls[0] ?? [];
  asked.mockRestore();
  expect(target).toEqual(new URL(`/${path}`, url));
  expect(new Headers(request?.headers).get('authorization')).toContain(`/${scope}/aws4_request`);
});

describe('reconcile', () => {
  const environment = {
    LEDGER_TABLE_NAME: 'ledger',
    SEAL_KEYS: '{}',
    REFUND_PROVIDER: 'http',
    REFUND_ENDPOINT_READ_SECRET_NAME: 'secret',
    REFUND_ENDPOINT_URL: 'https://pay.example.com',
  };
  const reported = {
    remedyId: 'rem_1',
    customerId: 'c',
    end: 'issued',
    amountMinor: 399,
    currency: 'GBP',
    hoursAgo: 10,
  } as const;
  const over = (books: Books): Typing => ({
    environment,
    wire: () => ({
      statement: { items: () => streamOf(recordsOf(books)) },
      provider: {
        refundsBetween: () => streamOf(books.refunds.values()),
        disputesBetween: () => streamOf(books.disputes),
      },
      observer: world.observer,
    }),
  });

  it('ends with 0 where both sides agree', async () => {
    expect(await amends(['reconcile'], over(consistentBooks([reported])))).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('No differences'),
    });
  });

  it('compares what was given until just now, so that a fresh system has something to compare', async () => {
    const fresh = over(consistentBooks([{ ...reported, hoursAgo: 0.01 }]));
    expect(await amends(['reconcile'], fresh)).toMatchObject({ exitCode: 0 });
  });

  it('ends with 1 where they differ, and says how, for people and as JSON', async () => {
    const books = consistentBooks([reported]);
    books.refunds.delete(refOf('rem_1'));
    const forPeople = await amends(['reconcile'], over(books));
    expect([forPeople.exitCode, forPeople.out]).toEqual([
      1,
      expect.stringContaining('paid-not-at-provider: part 1 of rem_1'),
    ]);
    const forMachines = await amends(['reconcile', '--json'], over(books));
    const { findings } = await compareBooks(books);
    expect(JSON.parse(forMachines.out)).toMatchObject({
      verdict: 'differ',
      findings,
      from: scope.window.from.toISOString(),
    });
  });

  it('ends with 2 where there was nothing to compare, or a side could not be read', async () => {
    expect(await amends(['reconcile'], over(consistentBooks([])))).toMatchObject({
      exitCode: 2,
      out: expect.stringContaining('Nothing was compared'),
    });
    const broken: Typing = {
      environment,
      wire: (_settings, observer) => ({
        statement: { items: () => streamOf([]) },
        provider: {
          async *refundsBetween(): AsyncGenerator<ProviderRefund> {
            throw new StatementUnavailableError('Run it again.');
          },
          disputesBetween: () => streamOf([]),
        },
        observer,
      }),
    };
    expect(await amends(['reconcile'], broken)).toMatchObject({ exitCode: 2, out: '', complaints: 'Run it again.\n' });
  });

  it('compares the given window, and reads its settings from flags too', async () => {
    const late = consistentBooks([{ ...reported, hoursAgo: 500 }]);
    const seen: unknown[] = [];
    const { wire } = over(late);
    const args = [
      'reconcile',
      '--from',
      '2026-10-01T00:00:00Z',
      '--table',
      'other',
      '--endpoint-url',
      'https://two.example.com',
    ];
    const { exitCode } = await amends(args, {
      environment,
      wire: (settings, observer) => {
        seen.push(settings);
        if (!wire) throw new Error('no wire');
        return wire(settings, observer);
      },
    });
    expect(exitCode).toBe(0);
    expect(seen).toMatchObject([{ LEDGER_TABLE_NAME: 'other', REFUND_ENDPOINT_URL: 'https://two.example.com' }]);
    expect((await amends(['reconcile', '--from', 'yesterday'], { environment })).exitCode).toBe(2);
    expect((await amends(['reconcile', '--from', '2027-01-01'], { environment })).exitCode).toBe(2);
    expect((await amends(['reconcile'], { environment: {} })).complaints).toContain('LEDGER_TABLE_NAME');
  });
});

describe('a credit that was not used', () => {
  const credit = { kind: 'credit', amountMinor: 100, currency: 'GBP', accountId: 'acct', basis: 'goodwill' } as const;

  it('is withdrawn, and the remedy shows what it was', async () => {
    world.partner.willAnswer = { state: 'succeeded', providerRef: 'cr_1' };
    const customerId = `cus_cli_${++customers}`;
    const { remedyId } = await world.deliver(filmFailure({ customer: { id: customerId } }), {}, giving(credit));
    const { exitCode, out } = await amends(['holds', 'void-credit', customerId, remedyId, '--why', 'the parcel came']);
    expect([exitCode, out]).toEqual([0, `The credit of ${remedyId} was withdrawn.\n`]);
    const shown = await amends(['holds', 'show', customerId, remedyId]);
    expect(shown.out).toMatch(/1 +credit +1\.00 GBP +declined, cr_1, cancelled/);
    const again = await amends(['holds', 'void-credit', customerId, remedyId, '--why', 'once more']);
    expect(again).toMatchObject({ exitCode: 1, complaints: expect.stringContaining('no credit') });
  });

  it('whose partner is on the bus is reported as requested back', async () => {
    world.partner.willAnswer = { state: 'succeeded', providerRef: 'cr_1' };
    const customerId = `cus_cli_${++customers}`;
    const failure = filmFailure({ customer: { id: customerId }, purchase: { orderId: 'ord_bus' } });
    const { remedyId } = await world.deliver(failure, {}, giving({ ...credit, accountId: 'acct_bus' }));
    const withdraw = world.partner.withdraw.bind(world.partner);
    world.partner.withdraw = () => Promise.resolve({ state: 'declined', reason: 'no-answer' });
    const { out } = await amends(['holds', 'void-credit', customerId, remedyId, '--why', 'the parcel came']);
    world.partner.withdraw = withdraw;
    expect(out).toContain('was requested');
  });
});

it('notices are listed with what is known, shown, sent once more to a corrected address, and taken off the list', async () => {
  const { customerId, remedyId } = await world.giveAndBounce('cus/bounced');
  const list = await amends(['notices', 'list', '--trouble', 'bounced']);
  expect(list.out).toMatch(new RegExp(`apology +bounced +${customerId} +${remedyId} .*3\\.99 GBP`));
  expect((await amends(['notices', 'show', customerId, remedyId])).out).toMatch(/bounced +the mail was bounced/);
  const why = ['--why', 'they called'];
  const again = await amends(['notices', 'resend', customerId, remedyId, ...why, '--email', 'zoe.park@example.com']);
  expect([again.exitCode, again.out]).toEqual([0, expect.stringContaining('is sent once more within a minute')]);
  expect((await amends(['notices', 'list'])).out).toContain('There is none.');
  const other = await world.giveAndBounce('cus_told');
  const closed = await amends(['notices', 'close', other.customerId, other.remedyId, '--why', 'told by phone']);
  expect(closed.out).toContain('is off the list');
  const twice = await amends(['notices', 'close', other.customerId, other.remedyId, '--why', 'told by phone']);
  expect([twice.exitCode, twice.complaints]).toEqual([1, expect.stringContaining('is not on the list')]);
});

describe('the audit trail', () => {
  it('shows who did and read what on a day, and what was refused, and can be narrowed', async () => {
    const [customerId, remedyId] = await held();
    await amends(['holds', 'reject', customerId, remedyId, '--code', 'other', '--why', 'not owed'], { as: 'bo' });
    const day = world.clock().toISOString().slice(0, 10);
    const { out, exitCode } = await amends(['audit', '--day', day, '--of', remedyId, '--by', 'BO']);
    expect(exitCode).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.replaceAll(/ +/g, ' ')),
    ).toEqual([
      'WHEN (UTC) WHO FROM WHAT ABOUT ANSWER WHY',
      expect.stringMatching(/user\/bo 127\.0\.0\.1 showRemedy customerId=\S+ remedyId=\S+ done$/),
      expect.stringMatching(/user\/bo 127\.0\.0\.1 rejectHold .*expectedVersion=1 .* asked not owed$/),
      expect.stringMatching(/user\/bo 127\.0\.0\.1 rejectHold .* done not owed$/),
    ]);
    const again = await amends(['audit', '--day', day, '--by', 'ada', '--json']);
    expect(JSON.parse(again.out)).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ operation: 'listAudit' })]),
    });
  });

  it('says so where there is nothing, or no such day', async () => {
    expect((await amends(['audit', '--day', '2020-01-01'])).out).toMatch(/Nothing is in the audit trail of 2020-01-01/);
    expect((await amends(['audit', '--day', 'yesterday'])).exitCode).toBe(2);
  });
});

describe('the console on this machine', () => {
  const addressIn = (printed: string): string =>
    /http:\/\/127\.0\.0\.1:\d+\/sign-in\?secret=\S+/.exec(printed)?.[0] ?? '';

  it('is for whoever has the address that was printed, and acts in the name of whoever started it', async () => {
    let home = '';
    let stranger = 0;
    const { exitCode, out } = await amends(['console', '--port', '0'], {
      untilStopped: async (printed) => {
        const address = addressIn(printed);
        stranger = (await fetch(address.replace(/secret=.*/, 'secret=guessed'))).status;
        const entered = await fetch(address, { redirect: 'manual' });
        const [cookie = ''] = entered.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
        expect(entered.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Strict/i);
        home = await (await fetch(new URL('/', address), { headers: { cookie } })).text();
      },
    });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^You are arn:aws:iam::.*\/ada, and may look, write, report, give, approve/);
    expect(stranger).toBe(401);
    expect(home).toContain('<h1>Today</h1>');
    expect(home).toContain('>ada<');
  });

  it('does not begin for somebody whom nobody granted anything', async () => {
    const { exitCode, complaints } = await amends(['console', '--port', '0'], { as: 'ada', secretAccessKey: 'wrong' });
    expect(exitCode).toBe(2);
    expect(complaints).toMatch(/does not let you in/);
  });
});

describe('what is written to all customers of an incident', () => {
  const limits = { perIncident: { remedies: 0, amountMinor: { GBP: 0 } } };
  const toAll = {
    en: { text: 'We broke it.\n\n- all of it', signedBy: 'Ruth Abara', signedRole: 'Chief executive' },
    de: { text: 'Leider war das so.', signedBy: 'Ruth Abara' },
  };

  function fileOf(messages: object): string {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'messages-')), 'messages.json');
    writeFileSync(file, JSON.stringify(messages));
    return file;
  }

  it('is shown in each language before, with what is wrong with it, and approved only as it was shown', async () => {
    await held(399, { incidentId: 'INC 8' }, limits);
    const messages = fileOf(toAll);
    const approve = ['incidents', 'approve', 'INC 8', '--messages', messages];
    const shown = (await amends([...approve, '--preview'])).out;
    expect(shown).toMatch(/^This customer \(en-GB\) reads the message \(apology, in en, as far as it is known now\):/);
    expect(shown).toContain('Signed by: Ruth Abara, Chief executive');
    expect(shown).toContain('  - all of it');
    expect(shown).toContain('Who reads ja would read our own words (apology, in ja');
    expect(shown).toMatch(/Warning: no-unfortunately: “Leider”/);
    const wording = /--wording (\w+)/.exec(shown)?.[1] ?? '';
    const decided = ['--why', 'the CDN was down', '--count', '1', '--sum', '3.99 GBP'];
    const unseen = await amends([...approve, ...decided]);
    expect(unseen).toMatchObject({ exitCode: 1, complaints: expect.stringContaining('look at their mails before') });
    const other = ['incidents', 'approve', 'INC 8', '--messages', fileOf({ en: { text: 'It broke.' } })];
    expect((await amends([...other, ...decided, '--wording', wording])).exitCode).toBe(1);
    const done = await amends([...approve, ...decided, '--wording', wording]);
    expect(done).toMatchObject({ exitCode: 0, out: expect.stringContaining('approved') });
  });

  it('is in a file that says for which languages it is, and names what is wrong with one', async () => {
    const typo = fileOf({ en: { txt: 'We broke it.' } });
    const refused = await amends(['incidents', 'approve', 'INC 8', '--messages', typo, '--preview']);
    expect(refused).toMatchObject({ exitCode: 2, complaints: expect.stringContaining('en.text') });
    const missing = await amends(['incidents', 'approve', 'INC 8', '--messages', '/nowhere.json', '--preview']);
    expect(missing.complaints).toContain('{"en": {"text": "…", "signedBy": "…"}}');
  });
});

it('a hold is sent back to who published it with a question, and shown with what came back', async () => {
  const [customerId, remedyId] = await held();
  const ask = ['holds', 'ask', customerId, remedyId, '--question', 'Was it paused?', '--why', 'the log is unclear'];
  const before = world.asked.length;
  expect((await amends(ask)).complaints).toBe('Refused: nobody knows which system published it.\n');
  const record = await world.ledger.readRemedy(customerId, remedyId);
  if (!record) throw new Error('nothing was recorded');
  await world.ledger.saveRemedy({ ...record, source: 'com.example.player', version: record.version + 1 });
  const again = await amends([...ask, '--hours', '2']);
  expect(again.out).toBe(`com.example.player is asked about ${remedyId}. Its deadline stays as it is.\n`);
  expect(world.asked.slice(before)).toMatchObject([{ to: 'com.example.player', question: 'Was it paused?' }]);
  expect((await amends(['holds', 'list'])).out).toMatch(new RegExp(`${remedyId}.*waits for com.example.player since`));
  const { inquiryId = '' } = world.asked.at(-1) ?? {};
  const answer = { schemaVersion: 1 as const, customerId, remedyId, inquiryId, answer: 'It stalled.\u0007' };
  const answering = { source: 'com.example.player', type: 'VideoPlaybackFailedExplained' };
  expect(await takeAnswer(answer, answering, world.operatorApiPorts())).toEqual({ result: 'taken' });
  const shown = await amends(['holds', 'show', customerId, remedyId]);
  expect(shown.out).toMatch(/user\/ada asked com\.example\.player .*: Was it paused\?/);
  expect(shown.out).toMatch(/com\.example\.player answered .*: It stalled\./);
  expect(shown.out).not.toContain('\u0007');
});
