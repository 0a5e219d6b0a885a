import { generateKeyPairSync } from 'node:crypto';
import { Ed25519Sealer, Ed25519Verifier } from '../../../lambdas/ledger/seal/ed25519-seals';
import type { PrivateSealKey } from '../../../lambdas/ledger/seal/key-ring';
import { contentOfRecord } from '../../../lambdas/ledger/seal/sealed-content';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

function newPair(number: number, madeAt = '2026-01-01T00:00:00Z') {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const key: PrivateSealKey = { number, pkcs8, madeAt };
  return { key, number, x: publicKey.export({ format: 'jwk' }).x ?? '' };
}

type Pair = ReturnType<typeof newPair>;

const publicOf = (...pairs: Pair[]) => Object.fromEntries(pairs.map(({ number, x }) => [String(number), x]));
const secretOf = (...pairs: Pair[]) => JSON.stringify({ keys: pairs.map(({ key }) => key) });
const now = new Date('2026-11-20T12:00:00Z');
const first = newPair(1);

function sealerOf(secret: string, known: Pair[], reads: { count: number } = { count: 0 }): Ed25519Sealer {
  const read = async () => {
    reads.count++;
    return secret;
  };
  return new Ed25519Sealer(publicOf(...known), { read }, () => now);
}

it('a seal is 65 bytes, is judged without the secret, and of nothing else', async () => {
  const seal = await sealerOf(secretOf(first), [first]).seal('a promise');
  expect(seal).toHaveLength(65);
  const verifier = new Ed25519Verifier(publicOf(first));
  expect(verifier.judge('a promise', seal)).toBe('ours');
  expect(verifier.judge('another promise', seal)).toBe('foreign');
  for (const changed of [0, 1, 33, 64]) {
    const other = Uint8Array.from(seal);
    other[changed] = (other[changed] ?? 0) ^ 1;
    expect(verifier.judge('a promise', other)).not.toBe('ours');
  }
  expect(verifier.judge('a promise', undefined)).toBe('foreign');
  expect(verifier.judge('a promise', seal.subarray(0, 64))).toBe('foreign');
  expect(verifier.judge('a promise', Uint8Array.from([1]))).toBe('foreign');
  // What was found genuine once does not make another seal genuine.
  expect(verifier.judge('a promise', Uint8Array.from([1, ...new Uint8Array(64)]))).toBe('foreign');
});

it('the secret is read once, and again after it could not be', async () => {
  const reads = { count: 0 };
  const sealer = sealerOf(secretOf(first), [first], reads);
  void sealer.warm();
  await Promise.all([sealer.seal('one'), sealer.seal('two')]);
  expect(reads.count).toBe(1);

  let isThere = false;
  const waiting = new Ed25519Sealer(
    publicOf(first),
    {
      read: async () => {
        if (!isThere) throw new Error('not there');
        return secretOf(first);
      },
    },
    () => now,
  );
  await waiting.warm();
  await expect(waiting.seal('one')).rejects.toThrow('not there');
  isThere = true;
  expect(await waiting.seal('one')).toHaveLength(65);
});

it('a secret that holds no keys says so, and none is committed', async () => {
  await expect(sealerOf('nothing yet', [first]).seal('one')).rejects.toThrow('deploy the stack again');
  await expect(sealerOf(secretOf(newPair(2)), [first]).seal('one')).rejects.toThrow('public half');
});

describe('keys are rotated without a stop', () => {
  const second = newPair(2, '2026-11-20T11:30:00Z');

  it('a new key seals once everybody knows it, and what the old one sealed stays ours', async () => {
    const soon = sealerOf(secretOf(first, second), [first, second]);
    expect((await soon.seal('one'))[0]).toBe(1);
    const old = { ...second, key: { ...second.key, madeAt: '2026-11-20T10:59:00Z' } };
    const later = sealerOf(secretOf(first, old), [first, second]);
    expect((await later.seal('one'))[0]).toBe(2);
    expect(later.judge('one', await soon.seal('one'))).toBe('ours');
  });

  it('a function that has not heard of the new key uses the old one, and does not call the new one foreign', async () => {
    const behind = sealerOf(secretOf(first, second), [first]);
    const seal = await behind.seal('one');
    expect(seal[0]).toBe(1);
    expect(behind.judge('one', await sealerOf(secretOf(second), [second]).seal('one'))).toBe('unknown-key');
  });

  it('a key that leaked is not used any more once its public half is taken away, however new the other is', async () => {
    const without = sealerOf(secretOf(first, second), [second]);
    expect((await without.seal('one'))[0]).toBe(2);
    expect(without.judge('one', await sealerOf(secretOf(first), [first]).seal('one'))).toBe('unknown-key');
  });
});

it('the content of a seal does not depend on the order in which the database names things', async () => {
  const world = new World();
  await world.switchMode('all', { mode: 'approve' });
  await world.deliver(filmFailure());
  const record = world.onlyRecord();
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, member]) => [name, turned(member)]),
    );
  };
  expect(contentOfRecord(turned(record) as typeof record)).toBe(contentOfRecord(record));
  expect(contentOfRecord(record)).not.toContain('undefined');
});

it('what gives at once bears one seal, in its commitment and in its record', async () => {
  const world = new World();
  await world.deliver(filmFailure());
  const [commitment] = world.ledger.customerRecords.get('cus_501')?.commitments ?? [];
  expect(commitment?.seal).toBeDefined();
  expect(world.onlyRecord().seal).toEqual(commitment?.seal);
});
