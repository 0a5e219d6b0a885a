import { OidcWorld, origin, type OidcBrowser } from './oidc-world';

let world: OidcWorld;
beforeAll(async () => {
  world = await OidcWorld.startWithCognito();
});
afterAll(() => world.stop());
beforeEach(() => {
  world.errors.length = 0;
  world.onTheWay = async (_, answer) => answer;
});

/** What the log says of a sign-in that did not hold. */
const refusals = (): string[] =>
  world.errors.map((error) =>
    error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error),
  );

async function expectNobody(browser: OidcBrowser): Promise<void> {
  expect((await browser.send('GET', '/holds')).headers['location']).toBe('/sign-in');
}

it('somebody of a user pool signs in at its domain, without a secret, and may do what their groups may', async () => {
  const browser = world.newBrowser();
  const begun = await browser.send('GET', '/sign-in');
  expect(begun.headers['location']).toMatch(
    /^https:\/\/films\.auth\.eu-west-1\.amazoncognito\.com\/oauth2\/authorize\?.*code_challenge_method=S256/,
  );
  const home = await browser.signIn('ada');
  expect(home.status).toBe(200);
  expect(home.page('header').text()).toContain('ada@films');
  expect(home.page('header [title]').attr('title')).toBe('May: look, approve');
  expect(world.errors).toEqual([]);
});

it.each(['eve', 'somebody-who-signed-up'])('%s, who is in no group that means anything, is refused', async (person) => {
  const browser = world.newBrowser();
  const refused = await browser.signIn(person);
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('none of your roles lets you do anything here');
  expect(world.operator.audit.events.at(-1)?.actor).toBe(
    `oidc:https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Films0123/${person}`,
  );
  await expectNobody(browser);
});

it.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>, RegExp]>([
  ['an access token', ({ aud, ...claims }) => ({ ...claims, token_use: 'access', client_id: aud }), /./],
  ['one that names its client as access tokens do', (claims) => ({ ...claims, token_use: 'access' }), /Token use/],
  ['one that says nothing of its use', ({ token_use: _, ...claims }) => claims, /Token use/],
  ['one of another client', (claims) => ({ ...claims, aud: 'another-client' }), /./],
  [
    'one of another pool',
    (claims) => ({ ...claims, iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other0123' }),
    /./,
  ],
])('%s is nobody’s, although the pool signed it', async (_, changed, why) => {
  world.onTheWay = async (url, answer) => {
    if (!url.endsWith('/oauth2/token')) return answer;
    const body = (await answer.json()) as { readonly id_token: string };
    const [, middle = ''] = body.id_token.split('.');
    const claims = JSON.parse(Buffer.from(middle, 'base64url').toString()) as Record<string, unknown>;
    return Response.json({ ...body, id_token: world.issuer.tokenOf(changed(claims)) });
  };
  const browser = world.newBrowser();
  await browser.signIn('ada');
  await expectNobody(browser);
  expect(refusals()).toEqual([expect.stringMatching(why)]);
});

it('who signs out is forgotten by the pool too, and comes back to a page that says so', async () => {
  const browser = await world.browserOf('ada');
  const again = String((await browser.send('GET', '/sign-in')).headers['location']);
  // As long as nobody signs out, the pool asks nothing.
  expect(await browser.openAtIssuer(again)).toMatch(new RegExp(`^${origin}/signed-in\\?code=`));

  const left = await browser.press(await browser.open('/'), 'Sign out');
  expect(left.text).toContain('You are signed out of the console.');
  const { headers } = await browser.send('GET', '/signing-out');
  const [, onward = ''] = /^0; url=(.*)$/.exec(String(headers['refresh'])) ?? [];
  expect(onward).toMatch(/^https:\/\/films\.auth\.eu-west-1\.amazoncognito\.com\/logout\?client_id=/);
  expect(left.page('main a').attr('href')).toBe(onward);
  expect(await browser.openAtIssuer(onward)).toBe(`${origin}/signed-out`);
  expect((await browser.open('/signed-out')).text).toContain('You are signed out');

  const anew = String((await browser.send('GET', '/sign-in')).headers['location']);
  const asked = await browser.openAtIssuer(anew);
  expect(await browser.openAtIssuer(new URL(asked, anew).href)).toBe('Who are you?');
});

it('who signs out while the pool gives no answer is signed out here', async () => {
  const before = await world.browserOf('ada');
  const browser = world.newBrowser();
  for (const [name, value] of before.cookies) browser.cookies.set(name, value);
  world.onTheWay = async () => new Response('', { status: 503 });
  const left = await browser.press(await browser.open('/'), 'Sign out');
  expect(left.text).toContain('Your company may still know you in this browser');
  await expectNobody(before);
});
