import { load, type CheerioAPI } from 'cheerio';
import { feedApp } from '../../customer/feed/feed-app';
import type { FeedIntake } from '../../lambdas/feed/feed-contract';
import { wordsLocales } from '../../lambdas/words/locales';
import { filmFailure } from '../fakes/film-failure';
import { attacks } from '../fakes/hostile-text';
import { FeedWorld } from '../flow/feed/feed-world';

// What pages of the shop are answered, and the page on which customers read all that was given to them.

let world: FeedWorld;
let app: ReturnType<typeof feedApp>;

beforeEach(() => {
  world = new FeedWorld();
  const intake: FeedIntake = { answer: (question) => world.ask(question) };
  app = feedApp({ intake, pollSeconds: 5, clock: world.clock });
});

const at = (path: string): string => `https://given.example.com/${path}`;

function query(more: Readonly<Record<string, string>> = {}, link = world.linkOf()): string {
  return `?${new URLSearchParams({ l: link, ...more }).toString()}`;
}

async function pageOf(more: Readonly<Record<string, string>> = {}, link = world.linkOf()): Promise<CheerioAPI> {
  return load(await (await app.request(at(query(more, link)))).text());
}

/** Who is on the page while it is given, up to where the mail waits. */
async function whileMailWaits(failure: object, look: () => Promise<void>): Promise<void> {
  await world.fresh();
  let isOver = false;
  world.meanwhile = async () => {
    if (!isOver) await look();
    isOver = true;
  };
  await world.publishFailure({ ...filmFailure(), ...failure });
  expect(isOver).toBe(true);
}

it('a page of the shop is told what was given, how soon to ask again, and nothing of the customer', async () => {
  await whileMailWaits({}, async () => {
    const response = await app.request(at(`fresh${query()}`));
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      schemaVersion: 1,
      pollSeconds: 5,
      locale: 'en',
      items: [{ title: 'We’ve refunded £3.99. Sorry about “Paris, Texas”', amounts: [{ amountMinor: 399 }] }],
    });
    const { customer, purchase } = filmFailure();
    for (const personal of [customer.name, customer.email, customer.id, purchase.paymentId, purchase.orderId]) {
      expect(text).not.toContain(personal);
    }
  });
});

it('what has not changed is not sent again, and nobody but the browser keeps it', async () => {
  const first = await app.request(at(`fresh${query()}`));
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const etag = first.headers.get('etag') ?? '';
  const same = await app.request(at(`fresh${query()}`), { headers: { 'if-none-match': etag } });
  expect([same.status, await same.text()]).toEqual([304, '']);
  await whileMailWaits({}, async () => {
    const other = await app.request(at(`fresh${query()}`), { headers: { 'if-none-match': etag } });
    expect(other.status).toBe(200);
  });
});

it('who asks too often is told when to ask again, and others are answered', async () => {
  const link = world.linkOf();
  const statuses: number[] = [];
  for (let asked = 0; asked < 91; asked++) statuses.push((await app.request(at(`fresh${query({}, link)}`))).status);
  expect(statuses.filter((status) => status !== 200)).toEqual([429]);
  const refused = await app.request(at(`fresh${query({}, link)}`));
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await app.request(at(`fresh${query({}, world.linkOf('cus_2'))}`))).status).toBe(200);
  world.now += 61_000;
  expect((await app.request(at(`fresh${query({}, link)}`))).status).toBe(200);
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };

it('a page of another origin says that it shows it, once', async () => {
  await whileMailWaits({}, async () => {
    const { remedyId } = world.onlyRecord();
    const see = async (by: string): Promise<unknown> => {
      const body = new URLSearchParams({ l: world.linkOf(), id: remedyId, by }).toString();
      const headers = { ...form, 'sec-fetch-site': 'cross-site' };
      return (await app.request(at('see'), { method: 'POST', body, headers })).json();
    };
    expect(await see('a-page-of-the-shop')).toEqual({ show: true });
    expect(await see('one-more-page-of-it')).toEqual({ show: false });
  });
});

it.each(['', 'x', 'a b c d e f g h i j k', 'x'.repeat(65)])('"%s" is nobody who shows anything', async (by) => {
  await world.publishFailure(filmFailure());
  const body = new URLSearchParams({ l: world.linkOf(), id: world.onlyRecord().remedyId, by }).toString();
  expect((await app.request(at('see'), { method: 'POST', body, headers: form })).status).toBe(404);
});

it.each(['GET', 'HEAD', 'OPTIONS', 'PUT'])('%s marks nothing as seen', async (method) => {
  await whileMailWaits({}, async () => {
    const filled = query({ id: world.onlyRecord().remedyId, by: 'a-page-of-the-shop' });
    await app.request(at(`see${filled}`), { method });
    expect(world.notices().apology).toBeUndefined();
  });
});

it.each(wordsLocales.map(({ tag }) => tag))('the page is in the language of the customer: %s', async (tag) => {
  await world.publishFailure(filmFailure({ customer: { locale: tag } }));
  const page = await pageOf();
  expect(page('html').attr('lang')).toBe(tag);
  expect(page('article h2').text()).toMatch(/3[.,]99/);
  const other = wordsLocales.find((one) => one.tag !== tag)?.tag ?? '';
  expect((await pageOf({ lang: other }))('html').attr('lang')).toBe(other);
});

it('what a customer or a system wrote is text on it, and leads nowhere', async () => {
  for (const [index, title] of attacks.entries()) {
    world = new FeedWorld();
    const intake: FeedIntake = { answer: (question) => world.ask(question) };
    app = feedApp({ intake, pollSeconds: 5, clock: world.clock });
    const rentalId = `rent_${index}`;
    await world.publishFailure(filmFailure({ playback: { title: title.slice(0, 200) || 'x', rentalId } }));
    const page = await pageOf();
    expect(page('main img, main script, main iframe, main form').length).toBe(0);
    expect(
      page('main a')
        .toArray()
        .map((a) => page(a).attr('href')?.slice(0, 7)),
    ).toEqual(['mailto:']);
  }
});

it('whoever was given nothing reads so, and a link that opens nothing says why', async () => {
  expect((await pageOf())('main').text()).toContain('There is nothing here yet.');
  const old = world.linkOf(undefined, 60);
  world.now += 61_000;
  const expired = await app.request(at(query({}, old)));
  expect(expired.status).toBe(410);
  expect(await expired.text()).toContain('This link is too old.');
  expect((await app.request(at('?l=x'))).status).toBe(404);
  expect((await app.request(at('elsewhere'))).status).toBe(404);
});

it('no other site learns the link, and nothing is kept or run', async () => {
  const { headers } = await app.request(at(query()));
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('set-cookie')).toBeNull();
});
