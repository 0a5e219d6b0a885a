import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { InvocationRegister } from '../../../../local/emulator/functions/invocation-register';
import { startDynalite } from '../../../../local/emulator/engine/dynalite-engine';
import { javaForDynamoDbLocal, startDynamoDbLocal } from '../../../../local/emulator/engine/dynamodb-local-engine';
import { startTableBrowser } from '../../../../local/emulator/engine/table-browser';
import { startMail } from '../../../../local/emulator/mail/mail';
import { Queues } from '../../../../local/emulator/queues/queues';
import { readTemplate } from '../../../../local/emulator/template/template';
import { removeTemporaryFolders, writeAssembly } from '../../small-app';

const region = 'eu-west-1';
const java = javaForDynamoDbLocal();

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

const started: (() => Promise<void>)[] = [];
const servers: Record<string, Server> = {};

beforeAll(async () => {
  const template = readTemplate(writeAssembly({ stacks: { Only: { Resources: {} } } }));
  const engine = await startDynalite();
  servers['inbox'] = await startMail(0, { template, emit: () => undefined, register: new InvocationRegister() });
  servers['table browser'] = await startTableBrowser(0, engine.url, region);
  servers['queues'] = await Queues.start(0, [], region);
  servers['database'] = engine;
  if (java.usable) servers['DynamoDB Local'] = await startDynamoDbLocal();
  started.push(...Object.values(servers).map((server) => () => server.stop()), () => engine.stop());
});
afterAll(async () => {
  for (const stop of started) await stop();
  removeTemporaryFolders();
});

/** The status of a request as a browser or a program sends it. fetch would not send another Host. */
function ask(name: string, method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, servers[name]?.url), { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject);
    sent.end();
  });
}

const places = [
  ['inbox', 'POST', '/clear-store'],
  ['inbox', 'GET', '/store'],
  ['table browser', 'DELETE', '/tables-purge'],
  ['table browser', 'GET', '/'],
  ['queues', 'GET', '/_fauxqs'],
  ['database', 'OPTIONS', '/'],
  ['database', 'POST', '/'],
  ...(java.usable
    ? ([
        ['DynamoDB Local', 'OPTIONS', '/'],
        ['DynamoDB Local', 'POST', '/'],
      ] as const)
    : []),
] as const;

describe.each(places)('of the %s, %s %s', (name, method, path) => {
  it.each([
    ['comes by a name that leads here', { host: 'rebound.example.com' }],
    ['comes by a name that begins like ours', { host: '127.0.0.1.example.com' }],
    ['comes from a page elsewhere', { origin: 'https://example.com' }],
    ['comes from a page on another port here', { origin: 'http://127.0.0.1:1' }],
    ['comes from a page without an origin of its own', { origin: 'null' }],
    ['stands in a page elsewhere as an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('is refused where it %s', async (_, headers) => {
    expect(await ask(name, method, path, headers)).toBe(403);
  });

  it('is answered where a program or its own page asks', async () => {
    const own = new URL(servers[name]?.url ?? '').host;
    expect(await ask(name, method, path)).not.toBe(403);
    expect(await ask(name, method, path, { origin: `http://${own}`, 'sec-fetch-site': 'same-origin' })).not.toBe(403);
    const local = own.replace('127.0.0.1', 'localhost');
    expect(await ask(name, method, path, { host: local, origin: `http://${local}` })).not.toBe(403);
  });
});

it('no other file of the local system listens by itself', () => {
  const local = path.resolve(__dirname, '../../../../local');
  const listening = readdirSync(local, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|cjs|java)$/.test(name))
    .filter((name) => /\.listen\(|ServerConnector|startServer\(/.test(readFileSync(path.join(local, name), 'utf8')));
  expect(listening.toSorted()).toEqual([
    'emulator/engine/LoopbackDynamoDb.java',
    'emulator/mail/mail-receiver.ts',
    'emulator/mail/ses-package.cjs',
    'emulator/queues/sqs-package.cjs',
    'emulator/server/listen.cjs',
    'emulator/server/loopback-server.ts',
  ]);
  // It speaks no HTTP, and ends what begins like it: its own test says so.
  for (const name of listening.filter((one) => one !== 'emulator/mail/mail-receiver.ts')) {
    expect(readFileSync(path.join(local, name), 'utf8')).toMatch(/forOwnPages\(|keepForOwnPages\(|new OwnPages\(/);
  }
});
