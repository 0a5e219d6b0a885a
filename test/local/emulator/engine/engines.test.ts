import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { startDynalite } from '../../../../local/emulator/engine/dynalite-engine';
import { javaForDynamoDbLocal, startDynamoDbLocal } from '../../../../local/emulator/engine/dynamodb-local-engine';
import { createTables, type Engine } from '../../../../local/emulator/engine/engine';

const java = javaForDynamoDbLocal();

const table = {
  name: 'Ledger',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'waiting', AttributeType: 'S' as const },
  ],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'waiting',
      KeySchema: [{ AttributeName: 'waiting', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    },
  ],
};

/** Addresses at which other machines would find this one. */
const outsideAddresses = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, family }) => !internal && family === 'IPv4')
  .map(({ address }) => address);

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const finish = (answered: boolean) => (): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', finish(true)).once('error', finish(false)).once('timeout', finish(false));
  });

function describeEngine(name: string, start: () => Promise<Engine>): void {
  describe(name, () => {
    it('has the tables of the template, is reached from this machine only, and is gone once stopped', async () => {
      const engine = await start();
      const port = Number(new URL(engine.url).port);
      await createTables(engine.url, 'eu-west-1', [table]);
      const client = new DynamoDBClient({
        endpoint: engine.url,
        region: 'eu-west-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
      await client.send(new PutItemCommand({ TableName: 'Ledger', Item: { pk: { S: 'a' }, waiting: { S: 'yes' } } }));
      const { Items } = await client.send(
        new QueryCommand({
          TableName: 'Ledger',
          IndexName: 'waiting',
          KeyConditionExpression: 'waiting = :yes',
          ExpressionAttributeValues: { ':yes': { S: 'yes' } },
        }),
      );
      expect(Items).toEqual([{ pk: { S: 'a' }, waiting: { S: 'yes' } }]);
      expect(await Promise.all(outsideAddresses.map((address) => answers(address, port)))).not.toContain(true);
      client.destroy();
      await engine.stop();
      expect(await answers('127.0.0.1', port)).toBe(false);
    });
  });
}

describeEngine('dynalite', startDynalite);
if (java.usable) describeEngine('DynamoDB Local', startDynamoDbLocal);
else describe.skip(`DynamoDB Local: ${java.reason}`, () => it('runs', () => undefined));
