import { load } from 'cheerio';
import { accountAddress, serveShop } from '../../../../local/company/shop/serve-shop';
import { Shop } from '../../../../local/company/shop/shop';
import type { LoopbackServer } from '../../../../local/emulator/server/loopback-server';

let server: LoopbackServer;

beforeAll(async () => {
  const shop = new Shop({
    providerUrl: 'http://127.0.0.1:9',
    secret: 'a-secret-of-the-shop-and-of-nobody-else',
    feed: { linkSecret: 'a-secret-with-which-the-shop-signs-links', feedUrl: 'http://127.0.0.1:9/feed/' },
    clock: () => new Date('2026-11-29T10:00:00.000Z'),
  });
  server = await serveShop(0, () => shop);
});
afterAll(() => server.stop());

it('who is signed in has a page with the component, which is served beside it', async () => {
  const response = await fetch(accountAddress(server.url, 'cus_1'));
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const component = load(await response.text())('amends-apology');
  expect(component.attr('feed')).toBe('http://127.0.0.1:9/feed/');
  expect(component.attr('link')).toMatch(/^[\w-]+\.[\w-]+$/);
  const script = await fetch(new URL('/amends-apology.js', server.url));
  expect(script.headers.get('content-type')).toContain('text/javascript');
  expect(await script.text()).toContain('amends-apology');
});

it.each(['%E0%A4%A', '%00', '', '"><script>'])('an account of "%s" is a page as well, and nothing else', async (id) => {
  const page = load(await (await fetch(`${server.url}/account/${id}`)).text());
  expect(page('h1').text()).toBe('Your orders');
  expect(page('body script').length).toBe(0);
});
