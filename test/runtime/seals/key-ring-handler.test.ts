import type { Context } from 'aws-lambda';
import { Ed25519Sealer } from '../../../lambdas/ledger/seal/ed25519-seals';
import type { PublicSealKeys } from '../../../lambdas/ledger/seal/key-ring';
import { keyRingHandler } from '../../../lambdas/runtime/seals/key-ring-handler';

interface Answer {
  readonly Status: string;
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly Data?: { readonly PublicKeys: string };
}

let secret = '';
let written = 0;
let now = Date.parse('2026-11-20T12:00:00Z');

beforeEach(() => {
  // As Secrets Manager makes it.
  [secret, written] = ['{"keys":[],"unused":"x7#"}', 0];
  now = Date.parse('2026-11-20T12:00:00Z');
});

async function deploy(RequestType: string, generation = 1, revoked: number[] = []): Promise<Answer> {
  const answers: Answer[] = [];
  const handler = keyRingHandler(() => ({
    secret: {
      read: () => Promise.resolve(secret),
      write: async (text) => {
        written++;
        secret = text;
      },
    },
    answer: async (_url, body) => void answers.push(JSON.parse(body) as Answer),
    clock: () => new Date(now),
  }));
  const ids = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Keys' };
  const ResourceProperties = { ServiceToken: 'arn', Generation: String(generation), Revoked: JSON.stringify(revoked) };
  const event = { RequestType, ResponseURL: 'https://example.com/answer', ...ids, ResourceProperties };
  await handler(event, { functionName: 'key-ring' } as Context);
  const [answer, ...others] = answers;
  if (!answer || others.length > 0) throw new Error(`${answers.length} answers`);
  return answer;
}

const keysIn = ({ Data }: Answer) => JSON.parse(Data?.PublicKeys ?? '{}') as PublicSealKeys;

async function sealsAs(keys: PublicSealKeys): Promise<number | undefined> {
  const sealer = new Ed25519Sealer(keys, { read: () => Promise.resolve(secret) }, () => new Date(now));
  const seal = await sealer.seal('a promise');
  expect(sealer.judge('a promise', seal)).toBe('ours');
  return seal[0];
}

it('makes a key at the first deployment, with which functions seal and judge, and no other at the next', async () => {
  const first = await deploy('Create');
  expect(first).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'seal-keys' });
  expect(await sealsAs(keysIn(first))).toBe(1);
  expect(await deploy('Update')).toEqual(first);
  expect(written).toBe(1);
});

it('a deployment that finds keys keeps them, as after the stack was deleted and deployed again', async () => {
  const first = await deploy('Create');
  expect(await deploy('Delete')).toMatchObject({ Status: 'SUCCESS' });
  expect(keysIn(await deploy('Create'))).toEqual(keysIn(first));
});

it('another generation is another key beside the first, which seals an hour later', async () => {
  const first = keysIn(await deploy('Create'));
  now += 24 * 60 * 60_000;
  const both = keysIn(await deploy('Update', 2));
  expect(both).toMatchObject(first);
  expect(Object.keys(both)).toEqual(['1', '2']);
  expect(await sealsAs(both)).toBe(1);
  now += 61 * 60_000;
  expect(await sealsAs(both)).toBe(2);
});

it('a key that leaked is gone from the secret and from what functions know', async () => {
  await deploy('Create');
  const left = keysIn(await deploy('Update', 2, [1]));
  expect(Object.keys(left)).toEqual(['2']);
  expect(JSON.parse(secret)).toMatchObject({ keys: [{ number: 2 }] });
  expect(await sealsAs(left)).toBe(2);
});

it.each([
  ['the newest key is revoked', 1, [1]],
  ['there is no such number', 256, []],
])('says why it makes none where %s, and changes nothing', async (_, generation, revoked) => {
  await deploy('Create');
  const before = secret;
  expect(await deploy('Update', generation, revoked)).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining('generation of seal keys'),
  });
  expect(secret).toBe(before);
});

it('a secret that somebody filled with something else is left as it is, and its text is in no answer', async () => {
  secret = 'sk_live_0123456789';
  const answer = await deploy('Create');
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('holds no keys') });
  expect(JSON.stringify(answer)).not.toContain('sk_live');
  expect(secret).toBe('sk_live_0123456789');
});
