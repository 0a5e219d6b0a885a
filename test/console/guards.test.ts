import { ada } from '../operator-api/operator-world';
import { ConsoleWorld, origin } from './console-world';

let world: ConsoleWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
});
afterAll(() => world.stop());

const kill = async (): Promise<URLSearchParams> => {
  const token = (await world.browserOf(ada).open('/')).page('input[name=token]').attr('value') ?? '';
  return new URLSearchParams({ token, target: 'all', mode: 'off', why: 'stop', version: '0' });
};

it('a name of another page that leads to this machine is refused, whatever is asked', async () => {
  for (const host of ['evil.example.com:4519', 'evil.example.com', '127.0.0.1:80', '']) {
    const shown = await world.browserOf(ada).open('/', { host });
    expect(shown.status).toBe(403);
    expect(shown.page.text()).not.toContain('wait for a person');
  }
});

it('a form of another page does nothing, with or without the token of this session', async () => {
  const browser = world.browserOf(ada);
  for (const from of ['https://evil.example.com', 'null', `${origin}.evil.example.com`, 'http://localhost:4519']) {
    expect((await browser.post('/controls', await kill(), { origin: from })).status).toBe(403);
  }
  const page = await browser.open('/');
  const token = page.page('input[name=token]').attr('value') ?? '';
  const own = new URLSearchParams({ token });
  expect((await browser.post('/sign-out', own, { origin: 'https://evil.example.com' })).status).toBe(403);
  expect((await browser.post('/sign-out', own, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await browser.open('/')).text).toContain('Today');
});

it('a form without the token of its session does nothing', async () => {
  const browser = world.browserOf(ada);
  const refused = await browser.post('/sign-out', await kill());
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('nothing was done');
  expect((await browser.open('/')).status).toBe(200);
});

it('who is not signed in sees nothing, and who has signed out neither', async () => {
  const nobody = await world.app.request(`${origin}/holds`, { headers: { host: '127.0.0.1:4519' } });
  expect([nobody.status, nobody.headers.get('location')]).toEqual([303, '/sign-in']);
  const browser = world.browserOf(ada);
  const home = await browser.open('/');
  await browser.press(home, 'Sign out');
  expect((await browser.open('/')).page('h1').text()).toBe('Who are you?');
});

it('a session ends when nobody has used it for an hour, and after twelve in any case', async () => {
  const idle = world.browserOf(ada);
  const busy = world.browserOf(ada);
  for (let hour = 0; hour < 11; hour++) {
    world.operator.now += 59 * 60_000;
    expect((await busy.open('/')).text).toContain('Today');
  }
  expect((await idle.open('/')).page('h1').text()).toBe('Who are you?');
  world.operator.now += 59 * 60_000;
  await busy.open('/');
  world.operator.now += 59 * 60_000;
  expect((await busy.open('/')).page('h1').text()).toBe('Who are you?');
});

it('a page runs no script but its own, sends its forms nowhere else, and is kept by no browser', async () => {
  const { headers } = await world.browserOf(ada).open('/');
  const policy = headers.get('content-security-policy') ?? '';
  for (const rule of ["default-src 'none'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'"]) {
    expect(policy).toContain(rule);
  }
  expect(policy).not.toContain('unsafe');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('same-origin');
});

it('a form that is larger than any message is refused before it is read', async () => {
  const browser = world.browserOf(ada);
  const body = new URLSearchParams({ message: 'x'.repeat(70_000) });
  expect((await browser.post('/controls', body, { 'content-length': '70100' })).status).toBe(413);
});

it('an operator API that gives no answer is told as that, and nothing is said to be done', async () => {
  const browser = world.browserOf(ada, { send: async () => ({ status: 503, body: {} }) });
  const shown = await browser.open('/');
  expect(shown.status).toBe(502);
  expect(shown.text).toContain('The operator API failed with 503');
});
