import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { SecretsManagerKey } from '../../../lambdas/fulfilment/keys/secretsmanager-key';
import { awsClientConfig } from '../../../lambdas/runtime/wiring/clients';
import { ScriptedHttp } from '../../fakes/scripted-http';

let http: ScriptedHttp;
let key: SecretsManagerKey;

beforeEach(async () => {
  http = await ScriptedHttp.start();
  const client = new SecretsManagerClient({
    ...awsClientConfig,
    endpoint: http.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  key = new SecretsManagerKey(client, 'amends/prod/stripe');
});
afterEach(() => http.stop());

const secret = (SecretString: string) => () => ({ status: 200, body: JSON.stringify({ SecretString }) });
const missing = () => ({ status: 400, body: JSON.stringify({ __type: 'ResourceNotFoundException', message: 'no' }) });

it('is read once, also by many at the same time, and without the line break a file ends with', async () => {
  http.answer = secret('rk_live_1\n');
  expect(await Promise.all([key.read(), key.read(), key.read()])).toEqual(['rk_live_1', 'rk_live_1', 'rk_live_1']);
  expect(await key.read()).toBe('rk_live_1');
  expect(http.calls).toHaveLength(1);
});

it('is read anew after it was forgotten, so that a rotated one is found', async () => {
  http.answer = secret('old');
  await key.read();
  http.answer = secret('new');
  key.forget();
  expect(await key.read()).toBe('new');
});

it('that is missing says which, and how to make it; nothing was attempted, and the next read asks again', async () => {
  http.answer = missing;
  await expect(key.read()).rejects.toThrow(NotAttemptedError);
  await expect(key.read()).rejects.toThrow(
    /amends\/prod\/stripe cannot be read \(ResourceNotFoundException\).*create-secret/,
  );
  http.answer = secret('rk_live_1');
  expect(await key.read()).toBe('rk_live_1');
});

it('that is empty is no key', async () => {
  http.answer = secret(' ');
  await expect(key.read()).rejects.toThrow(/is empty/);
});
