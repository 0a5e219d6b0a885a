import { generateKeyPairSync } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { publicKeysOf, ringFor } from '../../../lambdas/ledger/seal/key-ring';
import { remedySettings } from '../../../lambdas/runtime/environment/environment';
import { remedyHandler } from '../../../lambdas/runtime/handlers/remedy-handler';
import { wireRemedies } from '../../../lambdas/runtime/wiring/remedy-wiring';
import { startNullServices } from '../../bench/first-event/null-services';
import { newFailures } from '../../bench/failures';
import { silent } from '../../fakes/silent-telemetry';

// The real ports of a refunding function, at services that keep nothing.

const pkcs8 = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const ring = ringFor({ keys: [] }, { generation: 1, revoked: [] }, new Date(), () => pkcs8);
const before = { ...process.env };
let services: Awaited<ReturnType<typeof startNullServices>>;

beforeEach(async () => {
  services = await startNullServices({ stripe: 'sk_test', seals: JSON.stringify(ring) });
  const credentials = { AWS_ACCESS_KEY_ID: 'function', AWS_SECRET_ACCESS_KEY: 'secret' };
  process.env = { ...before, ...credentials, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: services.aws };
});
afterEach(async () => {
  process.env = before;
  await services.stop();
});

function newHandler(secretName = 'stripe') {
  const settings = remedySettings({
    LEDGER_TABLE_NAME: 'ledger',
    EVENT_BUS_NAME: 'bus',
    LIMITS: '{}',
    POLICY: '{}',
    SEAL_KEYS: JSON.stringify(publicKeysOf(ring)),
    SEAL_SECRET_NAME: 'seals',
    REFUND_PROVIDER: 'stripe',
    STRIPE_API_URL: services.provider,
    STRIPE_SECRET_NAME: secretName,
  });
  return remedyHandler(
    videoPlaybackFailed,
    (observer) => wireRemedies(videoPlaybackFailed, settings, observer),
    silent,
  );
}

function event() {
  const envelope = {
    id: 'e',
    version: '0',
    account: '1',
    region: 'eu-west-1',
    resources: [],
    source: 'com.example.video',
  };
  const time = new Date().toISOString();
  return { ...envelope, time, 'detail-type': 'VideoPlaybackFailed', detail: newFailures(1)[0] };
}

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30_000 } as Context;

/** What was asked for, and whether the switches were among the items. */
const asked = (): string[] =>
  services.asked.map(({ operation, input }) =>
    JSON.stringify(input).includes('CONTROLS') ? `${operation} of the switches` : operation,
  );

it('switches and keys are read before the first failure, which then asks for none of them', async () => {
  const handler = newHandler();
  await handler.prepare();
  expect(asked().sort()).toEqual(['GetItem of the switches', 'GetSecretValue', 'GetSecretValue']);
  await expect(handler(event(), context)).resolves.toMatchObject({ result: 'issued' });
  const afterwards = asked().slice(3);
  expect(afterwards).toContain('BatchGetItem');
  expect(afterwards.filter((one) => /switches|Secret/.test(one))).toEqual([]);
});

it('without being made ready, a function reads them for its first failure', async () => {
  await expect(newHandler()(event(), context)).resolves.toMatchObject({ result: 'issued' });
  expect(asked().filter((one) => one === 'GetSecretValue')).toHaveLength(2);
  expect(asked()).toContain('BatchGetItem of the switches');
});

it('a key that could not be read ahead is read again for the failure, which says what is missing', async () => {
  const handler = newHandler('nobody-made-it');
  await handler.prepare();
  const reads = services.asked.length;
  await expect(handler(event(), context)).resolves.toMatchObject({ result: 'held' });
  expect(asked().slice(reads)).toContain('GetSecretValue');
});
