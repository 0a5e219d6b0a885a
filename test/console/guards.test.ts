import { randomUUID } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { consoleApp } from '../../console/app/console-app';
import { signInHere } from '../../console/app/sign-in-here';
import { Sessions } from '../../console/session/sessions';
import { ada } from '../operator-api/operator-world';
import { ConsoleWorld, origin, type Browser } from './console-world';

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

it('a page that keeps up by itself is no use of its session, and shows nothing more once that has ended', async () => {
  const left = await leftOpen(world.browserOf(ada));
  world.operator.now += 59 * 60_000;
  await left.look();
  expect([left.lastStatus(), left.shows()]).toEqual([200, 'Today']);
  world.operator.now += 2 * 60_000;
  await left.look();
  expect([left.lastStatus(), left.shows()]).toEqual([303, 'Your session has ended. Open the page anew.']);
});

it('a page keeps up again once the operator API answers again', async () => {
  let isUp = true;
  const api = world.apiOf(ada);
  const send: typeof api.send = async (request) => (isUp ? api.send(request) : { status: 503, body: {} });
  const left = await leftOpen(world.browserOf(ada, { send }));
  isUp = false;
  await left.look();
  expect(left.lastStatus()).toBe(502);
  isUp = true;
  await left.look();
  expect(left.lastStatus()).toBe(200);
});

it('who signs out is out, also while the operator API gives no answer', async () => {
  let isUp = true;
  const api = world.apiOf(ada);
  const send: typeof api.send = async (request) => (isUp ? api.send(request) : { status: 503, body: {} });
  const browser = world.browserOf(ada, { send });
  const home = await browser.open('/');
  isUp = false;
  world.operator.now += 2 * 60_000;
  expect((await browser.press(home, 'Sign out')).page('h1').text()).toBe('Who are you?');
  isUp = true;
  expect((await browser.open('/')).page('h1').text()).toBe('Who are you?');
});

it('what is no form of a browser page, such as a file, is refused before anything reads it', async () => {
  const browser = world.browserOf(ada);
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x', 'application/json', 'text/plain']) {
    expect((await browser.post('/controls', await kill(), { 'content-type': type })).status).toBe(415);
  }
  expect(world.errors.filter((error) => error instanceof TypeError)).toEqual([]);
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

interface LeftOpen {
  /** The script's next look at the page. */
  look(): Promise<void>;
  /** What the last look was answered with. */
  lastStatus(): number;
  shows(): string;
}

/** The first page in a browser that nobody touches: its own script runs, in a document that has its content alone. */
async function leftOpen(browser: Browser): Promise<LeftOpen> {
  await browser.open('/');
  const script = await (
    await world.app.request(`${origin}/console.js`, { headers: { host: '127.0.0.1:4519' } })
  ).text();
  const main = { dataset: {}, contains: () => false, innerHTML: '', textContent: '' };
  let [status, next] = [0, async (): Promise<void> => undefined];
  runInNewContext(script, {
    Intl,
    document: {
      documentElement: { dataset: {} },
      querySelector: (name: string) => (name.startsWith('main[data-live]') ? main : null),
      querySelectorAll: () => [],
      getElementById: () => null,
      addEventListener: () => undefined,
    },
    getSelection: () => '',
    location: { href: '/' },
    setTimeout: (task: () => Promise<void>) => (next = task),
    DOMParser: class {
      parseFromString = () => ({ querySelector: () => ({ innerHTML: 'Today' }) });
    },
    fetch: async (path: string, { headers }: { headers: Record<string, string> }) => {
      const answer = await browser.get(path, headers);
      status = answer.status;
      return { ok: status === 200, type: status === 303 ? 'opaqueredirect' : 'basic', text: () => answer.text() };
    },
  });
  const stop = async (): Promise<void> => undefined;
  const look = (): Promise<void> => {
    const task = next;
    next = stop;
    return task();
  };
  return { look, lastStatus: () => status, shows: () => main.textContent || main.innerHTML };
}

it('whoever signs in anew at a browser is no longer who they were there: the session before is over', async () => {
  const sessions = new Sessions({ clock: () => world.operator.clock(), newSecret: randomUUID });
  const people = [{ name: 'Ada', may: 'approve', api: world.apiOf(ada) }];
  const signIn = signInHere({ by: 'choose', people }, sessions);
  const app = consoleApp({ sessions, signIn, origins: [origin], clock: () => world.operator.clock() });
  const headers = { host: new URL(origin).host, origin, 'content-type': 'application/x-www-form-urlencoded' };
  const signInWith = (cookie: string) =>
    app.request(`${origin}/sign-in`, { method: 'POST', body: 'person=Ada', headers: { ...headers, cookie } });
  const [cookie = ''] = ((await signInWith('')).headers.get('set-cookie') ?? '').split(';');
  const open = async () => (await app.request(`${origin}/`, { headers: { ...headers, cookie } })).status;
  expect(await open()).toBe(200);
  await signInWith(cookie);
  expect(await open()).toBe(303);
});
