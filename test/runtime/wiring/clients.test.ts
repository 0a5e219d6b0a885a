import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsClientConfig } from '../../../lambdas/runtime/wiring/clients';

const environment = { ...process.env };

afterEach(() => {
  process.env = { ...environment };
});

test('a client of the functions finds its credentials where Lambda puts them', async () => {
  process.env = { ...environment, AWS_ACCESS_KEY_ID: 'function', AWS_SECRET_ACCESS_KEY: 'secret' };
  const client = new DynamoDBClient({ ...awsClientConfig, region: 'eu-west-1' });

  await expect(client.config.credentials()).resolves.toMatchObject({ accessKeyId: 'function' });
});
