import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LoopbackServer } from '../../../../local/emulator/server/loopback-server';
import { startSecrets } from '../../../../local/emulator/server/secrets';
import { secretsOf } from '../../../../local/system/secrets/secrets-of-template';
import { readTemplate } from '../../../../local/emulator/template/template';
import { code, removeTemporaryFolders, writeAssembly } from '../../small-app';

afterAll(removeTemporaryFolders);

describe('secrets', () => {
  let server: LoopbackServer;
  let client: SecretsManagerClient;

  beforeAll(async () => {
    server = await startSecrets(0, new Map([['amends/local/stripe', 'sk_test_local']]));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new SecretsManagerClient({ endpoint: server.url, region: 'eu-west-1', credentials });
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  it.each(['amends/local/stripe', 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:amends/local/stripe'])(
    'can be read as %s',
    async (SecretId) => {
      expect(await client.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({
        SecretString: 'sk_test_local',
      });
    },
  );

  it('that were not given do not exist', async () => {
    const reading = client.send(new GetSecretValueCommand({ SecretId: 'other' }));
    await expect(reading).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('can only be read', async () => {
    const writing = client.send(new PutSecretValueCommand({ SecretId: 'other', SecretString: 'x' }));
    await expect(writing).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('secretsmanager.PutSecretValue'),
    });
  });
});

describe('the secrets of a template', () => {
  const Variables = {
    STRIPE_SECRET_NAME: 'amends/stripe',
    STRIPE_WEBHOOK_SECRET_NAME: 'amends/webhook',
    REFUND_ENDPOINT_SECRET_NAME: 'amends/endpoint',
    PARTNER_SECRET_NAME: 'amends/partner',
    SEAL_SECRET_NAME: 'amends/seals',
    SECRET_NAME_OF_NOBODY: 'amends/nobody',
    PARTNERS: '{"endpoint":{"url":"https://shop.example.com","secretName":"amends/shop"}}',
  };
  const sealKeys = { secret: 'the keys of this system' };
  const Properties = { Handler: 'index.handler', Runtime: 'nodejs24.x', Code: code('a'), Environment: { Variables } };
  const Resources = { A: { Type: 'AWS::Lambda::Function', Properties } };
  const template = readTemplate(writeAssembly({ stacks: { Only: { Resources } }, functions: { a: '' } }));

  it('are those whose names the functions get, with values that the local services accept', () => {
    expect(Object.fromEntries(secretsOf(template, undefined, sealKeys))).toEqual({
      'amends/stripe': 'sk_test_local',
      'amends/webhook': 'whsec_local',
      'amends/endpoint': 'local-signing-secret',
      'amends/partner': 'local-secret',
      'amends/shop': 'local-secret',
      'amends/seals': 'the keys of this system',
    });
  });

  it('are only those that are given, where some are, and the keys of the seals', () => {
    const values = secretsOf(template, { mine: 'x' }, sealKeys);
    expect(Object.fromEntries(values)).toEqual({ mine: 'x', 'amends/seals': 'the keys of this system' });
  });
});
