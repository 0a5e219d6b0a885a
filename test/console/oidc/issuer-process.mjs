// @ts-check
import { createServer } from 'node:https';
import { generateKeyPairSync } from 'node:crypto';
import { generate } from 'selfsigned';

// An issuer of OpenID Connect in its own process, over TLS. Whoever `login_hint` names is signed in without a question.

// It says that it keeps nothing, which is what is wanted.
console.info = console.warn = () => undefined;
const { default: Provider } = await import('oidc-provider');

const { client, people } = JSON.parse(process.argv[2] ?? '{}');
const pem = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
  algorithm: 'sha256',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ],
});
const server = createServer({ key: pem.private, cert: pem.cert });
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const issuer = `https://127.0.0.1:${server.address().port}`;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'signing', use: 'sig', alg: 'RS256' };

const provider = new Provider(issuer, {
  clients: [{ ...client, response_types: ['code'], grant_types: ['authorization_code'] }],
  claims: { openid: ['sub', 'groups'], profile: ['name'] },
  conformIdTokenClaims: false,
  findAccount: (_, accountId) => ({
    accountId,
    claims: async () => ({ sub: accountId, name: `Person ${accountId}`, groups: people[accountId] ?? [] }),
  }),
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  pkce: { required: () => true },
  cookies: { keys: ['a key of this test'] },
  jwks: { keys: [jwk] },
  ttl: { AuthorizationCode: 60, IdToken: 600, AccessToken: 600, Grant: 600, Interaction: 600, Session: 600 },
});

const others = provider.callback();
server.on('request', (request, response) => {
  if (request.url?.startsWith('/interaction/')) void signIn(request, response);
  else void others(request, response);
});

async function signIn(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: params.login_hint, clientId: params.client_id });
  grant.addOIDCScope('openid profile');
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId: params.login_hint }, consent });
}

process.send?.({ issuer, certificate: pem.cert, signingKey: jwk });
process.once('disconnect', () => process.exit());
