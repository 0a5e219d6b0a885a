import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LoopbackServer } from '../../local/loopback-server';
import { startSecrets } from '../../local/secrets';

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
