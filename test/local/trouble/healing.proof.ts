import { publishedTypes } from '../../../local/demo/script/stories';
import type { TroubleId } from '../../../local/trouble/troubles';
import { startWithPages } from '../../../local/beside/start-with-pages';
import { playbackFailure, TestSystem, type Failed } from '../test-system';
import { PageVisitor } from './page-visitor';

// What is broken on purpose heals by itself once it is mended: with the functions, queues and times of the template.

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.open({}, (options) => startWithPages(options, { gallery: 'http://127.0.0.1:1/' }));
});
afterEach(() => {
  for (const { id } of system.local.troubles.on) system.local.troubles.mend(id);
});
afterAll(() => system.local.stop());

let viewers = 9_000;
const failedFilm = (): Promise<Failed> => system.publishFailure(playbackFailure((viewers += 1)));

/** More than the lease of an attempt that was killed, and than a breaker waits before its first try. */
const patienceMs = 61_000;

const broken: readonly {
  readonly id: TroubleId;
  readonly shows: string;
  readonly refunds: number;
  readonly mails: number;
}[] = [
  { id: 'provider-down', shows: 'none', refunds: 0, mails: 0 },
  // The webhook tells of it, and the mail leaves while it is still broken.
  { id: 'reply-lost', shows: 'unknown', refunds: 1, mails: 1 },
  { id: 'rate-limited', shows: 'none', refunds: 0, mails: 0 },
  { id: 'key-expired', shows: 'held', refunds: 0, mails: 0 },
  { id: 'mail-refused', shows: 'issued', refunds: 1, mails: 0 },
  { id: 'database-throttled', shows: 'none', refunds: 0, mails: 0 },
  { id: 'function-killed', shows: 'none', refunds: 1, mails: 0 },
];

it.each(broken)('$id: it bites, and mended, the customer gets one refund and one mail', async ({ id, ...bitten }) => {
  system.local.troubles.begin(id);
  const failed = await failedFilm();
  const [refunds, mails] = [(await system.refundsOf(failed)).length, (await system.mailsTo(failed)).length];
  expect({ shows: failed.result, refunds, mails }).toEqual(bitten);
  system.local.troubles.mend(id);
  system.local.passTime(patienceMs);
  // One sweep finds what waits, the next one what that has left. On a slow machine a sweep ends early.
  for (let sweep = 1; sweep <= 10 && (await system.mailsTo(failed)).length === 0; sweep++) await system.runSweep();
  expect(await system.refundsOf(failed)).toMatchObject([{ amount: 399 }]);
  expect(await system.mailsTo(failed)).toHaveLength(1);
});

describe('the page that breaks things', () => {
  const open = (path = ''): Promise<PageVisitor> => PageVisitor.signIn(system.local.endpoints.console ?? '', path);

  it('says on every page what is broken, until it is mended', async () => {
    const visitor = await open();
    await visitor.post('/trouble/mail-refused/begin', { minutes: '5' });
    for (const path of ['/', '/holds', '/controls', '/trouble', '/company']) {
      expect([path, await visitor.get(path)]).toMatchObject([
        path,
        { status: 200, text: expect.stringContaining('Broken on purpose: The mail service takes no mail, until') },
      ]);
    }
    expect(await PageVisitor.atSignIn(system.local.endpoints.console ?? '')).toMatchObject({
      text: expect.stringContaining('Broken on purpose: The mail service takes no mail, until'),
      links: [],
    });
    await visitor.post('/trouble/mail-refused/mend');
    expect((await visitor.get('/')).text).not.toContain('Broken on purpose');
    const { text } = await PageVisitor.atSignIn(system.local.endpoints.console ?? '');
    expect(text).toContain('Who are you?');
    expect(text).not.toContain('Broken on purpose');
  });

  it('breaks nothing without the token of the page, for another origin, or for longer than an hour', async () => {
    const visitor = await open();
    expect(await visitor.post('/trouble/provider-down/begin', { minutes: '5', token: 'another' })).toMatchObject({
      status: 403,
    });
    const origin = 'https://evil.example.com';
    expect(await visitor.post('/trouble/provider-down/begin', { minutes: '5' }, origin)).toMatchObject({ status: 403 });
    expect(await visitor.post('/trouble/provider-down/begin', { minutes: '61' })).toMatchObject({ status: 400 });
    expect(await visitor.post('/trouble/everything/begin', { minutes: '5' })).toMatchObject({ status: 404 });
    expect(system.local.troubles.on).toEqual([]);
  });

  it('sends a failure that was paid, and shows how it heals: each delivery, what the ledger says, and the mail', async () => {
    const visitor = await open();
    await visitor.post('/trouble/provider-down/begin', { minutes: '0' });
    expect((await visitor.post('/trouble/send', { type: 'VideoPlaybackFailed', count: '1' })).status).toBe(303);
    await system.local.idle();
    const broken = await visitor.get('/trouble');
    expect(broken.text).toMatch(/Video playback failed Not decided yet/);
    expect(broken.text).toMatch(/Deliveries 1 to 3 to video-playback-failed failed.*It waits in the retry queue/);
    await visitor.post('/trouble/provider-down/mend');
    await system.runSweep();
    // The ledger's times are those of the functions, for whom minutes may have passed: where each step stands is open.
    const { text } = await visitor.get('/trouble');
    expect(text).toMatch(/Video playback failed Issued.*Delivery 4 to video-playback-failed was done/);
    expect(text).toMatch(/Video playback failed Issued.*Remedy: issued.*Mail \(apology\): delivered/);
  });

  it('sends no failure of a type that there is not, and not more than twenty', async () => {
    const visitor = await open();
    expect(await visitor.post('/trouble/send', { type: 'ParcelEaten', count: '1' })).toMatchObject({
      status: 400,
      text: expect.stringContaining('there is no failure type ParcelEaten'),
    });
    // What people give of their own accord, no product system publishes.
    expect(await visitor.post('/trouble/send', { type: 'GoodwillGiven', count: '1' })).toMatchObject({ status: 400 });
    expect(await visitor.post('/trouble/send', { type: 'ParcelLost', count: '21' })).toMatchObject({ status: 400 });
  });

  it('every type of failure can be sent, and twice, and is decided on', async () => {
    const visitor = await open();
    for (const { type } of publishedTypes) {
      await visitor.post('/trouble/send', { type, count: '2' });
      await system.local.idle();
      const states = [...(await visitor.get('/trouble')).text.matchAll(/, just now|Not decided yet/g)];
      expect([type, states.slice(0, 2).map(([text]) => text)]).toEqual([type, [', just now', ', just now']]);
    }
  });

  it('leads from the first page to the inbox, the company and all mails', async () => {
    const { links, text } = await (await open()).get('/');
    expect(text).toContain('On this machine');
    expect(links).toEqual(
      expect.arrayContaining(['/trouble', system.local.endpoints.mail, '/company', 'http://127.0.0.1:1/']),
    );
  });

  it('the company shows what its systems were asked for, and what its provider has booked', async () => {
    const failed = await failedFilm();
    const [refund] = await system.refundsOf(failed);
    const { text } = await (await open()).get('/company');
    expect(text).toContain(refund?.id);
    expect(text).toMatch(/callback team|order system|credit system/);
  });
});
