import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { startDatabaseProxy } from '../../../../local/emulator/engine/database-proxy';
import { isWrite, type Interference } from '../../../../local/emulator/engine/interference';
import type { DatabaseRequest } from '../../../../local/emulator/events/database-request';
import { startDynalite } from '../../../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../../../local/emulator/engine/engine';
import { serve, type LoopbackServer } from '../../../../local/emulator/server/loopback-server';
import { Upstream } from '../../../../local/emulator/server/upstream';
import { bodyOf } from '../../../../local/emulator/server/aws-json';

type Seen = DatabaseRequest & { traceId: string | undefined };

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 3 });

const lambdaVariables = ['AWS_LAMBDA_FUNCTION_NAME', '_X_AMZN_TRACE_ID'];

afterEach(() => {
  for (const name of lambdaVariables) Reflect.deleteProperty(process.env, name);
});

describe('the database proxy', () => {
  let engine: Engine;
  let proxy: LoopbackServer;
  let client: DynamoDBClient;
  const seen: Seen[] = [];

  beforeAll(async () => {
    engine = await startDynalite();
    proxy = await startDatabaseProxy(engine.url, 0, (request, traceId) => seen.push({ ...request, traceId }));
    client = clientOf(proxy.url);
    await client.send(
      new CreateTableCommand({
        TableName: 'Ledger',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
  });
  beforeEach(() => seen.splice(0));
  afterAll(async () => {
    client.destroy();
    await proxy.stop();
    await engine.stop();
  });

  const put = (pk: string): Promise<unknown> =>
    client.send(
      new PutItemCommand({
        TableName: 'Ledger',
        Item: { pk: { S: pk } },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );

  it.each([
    [{ name: 'ThrottlingException', $metadata: { httpStatusCode: 400, attempts: 3 } }, 'throttled'],
    [{ code: 'ECONNRESET' }, 'lost'],
  ] as const)('a write that fails with %j has written nothing, and reads are answered', async (error, fate) => {
    const interfere: Interference = (operation) => (isWrite(operation) ? fate : 'on');
    const broken = await startDatabaseProxy(engine.url, 0, () => undefined, undefined, interfere);
    const other = clientOf(broken.url);
    const write = new PutItemCommand({ TableName: 'Ledger', Item: { pk: { S: fate } } });
    await expect(other.send(write)).rejects.toMatchObject(error);
    const read = await other.send(new GetItemCommand({ TableName: 'Ledger', Key: { pk: { S: fate } } }));
    expect(read.Item).toBeUndefined();
    other.destroy();
    await broken.stop();
  });

  it('lets requests through, and answers come back byte for byte', async () => {
    await put('Zoë 💸');
    const { Item } = await client.send(new GetItemCommand({ TableName: 'Ledger', Key: { pk: { S: 'Zoë 💸' } } }));
    expect(Item).toEqual({ pk: { S: 'Zoë 💸' } });
  });

  it('reports the trace header that the SDK sends inside Lambda', async () => {
    process.env['AWS_LAMBDA_FUNCTION_NAME'] = 'remedy';
    process.env['_X_AMZN_TRACE_ID'] = 'Root=1-a;Parent=1';
    await put('first');
    process.env['_X_AMZN_TRACE_ID'] = 'Root=1-a;Parent=2';
    await put('second');
    expect(seen).toEqual([
      { operation: 'PutItem', status: 200, traceId: 'Root=1-a;Parent=1' },
      { operation: 'PutItem', status: 200, traceId: 'Root=1-a;Parent=2' },
    ]);
  });

  it('counts requests from elsewhere as nobody’s', async () => {
    await put('outside');
    expect(seen).toEqual([{ operation: 'PutItem', status: 200, traceId: undefined }]);
  });

  it('counts a refused write, for it costs as much', async () => {
    await put('twice');
    await expect(put('twice')).rejects.toThrow('The conditional request failed');
    expect(seen.map(({ status }) => status)).toEqual([200, 400]);
  });
});

describe('the database proxy before a failing database', () => {
  it('counts every attempt of the SDK', async () => {
    const seen: number[] = [];
    let requests = 0;
    const engine = await serve(0, (_request, response) => {
      requests += 1;
      response.writeHead(requests < 3 ? 500 : 200, { 'Content-Type': 'application/x-amz-json-1.0' });
      response.end(requests < 3 ? '{"__type":"InternalServerError"}' : '{}');
    });
    const proxy = await startDatabaseProxy(engine.url, 0, ({ status }) => seen.push(status));
    const client = clientOf(proxy.url);
    await client.send(new GetItemCommand({ TableName: 'Ledger', Key: { pk: { S: 'a' } } }));
    expect(seen).toEqual([500, 500, 200]);
    client.destroy();
    await proxy.stop();
    await engine.stop();
  });

  it('breaks off where the engine does, and counts nothing that was not answered', async () => {
    const seen: number[] = [];
    const engine = await serve(0, (request) => request.socket.destroy());
    const proxy = await startDatabaseProxy(engine.url, 0, ({ status }) => seen.push(status));
    await expect(
      fetch(proxy.url, { method: 'POST', body: '{}', headers: { 'X-Amz-Target': 'D.GetItem' } }),
    ).rejects.toThrow();
    expect(seen).toEqual([]);
    await proxy.stop();
    await engine.stop();
  });

  it('stops although clients keep their connections open', async () => {
    const engine = await startDynalite();
    const proxy = await startDatabaseProxy(engine.url, 0, () => undefined);
    await (await fetch(proxy.url)).text();
    await proxy.stop();
    await engine.stop();
  });
});

describe('passing on', () => {
  it('keeps method, path, headers, status and body as they are', async () => {
    const target = await serve(0, (request, response) => {
      void bodyOf(request).then((body) => {
        response.writeHead(418, {
          'X-Method': request.method,
          'X-Path': request.url,
          'X-Sent': request.headers['x-sent'],
        });
        response.end(body);
      });
    });
    const upstream = new Upstream(target.url);
    const front = await serve(0, (request, response) => {
      void bodyOf(request)
        .then((body) => upstream.send(request, body))
        .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
    });
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    const answer = await fetch(`${front.url}/a/b?c=%20d`, {
      method: 'PATCH',
      body: bytes,
      headers: { 'X-Sent': 'yes' },
    });
    expect(answer.status).toBe(418);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-method': 'PATCH',
      'x-path': '/a/b?c=%20d',
      'x-sent': 'yes',
    });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    await front.stop();
    upstream.close();
    await target.stop();
  });
});
