import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
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

test('none of the requests of hundreds of records waits for the connection of another', async () => {
  const records = 150;
  const asked: ServerResponse[] = [];
  // Nobody is answered before all have asked.
  const server = createServer((_request, response) => {
    asked.push(response);
    if (asked.length < records) return;
    for (const each of asked) each.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const untilTheEnd = { connectionTimeout: 0, requestTimeout: 0 };
  const client = new DynamoDBClient({
    ...awsClientConfig,
    ...{ region: 'eu-west-1', endpoint: `http://127.0.0.1:${port}` },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: { ...awsClientConfig.requestHandler, ...untilTheEnd },
  });
  try {
    const read = (n: number) => client.send(new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: `${n}` } } }));
    const answers = await Promise.all(Array.from({ length: records }, (_, n) => read(n)));
    expect(answers).toHaveLength(records);
  } finally {
    client.destroy();
    server.close();
  }
});
