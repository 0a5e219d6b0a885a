import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PutItemCommand, ScanCommand, type DynamoDBClient, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { inParallel } from '../../lambdas/model/in-parallel';
import { handleFailure } from '../../lambdas/flow/remedy/handle-failure';
import type { RemedyContext } from '../../lambdas/flow/remedy/remedy-context';
import { sweep } from '../../lambdas/flow/sweep/sweep';
import type { RefundProvider } from '../../lambdas/fulfilment/port/refund-provider';
import { DynamoControls } from '../../lambdas/ledger/dynamo/dynamo-controls';
import { DynamoIncidents } from '../../lambdas/ledger/dynamo/dynamo-incidents';
import { DynamoWaitingList } from '../../lambdas/ledger/dynamo/dynamo-waiting-list';
import { javaForDynamoDbLocal } from '../../local/emulator/engine/dynamodb-local-engine';
import { newFailures } from '../bench/failures';
import { remedyPorts } from '../bench/remedy-ports';
import { clientAt } from '../bench/tables';
import { FakeOutcomes } from '../fakes/fake-outcomes';
import { createLedgerTable, tableName } from '../ledger/ledger-table';
import { startDurableEngine, type DurableEngine } from './durable-engine';
import { startStableProxy, type StableProxy } from './stable-proxy';

const engineName = javaForDynamoDbLocal().usable ? 'dynamodb-local' : 'dynalite';
const remedies = 1_000;

/**
 * In memory where the system offers that. The data outlives the killed process there as well as on a disk, and DynamoDB
 * Local waits for the disk at every write, which on a slow one leaves it 50 writes a second. What a power cut would do
 * is not asked.
 */
const dataRoot = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** How long an engine lives, once it answers. */
const engineLifeMs = 4_000;

/**
 * So many times faster than ours its clock runs: the minute until Lambda delivers again, and a lease ends, is a second.
 */
const speedUp = 60;

let folder: string;
let port: StableProxy;
let client: DynamoDBClient;
let engine: DurableEngine;

beforeAll(async () => {
  folder = await mkdtemp(join(dataRoot, 'killed-engine-'));
  port = await startStableProxy();
  engine = await startDurableEngine(engineName, folder);
  port.forwardTo(engine.url);
  (await createLedgerTable({ url: port.url, stop: async () => undefined })).destroy();
  client = clientAt(port.url);
});
afterAll(async () => {
  client.destroy();
  await port.stop();
  await engine.kill();
  await rm(folder, { recursive: true, force: true });
});

it(`on ${engineName}, a write that was answered is there after the engine was killed`, async () => {
  const answered: string[] = [];
  let isOver = false;
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; !isOver; n++) {
      const id = `${writer}-${n}`;
      const Item = { pk: { S: `PROBE#${id}` }, sk: { S: 'PROBE' } };
      const saved = await client.send(new PutItemCommand({ TableName: tableName, Item })).then(
        () => true,
        () => false,
      );
      if (saved) answered.push(id);
    }
  };
  const writers = Array.from({ length: 10 }, (_, writer) => write(writer));
  for (let kill = 1; kill <= 2; kill++) {
    await pause(1_000);
    await killAndRestart();
  }
  isOver = true;
  await Promise.all(writers);
  const stored = new Set((await scan('PROBE')).map(({ pk }) => pk));
  expect(answered.length).toBeGreaterThan(20);
  expect(answered.filter((id) => !stored.has(`PROBE#${id}`))).toEqual([]);
});

it(`on ${engineName}, ${remedies} remedies are ${remedies} refunds while the engine is killed every few seconds`, async () => {
  const provider = new CountingProvider();
  const clock = fastClock();
  const ports = { ...remedyPorts({ client, refunds: provider, outcomes: new FakeOutcomes() }), clock };
  const work = { isDone: false };
  const killing = keepKilling(work);
  const deliveries = await deliverAll(newFailures(remedies), ports);
  work.isDone = true;
  const kills = await killing;
  await sweepUntilNothingWaits(ports);

  const records = await scan('REMEDY#');
  console.info(`${kills} kills of ${engineName}, ${deliveries} deliveries, ${provider.calls} calls of the provider`);
  expect(provider.refunds.size).toBe(remedies);
  expect(records).toHaveLength(remedies);
  expect(records.filter(({ state }) => state !== 'issued')).toEqual([]);
  expect(kills).toBeGreaterThanOrEqual(2);
  expect(deliveries).toBeGreaterThan(remedies);
});

/** A provider whose refunds are kept by key, as Stripe keeps them. It lives on while the engine does not. */
class CountingProvider implements RefundProvider {
  readonly refunds = new Map<string, string>();
  calls = 0;

  refund: RefundProvider['refund'] = async ({ key }) => {
    this.calls++;
    await pause(5);
    if (!this.refunds.has(key)) this.refunds.set(key, `re_${this.refunds.size + 1}`);
    return { state: 'succeeded', providerRef: this.refunds.get(key) ?? '' };
  };

  find: RefundProvider['find'] = async ({ key }) => {
    const providerRef = this.refunds.get(key);
    return providerRef === undefined ? { state: 'not-found' } : { state: 'succeeded', providerRef };
  };
}

/** Leases end and redeliveries come within seconds. */
function fastClock(): () => Date {
  const startedAt = Date.now();
  return () => new Date(startedAt + (Date.now() - startedAt) * speedUp);
}

/**
 * Delivers every failure until it is done, as Lambda and the sweep's redrive do. @returns how many deliveries it took
 */
async function deliverAll(failures: readonly VideoPlaybackFailure[], ports: RemedyContext): Promise<number> {
  let deliveries = 0;
  await inParallel(failures, 50, async (failure) => {
    for (;;) {
      deliveries++;
      // Twenty seconds of a function's clock would be a third of a second here.
      const deadlineMs = ports.clock().getTime() + 20_000 * speedUp;
      const delivery = { failure, detectedAt: ports.clock().toISOString(), deadlineMs };
      const isDone = await handleFailure(delivery, videoPlaybackFailed, ports).then(
        () => true,
        () => false,
      );
      if (isDone) return;
      await pause(60_000 / speedUp);
    }
  });
  return deliveries;
}

async function keepKilling(work: { readonly isDone: boolean }): Promise<number> {
  for (let kills = 0; ; kills++) {
    for (let slept = 0; slept < engineLifeMs; slept += 100) {
      if (work.isDone) return kills;
      await pause(100);
    }
    await killAndRestart();
  }
}

async function killAndRestart(): Promise<void> {
  port.forwardTo(undefined);
  await engine.kill();
  engine = await startDurableEngine(engineName, folder);
  port.forwardTo(engine.url);
}

async function sweepUntilNothingWaits(ports: RemedyContext): Promise<void> {
  const waiting = new DynamoWaitingList(client, tableName);
  const sweepPorts = {
    ...ports,
    waiting,
    incidents: new DynamoIncidents(client, tableName),
    controlsStore: new DynamoControls(client, tableName),
    retryQueues: [],
    functions: { call: async () => ({ failed: false }) as const },
    pace: async () => undefined,
  };
  for (let run = 1; run <= 3; run++) await sweep(sweepPorts, ports.clock().getTime() + 60_000 * speedUp);
  expect(await waiting.due(new Date('9998-01-01T00:00:00Z'), 100)).toEqual([]);
}

async function scan(kind: string): Promise<{ pk: string; state: string | undefined }[]> {
  const found: { pk: string; state: string | undefined }[] = [];
  let from: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        FilterExpression: 'begins_with(sk, :kind)',
        ExpressionAttributeValues: { ':kind': { S: kind } },
        ExclusiveStartKey: from,
      }),
    );
    found.push(...(page.Items ?? []).map((item) => ({ pk: item['pk']?.S ?? '', state: item['state']?.S })));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}
