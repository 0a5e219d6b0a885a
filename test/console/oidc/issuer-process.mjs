// @ts-check
import { createServer } from 'node:https';
import { generateKeyPairSync } from 'node:crypto';
import { generate } from 'selfsigned';

// An issuer of OpenID Connect in its own process, over TLS. Whoever `login_hint` names is signed in without a question.
// With `cognito` it is dressed as a user pool: its names, addresses and claims are those that Cognito documents.

// It says that it keeps nothing, which is what is wanted.
console.info = console.warn = () => undefined;
const { default: Provider } = await import('oidc-provider');

const { client, people, cognito } = JSON.parse(process.argv[2] ?? '{}');
const pem = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
  algorithm: 'sha256',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ],
});
const server = createServer({ key: pem.private, cert: pem.cert });
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const origin = `https://127.0.0.1:${server.address().port}`;
const issuer = cognito?.issuer ?? origin;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'signing', use: 'sig', alg: 'RS256' };

const provider = new Provider(issuer, {
  clients: [{ ...client, response_types: ['code'], grant_types: ['authorization_code'] }],
  claims: {
    openid: cognito ? ['sub', 'cognito:groups', 'cognito:username', 'token_use'] : ['sub', 'groups'],
    profile: cognito ? [] : ['name'],
  },
  conformIdTokenClaims: false,
  findAccount: (_, accountId) => ({
    accountId,
    claims: async () => claimsOf(accountId),
  }),
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  ...(cognito && {
    routes: { authorization: '/oauth2/authorize', token: '/oauth2/token', jwks: '/.well-known/jwks.json' },
  }),
  pkce: { required: () => true },
  cookies: { keys: ['a key of this test'] },
  jwks: { keys: [jwk] },
  ttl: { AuthorizationCode: 60, IdToken: 600, AccessToken: 600, Grant: 600, Interaction: 600, Session: 600 },
});

// Who asks says by which name.
provider.proxy = cognito !== undefined;

/** A pool names no groups of somebody who is in none. */
function claimsOf(accountId) {
  const groups = people[accountId];
  if (!cognito) return { sub: accountId, name: `Person ${accountId}`, groups: groups ?? [] };
  return { sub: accountId, 'cognito:username': `${accountId}@films`, 'cognito:groups': groups, token_use: 'id' };
}

const others = provider.callback();
server.on('request', (request, response) => {
  if (cognito && isAnsweredByPool(request, response)) return;
  if (request.url?.startsWith('/interaction/')) void signIn(request, response);
  else void others(request, response);
});

/** What Cognito has otherwise: the paths of a pool, what it says of itself, and how it forgets somebody. */
function isAnsweredByPool(request, response) {
  const { pathname, searchParams } = new URL(request.url, issuer);
  const pool = new URL(issuer).pathname;
  if (pathname === `${pool}/.well-known/openid-configuration`) {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(cognito.described));
    return true;
  }
  if (pathname === '/logout') {
    const isKnown =
      searchParams.get('client_id') === client.client_id && searchParams.get('logout_uri') === cognito.signedOutUrl;
    if (!isKnown) response.writeHead(400).end('invalid_request');
    else {
      const gone = ['_session', '_session.sig'].map((name) => `${name}=; path=/; max-age=0`);
      response.writeHead(302, { location: cognito.signedOutUrl, 'set-cookie': gone }).end();
    }
    return true;
  }
  request.url = request.url.replace(`${pool}/`, '/');
  return false;
}

async function signIn(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  if (!params.login_hint) {
    response.end('Who are you?');
    return;
  }
  const grant = new provider.Grant({ accountId: params.login_hint, clientId: params.client_id });
  grant.addOIDCScope('openid profile');
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId: params.login_hint }, consent });
}

process.send?.({ issuer, origin, certificate: pem.cert, signingKey: jwk });
process.once('disconnect', () => process.exit());
