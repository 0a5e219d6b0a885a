import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { filmFailure } from '../../fakes/film-failure';
import { FeedWorld } from './feed-world';

// Customers are told once: on the page where it happened, or by mail.

const asNews = 'We’ve refunded £3.99. Sorry about “Paris, Texas”';
const asReceipt = 'We’ve refunded £3.99. Your receipt';

let world: FeedWorld;
beforeEach(() => {
  world = new FeedWorld();
});

it('who is on the page is told there first, and the mail that comes after is shorter and a receipt', async () => {
  await world.fresh();
  const shown: string[] = [];
  world.meanwhile = async () => void shown.push(...(await world.pageAsks()));
  await world.publishFailure(filmFailure());
  expect(shown).toEqual([asNews]);
  expect(world.subjects).toEqual([asReceipt]);
  const [receipt] = world.mailer.mails;
  expect(receipt?.text).toContain('You may have read this on our page already.');
  expect(receipt?.text).toContain('£3.99');
  expect(receipt?.text).not.toContain('That was our fault');
  expect(world.waitedMs).toBe(500);
});

it('who is nowhere is written to at once, and a page that is opened later has nothing to say', async () => {
  await world.publishFailure(filmFailure());
  expect(world.waitedMs).toBe(0);
  expect(world.subjects).toEqual([asNews]);
  expect(await world.pageAsks()).toEqual([]);
});

it('a page that was left is waited for a moment, and the mail is the news', async () => {
  await world.fresh();
  await world.publishFailure(filmFailure());
  expect(world.waitedMs).toBeLessThanOrEqual(7_000);
  expect(world.subjects).toEqual([asNews]);
  expect(await world.pageAsks()).toEqual([]);
});

it('in a storm, in which mails are late, none waits', async () => {
  await world.fresh();
  await world.givenOnly();
  world.now += 8_000;
  await world.write();
  expect(world.waitedMs).toBe(0);
  expect(world.subjects).toEqual([asNews]);
});

it('nothing is shown before it is given', async () => {
  world.provider.answerNext({ state: 'pending', providerRef: 're_1' });
  await world.givenOnly();
  expect(world.onlyRecord().state).toBe('pending');
  expect(await world.pageAsks()).toEqual([]);
  expect((await world.all()).items).toEqual([]);
});

it('two pages of one customer say it once, and the one that asks again is answered the same', async () => {
  await world.givenOnly();
  const { remedyId } = world.onlyRecord();
  const link = world.linkOf();
  const asked = ['page-one-of-the-shop', 'page-two-of-the-shop', 'page-one-of-the-shop'].map(
    (by) => () => world.ask({ ask: 'see', link, remedyId, by }),
  );
  const answers: unknown[] = [];
  for (const ask of asked) answers.push(await ask());
  expect(answers).toEqual([
    { is: 'seen', show: true },
    { is: 'seen', show: false },
    { is: 'seen', show: true },
  ]);
  expect((await world.fresh()).items).toEqual([]);
});

it('a page and a mail at the same moment say it once', async () => {
  await world.givenOnly();
  const { remedyId } = world.onlyRecord();
  const [seen] = await Promise.all([
    world.ask({ ask: 'see', link: world.linkOf(), remedyId, by: 'a-page-of-the-shop' }),
    world.write(),
  ]);
  const isShown = seen.is === 'seen' && seen.show;
  expect(world.subjects).toEqual([isShown ? asReceipt : asNews]);
});

it('somebody else’s link neither shows it nor marks it as seen', async () => {
  await world.givenOnly();
  const { remedyId } = world.onlyRecord();
  const link = world.linkOf('cus_somebody_else');
  expect((await world.fresh(link)).items).toEqual([]);
  expect((await world.all(link)).items).toEqual([]);
  expect(await world.ask({ ask: 'see', link, remedyId, by: 'a-page-of-the-shop' })).toEqual({
    is: 'seen',
    show: false,
  });
  await world.write();
  expect(world.subjects).toEqual([asNews]);
});

it('a link that is forged, or whose time is over, opens nothing', async () => {
  await world.givenOnly();
  const [, mac = ''] = world.linkOf().split('.');
  const payload = Buffer.from(JSON.stringify({ customerId: 'cus_x', expiresAt: 9_999_999_999 })).toString('base64url');
  for (const link of ['', 'x.y', `${payload}.${mac}`]) {
    expect(await world.ask({ ask: 'all', link })).toEqual({ is: 'refused', why: 'link-invalid' });
  }
  const old = world.linkOf(undefined, 60);
  world.now += 61_000;
  for (const ask of ['all', 'fresh'] as const) {
    expect(await world.ask({ ask, link: old })).toEqual({ is: 'refused', why: 'link-expired' });
  }
});

it('what nobody has begun to write of yet is on no page: there is no word of what happened', async () => {
  await world.givenOnly();
  expect((await world.fresh()).items).toEqual([]);
});

it('a mail that nobody can get is said by the page, and nobody has to find another way', async () => {
  await world.publishFailure(filmFailure({ customer: { email: 'none at all' } }));
  expect(world.notices().apology).toMatchObject({ state: 'suppressed', trouble: 'no-address' });
  expect(await world.pageAsks()).toEqual([asNews]);
  expect(world.notices().apology?.trouble).toBeUndefined();
});

it('what was seen and fails before the mail leaves is corrected, and no mail says after that that it was given', async () => {
  await world.fresh();
  await world.givenOnly();
  world.meanwhile = () => world.pageAsks();
  const save = world.ledger.saveNotice.bind(world.ledger);
  // It fails while somebody who has read that it was given is about to begin the mail.
  world.ledger.saveNotice = async (notice) => {
    if (notice.template === 'apology' && notice.state === 'sending' && notice.version === 2) {
      world.ledger.saveNotice = save;
      await world.failLate('other');
      await world.late();
    }
    return save(notice);
  };
  await world.write();
  expect(world.subjects).toEqual(['Your £3.99 did not arrive after all']);
  expect((await world.all()).items.map(({ title, amounts }) => ({ title, amounts }))).toEqual([
    { title: 'A person is looking at it. We’re sorry', amounts: [] },
  ]);
});

it('words that a person has yet to let go are on no page, and then they are theirs', async () => {
  await world.givenOnly();
  const record = world.onlyRecord();
  const held = { ...record, wordsWait: true } satisfies RemedyRecord;
  world.ledger.records.set([...world.ledger.records.keys()][0] ?? '', held);
  expect(await world.pageAsks()).toEqual([]);
  expect((await world.all()).items).toEqual([]);
});

it('the page of all of it says what, why this much, until when, and whom to ask', async () => {
  await world.publishFailure(filmFailure());
  const { items, locale } = await world.all();
  expect(locale).toBe('en');
  const [item] = items;
  expect(item).toMatchObject({
    title: asNews,
    arrival: 'It should reach you in 5 to 10 business days, depending on your bank.',
    givenOn: 'Given on 20 November 2026',
    thereBy: 'It should be there by Friday 4 December.',
    amounts: [{ amountMinor: 399, currency: 'GBP' }],
    signatory: 'Nora Lind',
  });
  expect(item?.paragraphs.join(' ')).toContain('it kept stopping to load');
  expect((await world.all(undefined, 'de')).items[0]?.title).toContain('3,99');
});

it('who was erased is shown nothing of it', async () => {
  await world.publishFailure(filmFailure());
  const { customerId } = world.onlyRecord();
  const at = world.clock().toISOString();
  await world.ledger.eraseEnvelopes(customerId, { until: at, at });
  expect((await world.all()).items).toEqual([]);
});
