import { generateKeyPairSync } from 'node:crypto';
import { publicKeysOf, ringFor, type KeyRing } from '../../../lambdas/ledger/seal/key-ring';
import { sealInspection } from '../../../lambdas/ledger/seal/seal-readiness';

const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const one = ringFor({ keys: [] }, { generation: 1, revoked: [] }, new Date('2026-11-20T18:00:00Z'), newKey);
const two = ringFor(one, { generation: 2, revoked: [] }, new Date('2026-11-20T20:00:00Z'), newKey);

function inspect(text: string | Error, known: KeyRing, at = '2026-11-20T20:30:00Z') {
  const read = () => (text instanceof Error ? Promise.reject(text) : Promise.resolve(text));
  return sealInspection({ secret: { read }, publicKeys: publicKeysOf(known), clock: () => new Date(at) }).inspect();
}

it('says the public halves of all keys in the secret, and which one seals', async () => {
  const keys = publicKeysOf(two);
  expect(Object.keys(keys)).toEqual(['1', '2']);
  await expect(inspect(JSON.stringify(two), two)).resolves.toEqual({ state: 'read', keys, sealsWith: 1 });
  await expect(inspect(JSON.stringify(two), two, '2026-11-20T21:00:00Z')).resolves.toMatchObject({ sealsWith: 2 });
});

it('says no private key, whatever it finds', async () => {
  const private_ = two.keys.map(({ pkcs8 }) => pkcs8.slice(-20));
  const text = JSON.stringify(await inspect(JSON.stringify(two), one));
  for (const part of private_) expect(text).not.toContain(part);
  const bad = JSON.stringify({ keys: [{ number: 1, pkcs8: 'c2VjcmV0', madeAt: '2026-11-20T18:00:00Z' }] });
  await expect(inspect(bad, one)).resolves.toEqual({ state: 'unusable', why: expect.not.stringContaining('c2Vj') });
});

it('says that nothing seals where no key in the secret is known to the function', async () => {
  await expect(inspect('{"keys":[]}', one)).resolves.toEqual({ state: 'read', keys: {} });
  await expect(inspect(JSON.stringify(one), { keys: [] })).resolves.toMatchObject({ sealsWith: undefined });
});

it('says what the secret is not, or why it could not be read', async () => {
  await expect(inspect('sk_live_1', one)).resolves.toMatchObject({ state: 'unusable' });
  const denied = Object.assign(new Error('not authorized to read sk_live_1'), { name: 'AccessDeniedException' });
  await expect(inspect(denied, one)).resolves.toEqual({ state: 'not-seen', why: 'AccessDeniedException' });
});
