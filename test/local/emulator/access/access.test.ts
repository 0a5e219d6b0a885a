import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newGuard } from '../../../../local/emulator/access/access';
import type { EmulatorEvent, WithoutTime } from '../../../../local/emulator/events/emulator-event';
import type { GuardedService } from '../../../../local/emulator/iam/guard';
import type { PolicyStatementJson } from '../../../../local/emulator/iam/policy-evaluator';

const place = { account: '111111111111', region: 'eu-west-1' };
const bus = 'arn:aws:events:eu-west-1:111111111111:event-bus/ours';
const table = 'arn:aws:dynamodb:eu-west-1:111111111111:table/ledger';

const shared = 'arn:aws:sqs:eu-west-1:111111111111:shared';

const closed = 'arn:aws:sqs:eu-west-1:111111111111:closed';

const allow = (Action: string | string[], Resource: string, Condition?: Record<string, Record<string, string[]>>) => ({
  Effect: 'Allow' as const,
  Action,
  Resource,
  ...(Condition && { Condition }),
});

const busStatements: PolicyStatementJson[] = [
  {
    Effect: 'Deny',
    Principal: '*',
    Action: 'events:PutEvents',
    Resource: bus,
    Condition: { 'ForAnyValue:StringEquals': { 'events:detail-type': ['Forbidden'] } },
  },
  {
    Effect: 'Deny',
    Principal: '*',
    Action: 'events:PutEvents',
    Resource: bus,
    Condition: {
      StringNotLike: { 'aws:userid': ['AROAPAYER:*'] },
      'ForAnyValue:StringEquals': { 'events:source': ['amends'] },
    },
  },
];

const template = {
  ...place,
  senderIdentities: ['example.com'],
  tables: [
    { name: 'ledger', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }], AttributeDefinitions: [] },
  ],
  tablePolicies: [
    {
      tableName: 'kept',
      statements: [
        {
          Effect: 'Deny' as const,
          Principal: '*',
          Action: ['PutItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert'].map((each) => `dynamodb:${each}`),
          Resource: '*',
          Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::111111111111:role/ours/*'] } },
        },
      ],
    },
  ],
  functionRoles: [
    {
      functionName: 'keeper',
      roleArn: 'arn:aws:iam::111111111111:role/ours/keeper',
      roleId: 'AROAKEEPER',
      statements: [allow('dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:111111111111:table/kept')],
    },
    {
      functionName: 'stranger',
      roleArn: 'arn:aws:iam::111111111111:role/stranger',
      roleId: 'AROASTRANGER',
      statements: [
        allow('dynamodb:*', 'arn:aws:dynamodb:eu-west-1:111111111111:table/kept'),
        allow('events:PutEvents', bus),
      ],
    },
    {
      functionName: 'payer',
      roleArn: 'arn:aws:iam::111111111111:role/payer',
      roleId: 'AROAPAYER',
      statements: [
        allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], table),
        allow('dynamodb:Query', `${table}/index/waiting`),
        allow(['dynamodb:UpdateItem', 'dynamodb:Query'], table, {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['OURS#*'] },
          Null: { 'dynamodb:LeadingKeys': ['false'] },
        }),
        allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:key-??????'),
        allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111111111111:retries'),
        allow('sqs:SendMessage', closed),
        allow('lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:111111111111:function:other'),
        allow('events:PutEvents', bus, {
          'ForAllValues:StringEquals': { 'events:source': ['amends'], 'events:detail-type': ['RemedyIssued'] },
        }),
        allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::trail/requests/*'),
        allow('s3:ListBucket', 'arn:aws:s3:::trail', { StringLike: { 's3:prefix': ['requests/*'] } }),
        allow('ses:SendRawEmail', 'arn:aws:ses:eu-west-1:111111111111:identity/example.com', {
          StringEquals: { 'ses:FromAddress': ['care@example.com'] },
        }),
      ],
    },
  ],
  busStatements,
  bucketStatements: [
    {
      Effect: 'Deny' as const,
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::trail/*',
      Condition: {
        Null: { 's3:if-none-match': 'true' },
        Bool: { 's3:ObjectCreationOperation': 'true' },
      },
    },
  ],
  queueStatements: [
    {
      Effect: 'Deny' as const,
      Principal: '*',
      Action: 'sqs:SendMessage',
      Resource: closed,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/listener' } },
    },
    {
      Effect: 'Allow' as const,
      Principal: { AWS: ['arn:aws:iam::111111111111:role/payer', 'arn:aws:iam::111111111111:role/sweep'] },
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      Resource: shared,
    },
  ],
};

const events: WithoutTime<EmulatorEvent>[] = [];
let server: Server;
let service: GuardedService = 'dynamodb';

beforeAll(async () => {
  const guard = newGuard(template, (event) => events.push(event));
  server = createServer((request, response) => guard(service, (_, answer) => answer.end('served'))(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Sent {
  readonly target?: string;
  readonly body?: object | string;
  readonly path?: string;
  readonly by?: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly onlyIfNew?: boolean;
}

async function ask(asked: GuardedService, sent: Sent): Promise<string> {
  const { target = '', body = {}, path = '/', by = 'payer', method = 'POST', onlyIfNew = false } = sent;
  service = asked;
  events.splice(0);
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    method,
    ...(method !== 'GET' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: {
      ...(onlyIfNew && { 'if-none-match': '*' }),
      'x-amz-target': target,
      authorization: `AWS4-HMAC-SHA256 Credential=${by}/20261121/eu-west-1/x/aws4_request, SignedHeaders=host, Signature=0`,
    },
  });
  return response.text();
}

const mailFrom = (sender: string): string =>
  new URLSearchParams({ Action: 'SendRawEmail', Source: sender, 'RawMessage.Data': '' }).toString();
const entries = (...types: readonly string[]) => ({
  Entries: types.map((DetailType) => ({ EventBusName: 'ours', Source: 'amends', DetailType, Detail: '{}' })),
});

const updateOf = (pk: string): Sent => ({
  target: 'DynamoDB_20120810.UpdateItem',
  body: { TableName: 'ledger', Key: { pk: { S: pk } } },
});

const queryOf = (pk: string): Sent => ({
  target: 'DynamoDB_20120810.Query',
  body: {
    TableName: 'ledger',
    KeyConditionExpression: '#key = :key AND begins_with(sk, :start)',
    ExpressionAttributeNames: { '#key': 'pk' },
    ExpressionAttributeValues: { ':key': { S: pk }, ':start': { S: 'NOTICE#' } },
  },
});

const granted: [string, GuardedService, Sent][] = [
  ['an item below its keys', 'dynamodb', updateOf('OURS#1')],
  ['what lies below one of its keys', 'dynamodb', queryOf('OURS#1')],
  ['an item of its table', 'dynamodb', { target: 'DynamoDB_20120810.GetItem', body: { TableName: 'ledger' } }],
  ['items of it', 'dynamodb', { target: 'DynamoDB_20120810.BatchGetItem', body: { RequestItems: { ledger: {} } } }],
  [
    'the index it may read',
    'dynamodb',
    { target: 'DynamoDB_20120810.Query', body: { TableName: 'ledger', IndexName: 'waiting' } },
  ],
  ['a secret by its name', 'secretsmanager', { target: 'secretsmanager.GetSecretValue', body: { SecretId: 'key' } }],
  ['to send to its queue', 'sqs', { target: 'AmazonSQS.SendMessage', body: { QueueUrl: 'http://x/0/retries' } }],
  ['what a queue lets it take', 'sqs', { target: 'AmazonSQS.ReceiveMessage', body: { QueueUrl: 'http://x/0/shared' } }],
  ['another function', 'lambda', { path: '/2015-03-31/functions/other/invocations' }],
  ['events of its type', 'events', { target: 'AWSEvents.PutEvents', body: entries('RemedyIssued', 'RemedyIssued') }],
  ['a mail from its sender', 'ses', { body: mailFrom('care@example.com') }],
  ['a new object below its place', 's3', { method: 'PUT', path: '/trail/requests/1', onlyIfNew: true }],
  ['an object that is there', 's3', { method: 'GET', path: '/trail/requests/1' }],
  ['a list of what is below its place', 's3', { method: 'GET', path: '/trail?list-type=2&prefix=requests/' }],
];

it.each(granted)('a function gets what its role allows: %s', async (_, asked, sent) => {
  expect(await ask(asked, sent)).toBe('served');
  expect(events).toMatchObject([{ kind: 'access-checked', functionName: 'payer', isGranted: true }]);
});

const refused: [string, GuardedService, Sent][] = [
  ['an item below other keys', 'dynamodb', updateOf('THEIRS#1')],
  ['what lies below another key', 'dynamodb', queryOf('THEIRS#1')],
  ['a write', 'dynamodb', { target: 'DynamoDB_20120810.PutItem', body: { TableName: 'ledger' } }],
  ['another table', 'dynamodb', { target: 'DynamoDB_20120810.GetItem', body: { TableName: 'other' } }],
  [
    'another table among its own',
    'dynamodb',
    { target: 'DynamoDB_20120810.BatchGetItem', body: { RequestItems: { ledger: {}, other: {} } } },
  ],
  ['the table beside the index', 'dynamodb', { target: 'DynamoDB_20120810.Query', body: { TableName: 'ledger' } }],
  ['another secret', 'secretsmanager', { target: 'secretsmanager.GetSecretValue', body: { SecretId: 'keys' } }],
  [
    'what that queue does not let it do',
    'sqs',
    { target: 'AmazonSQS.SendMessage', body: { QueueUrl: 'http://x/0/shared' } },
  ],
  ['another queue', 'sqs', { target: 'AmazonSQS.SendMessageBatch', body: { QueueUrl: 'http://x/0/others' } }],
  [
    'a queue whose policy admits another role alone',
    'sqs',
    { target: 'AmazonSQS.SendMessage', body: { QueueUrl: 'http://x/0/closed' } },
  ],
  ['another function', 'lambda', { path: '/2015-03-31/functions/payer/invocations' }],
  ['one event of another type', 'events', { target: 'AWSEvents.PutEvents', body: entries('RemedyIssued', 'Other') }],
  ['what the bus denies', 'events', { target: 'AWSEvents.PutEvents', body: entries('Forbidden') }],
  ['what the bucket denies: to write over an object', 's3', { method: 'PUT', path: '/trail/requests/1' }],
  ['a new object elsewhere', 's3', { method: 'PUT', path: '/trail/others/1', onlyIfNew: true }],
  ['an object of another bucket', 's3', { method: 'GET', path: '/other/requests/1' }],
  ['a list of all', 's3', { method: 'GET', path: '/trail?list-type=2' }],
  ['a mail from somebody else', 'ses', { body: mailFrom('ceo@example.com') }],
  [
    'a question of figures',
    'athena',
    { target: 'AmazonAthena.StartQueryExecution', body: { WorkGroup: 'figures', QueryString: 'SELECT 1' } },
  ],
];

it.each(refused)(
  'a function is refused what its role does not allow, as the service refuses it: %s',
  async (_, asked, sent) => {
    expect(await ask(asked, sent)).toMatch(/AccessDenied|not authorized/);
    expect(events).toMatchObject([{ functionName: 'payer', isGranted: false }]);
  },
);

it('a queue lets those take from it that its policy names, and no other function', async () => {
  const taking = { target: 'AmazonSQS.ReceiveMessage', body: { QueueUrl: 'http://x/0/shared' } };
  expect(await ask('sqs', taking)).toBe('served');
  expect(await ask('sqs', { ...taking, by: 'stranger' })).toContain('AccessDenied');
});

it('a bus that names publishers by the ids of their roles takes its events from no other, whatever they may do', async () => {
  const putting = { target: 'AWSEvents.PutEvents', body: entries('RemedyIssued') };
  expect(await ask('events', putting)).toBe('served');
  expect(await ask('events', { ...putting, by: 'stranger' })).toContain('AccessDenied');
});

const toTable = (operation: string, body: object) => ({ target: `DynamoDB_20120810.${operation}`, body });
const putIn = (TableName: string) => toTable('PutItem', { TableName, Item: {} });

describe('a table whose policy admits the roles of a path alone', () => {
  it('is written by them, whose own policies allow it, and by no other role', async () => {
    expect(await ask('dynamodb', { ...putIn('kept'), by: 'keeper' })).toBe('served');
    const refusal = await ask('dynamodb', { ...putIn('kept'), by: 'stranger' });
    expect(JSON.parse(refusal)).toMatchObject({ __type: 'AccessDeniedException' });
    expect(events).toMatchObject([{ functionName: 'stranger', isGranted: false }]);
    expect(await ask('dynamodb', { ...toTable('GetItem', { TableName: 'kept' }), by: 'stranger' })).toBe('served');
  });

  it.each([
    ['an item', putIn('kept')],
    ['an item by the ARN of its table', putIn('arn:aws:dynamodb:eu-west-1:111111111111:table/kept')],
    ['a batch', toTable('BatchWriteItem', { RequestItems: { free: [], kept: [] } })],
    [
      'a step of a transaction',
      toTable('TransactWriteItems', {
        TransactItems: [{ Put: { TableName: 'free' } }, { Delete: { TableName: 'kept' } }],
      }),
    ],
    ['a statement', toTable('ExecuteStatement', { Statement: `INSERT INTO "kept" VALUE {'pk': '1'}` })],
    [
      'a statement of several',
      toTable('BatchExecuteStatement', {
        Statements: [{ Statement: 'select * from free' }, { Statement: 'insert into kept value {}' }],
      }),
    ],
    [
      'a statement of a transaction',
      toTable('ExecuteTransaction', { TransactStatements: [{ Statement: 'INSERT INTO kept VALUE {}' }] }),
    ],
  ])('is written by no person of this machine: %s', async (_, sent) => {
    const refusal: unknown = JSON.parse(await ask('dynamodb', { ...sent, by: 'ann' }));
    expect(refusal).toMatchObject({
      __type: 'AccessDeniedException',
      message: expect.stringMatching(
        /^arn:aws:iam::111111111111:user\/ann is not authorized to perform dynamodb:.*table\/kept/,
      ),
    });
  });

  it.each([
    ['reads it', toTable('Scan', { TableName: 'kept' })],
    ['reads it by a statement', toTable('ExecuteStatement', { Statement: 'SELECT * FROM "kept"."waiting"' })],
    ['reads it in a transaction', toTable('TransactGetItems', { TransactItems: [{ Get: { TableName: 'kept' } }] })],
    ['writes another table', putIn('free')],
    ['writes a table with a longer name', putIn('kept-too')],
  ])('leaves it to whoever %s', async (_, sent) => {
    expect(await ask('dynamodb', { ...sent, by: 'ann' })).toBe('served');
    expect(events).toEqual([]);
  });
});

it('people of this machine may do everything else, and nothing is said of them', async () => {
  const sent = { target: 'DynamoDB_20120810.PutItem', body: { TableName: 'ledger' }, by: 'local' };
  expect(await ask('dynamodb', sent)).toBe('served');
  expect(
    await ask('sqs', { target: 'AmazonSQS.SendMessage', body: { QueueUrl: 'http://x/0/closed' }, by: 'local' }),
  ).toBe('served');
  expect(events).toEqual([]);
});

it('what a service does not understand is for the service to refuse', async () => {
  expect(await ask('dynamodb', { target: 'DynamoDB_20120810.GetItem', body: 'no JSON' })).toBe('served');
});
