import { generateKeyPairSync } from 'node:crypto';
import { keepsUpHeader } from '../../../console/assets/script';
import { filmFailure } from '../../fakes/film-failure';
import { OidcWorld, origin, type OidcBrowser } from './oidc-world';

let world: OidcWorld;
beforeAll(async () => {
  world = await OidcWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => {
  world.errors.length = 0;
  world.onTheWay = async (_, answer) => answer;
});

const hourMs = 3_600_000;

/** What the log says of a sign-in that did not hold. */
const refusals = (): string[] =>
  world.errors.map((error) =>
    error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error),
  );

/** Where a browser is that nobody is signed in at: on its way to the issuer. */
async function expectNobody(browser: OidcBrowser): Promise<void> {
  const { headers } = await browser.send('GET', '/holds');
  expect(headers['location']).toBe('/sign-in');
}

/** A remedy that is so large that two people have to approve it. */
async function large(): Promise<string> {
  const failure = filmFailure({
    purchase: { amountMinor: 6_000 },
    occurredAt: new Date(world.operator.now - 60_000).toISOString(),
  });
  const limits = { perRemedy: { GBP: 1_000 }, twoPeopleAbove: { GBP: 5_000 } };
  const { remedyId } = await world.operator.deliver(failure, limits);
  return `/remedies/${failure.customer.id}/${remedyId}`;
}

it('somebody signs in at the issuer, is led to the first page, and no script or other site gets at the cookie', async () => {
  const browser = await world.browserOf('ada');
  const home = await browser.open('/');
  expect(home.page('header').text()).toContain('Person ada');
  const [kept] = browser.cookieLines.filter((line) => line.startsWith('__Host-amends-console='));
  expect(kept).toMatch(/; Path=\//);
  for (const rule of ['HttpOnly', 'Secure', 'SameSite=Lax']) expect(kept).toContain(rule);
  expect(kept).not.toContain('Domain');
  expect([...browser.cookies.keys()]).toEqual(['__Host-amends-console']);
  expect(world.errors).toEqual([]);
});

it('two people whom the issuer tells apart approve what is large, and one of them twice does not', async () => {
  const path = await large();
  const ada = await world.browserOf('ada');
  const first = await ada.press(await ada.open(path), 'Approve', { why: 'The player log agrees.' });
  expect(first.text).toContain('Another person has to approve it too.');
  const elsewhere = await world.browserOf('ada');
  const again = await elsewhere.press(await elsewhere.open(path), 'Approve', { why: 'Once more.' });
  expect(again.status).toBe(409);
  const ben = await world.browserOf('ben');
  const second = await ben.press(await ben.open(path), 'Approve', { why: 'Agreed.' });
  expect(second.text).toContain('Approved. It is carried out within a minute or two.');
  const done = world.operator.audit.events.filter(
    ({ operation, answer }) => [operation, answer].join() === 'approveHold,done',
  );
  expect(done.map(({ actor }) => actor)).toEqual(['ada', 'ben'].map((name) => `oidc:${world.issuer.url}/${name}`));
  expect(done[0]).toMatchObject({ from: { ip: '192.0.2.9', userAgent: 'a browser' } });
  expect(world.errors).toEqual([]);
});

it('what somebody may not do is refused by the operator API, whatever the page offers', async () => {
  const browser = await world.browserOf('ada');
  const token = (await browser.open('/')).page('input[name=token]').attr('value') ?? '';
  const stop = new URLSearchParams({ token, target: 'all', why: 'x' });
  expect((await browser.send('POST', '/controls/stop', stop)).statusCode).toBe(403);
  expect(world.operator.audit.events.at(-1)).toMatchObject({ operation: 'switchMode', answer: 'refused', status: 403 });
});

it('somebody without a role is told so, has no session, and stands in the audit trail', async () => {
  const browser = world.newBrowser();
  const refused = await browser.signIn('eve');
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('You are known as eve, and none of your roles lets you do anything here.');
  expect(browser.cookies.size).toBe(0);
  await expectNobody(browser);
  expect(world.operator.audit.events.at(-1)).toMatchObject({
    actor: `oidc:${world.issuer.url}/eve`,
    operation: 'whoAmI',
    answer: 'refused',
    status: 403,
  });
});

it('who comes back with another state is nobody', async () => {
  const browser = world.newBrowser();
  const back = new URL(await browser.comeBack('ada'), origin);
  back.searchParams.set('state', 'another');
  expect((await browser.open(`${back.pathname}${back.search}`)).status).toBe(403);
  expect(refusals()).toEqual([expect.stringContaining('"state"')]);
  await expectNobody(browser);
});

it('an address with which somebody came back works once, and in their browser alone', async () => {
  const browser = world.newBrowser();
  const back = await browser.comeBack('ada');
  const other = world.newBrowser();
  expect((await other.open(back)).status).toBe(403);
  const begun = new Map(browser.cookies);
  expect((await browser.open(back)).status).toBe(200);
  const thief = world.newBrowser();
  for (const [name, value] of begun) thief.cookies.set(name, value);
  expect((await thief.open(back)).status).toBe(403);
  await expectNobody(thief);
  // Nobody had to ask the issuer for that.
  expect(world.errors).toEqual([]);
});

it('a code that was used is worth nothing in another sign-in', async () => {
  const browser = world.newBrowser();
  const back = new URL(await browser.comeBack('ada'), origin);
  await browser.open(`${back.pathname}${back.search}`);
  const thief = world.newBrowser();
  const own = new URL(await thief.comeBack('eve'), origin);
  own.searchParams.set('code', back.searchParams.get('code') ?? '');
  expect((await thief.open(`${own.pathname}${own.search}`)).status).toBe(403);
  await expectNobody(thief);
});

it('who takes longer than ten minutes at the issuer begins anew', async () => {
  const browser = world.newBrowser();
  const back = await browser.comeBack('ada');
  world.operator.now += 10 * 60_000;
  expect((await browser.open(back)).status).toBe(403);
});

it('who turns back at the issuer is told that they are not signed in', async () => {
  const browser = world.newBrowser();
  const back = new URL(await browser.comeBack('ada'), origin);
  back.searchParams.delete('code');
  back.searchParams.set('error', 'access_denied');
  expect((await browser.open(`${back.pathname}${back.search}`)).text).toContain('Open the first page to sign in anew.');
});

/** Signs somebody in, with another token in the issuer's answer. */
async function signInWith(tokenOf: (claims: Record<string, unknown>) => string): Promise<OidcBrowser> {
  world.onTheWay = async (url, answer) => {
    if (!url.endsWith('/token')) return answer;
    const body = (await answer.json()) as { id_token: string };
    const [, middle = ''] = body.id_token.split('.');
    const claims = JSON.parse(Buffer.from(middle, 'base64url').toString()) as Record<string, unknown>;
    return Response.json({ ...body, id_token: tokenOf(claims) });
  };
  const browser = world.newBrowser();
  await browser.signIn('ada');
  return browser;
}

it('a token that the issuer signed is believed', async () => {
  const browser = await signInWith((claims) => world.issuer.tokenOf(claims));
  expect((await browser.open('/')).status).toBe(200);
});

const pastSeconds = Math.floor(Date.now() / 1000) - 3_600;

it.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
  ['for another client', (claims) => ({ ...claims, aud: 'another-client' })],
  ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example.com' })],
  ['of another sign-in', (claims) => ({ ...claims, nonce: 'another' })],
  ['without a nonce', ({ nonce: _, ...claims }) => claims],
  ['that has expired', (claims) => ({ ...claims, iat: pastSeconds - 60, exp: pastSeconds })],
  ['of nobody', ({ sub: _, ...claims }) => claims],
  ['whose subject looks like another', (claims) => ({ ...claims, sub: 'аda' })],
])('a token %s is nobody’s, although the issuer signed it', async (_, changed) => {
  const browser = await signInWith((claims) => world.issuer.tokenOf(changed(claims)));
  await expectNobody(browser);
  expect(refusals()).toHaveLength(1);
});

it('a token that the issuer did not sign is nobody’s, however right it is', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const forged = await signInWith((claims) => world.issuer.tokenOf(claims, privateKey));
  await expectNobody(forged);
  const unsigned = await signInWith((claims) => {
    const parts = [{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    return `${parts.join('.')}.`;
  });
  await expectNobody(unsigned);
  expect(refusals()).toHaveLength(2);
});

it('a cookie that was changed, or is of nobody, opens nothing', async () => {
  const browser = await world.browserOf('ada');
  const [[name, value] = ['', '']] = [...browser.cookies];
  for (const changed of [`${value}x`, value.slice(0, -1), 'x', value.toUpperCase()]) {
    browser.cookies.set(name, changed);
    await expectNobody(browser);
  }
  browser.cookies.set(name, value);
  expect((await browser.open('/')).status).toBe(200);
});

it('a form of another session does nothing', async () => {
  const ada = await world.browserOf('ada');
  const ben = await world.browserOf('ben');
  const token = (await ben.open('/')).page('input[name=token]').attr('value') ?? '';
  expect((await ada.send('POST', '/sign-out', new URLSearchParams({ token }))).statusCode).toBe(403);
  expect((await ada.open('/')).status).toBe(200);
});

it('who signs out stays so, also where somebody has copied the cookie, and is not led back in', async () => {
  const browser = await world.browserOf('ada');
  const copy = world.newBrowser();
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  expect((await copy.open('/')).status).toBe(200);
  const left = await browser.press(await browser.open('/'), 'Sign out');
  expect(left.text).toContain('You are signed out');
  expect(browser.cookies.size).toBe(0);
  await expectNobody(copy);
});

it('a session ends when nobody has used it for an hour, and after twelve in any case', async () => {
  const idle = await world.browserOf('ada');
  const busy = await world.browserOf('ada');
  for (let hour = 0; hour < 12; hour++) {
    expect((await busy.open('/')).status).toBe(200);
    world.operator.now += hourMs - 60_000;
  }
  await expectNobody(idle);
  expect((await busy.open('/')).status).toBe(200);
  world.operator.now += 12 * 60_000;
  await expectNobody(busy);
});

it('a page that keeps up by itself is no use of its session', async () => {
  const browser = await world.browserOf('ada');
  const look = () => browser.send('GET', '/', undefined, undefined, { [keepsUpHeader]: 'yes' });
  world.operator.now += hourMs - 60_000;
  expect((await look()).statusCode).toBe(200);
  world.operator.now += 2 * 60_000;
  expect((await look()).statusCode).toBe(303);
});

it('a role that is granted less holds for who is signed in already', async () => {
  const browser = await world.browserOf('ada');
  const { roles } = world;
  world.roles = { ...roles, duties: { 'amends-approvers': ['look'] } };
  const later = world.newBrowser();
  for (const [name, value] of browser.cookies) later.cookies.set(name, value);
  expect((await later.open('/')).page('header [title]').attr('title')).toBe('May: look');
  world.roles = roles;
});

it('an issuer that gives no answer is told as that, and is asked again the next time', async () => {
  const browser = world.newBrowser();
  world.onTheWay = async () => new Response('', { status: 503 });
  expect((await browser.open('/sign-in')).status).toBe(502);
  world.onTheWay = async (_, answer) => answer;
  expect((await browser.signIn('ada')).status).toBe(200);
});

it('a browser keeps nothing of a page, and comes by https alone', async () => {
  const { headers } = await (await world.browserOf('ada')).send('GET', '/');
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'strict-transport-security': 'max-age=31536000' });
});

it('a name of another page that leads here is refused', async () => {
  const browser = await world.browserOf('ada');
  const answer = await browser.send('GET', '/', undefined, 'evil.example.com');
  expect(answer.statusCode).toBe(403);
});
