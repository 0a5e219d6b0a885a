import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paginateScan, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { handleFailure } from '../../lambdas/flow/remedy/handle-failure';
import type { RemedyContext } from '../../lambdas/flow/remedy/remedy-context';
import { sweep } from '../../lambdas/flow/sweep/sweep';
import type { RefundProvider } from '../../lambdas/fulfilment/port/refund-provider';
import { DynamoControls } from '../../lambdas/ledger/dynamo/dynamo-controls';
import { DynamoIncidents } from '../../lambdas/ledger/dynamo/dynamo-incidents';
import { DynamoWaitingList } from '../../lambdas/ledger/dynamo/dynamo-waiting-list';
import { inParallel } from '../../lambdas/flow/record/in-parallel';
import type { EngineName } from '../../local/emulator/engine/engine';
import { newFailures } from '../bench/failures';
import { remedyPorts } from '../bench/remedy-ports';
import { clientAt } from '../bench/tables';
import { FakeOutcomes } from '../fakes/fake-outcomes';
import { FakeUndelivered } from '../fakes/fake-undelivered';
import { createLedgerTable, tableName } from '../ledger/ledger-table';
import { MortalEngine } from './mortal-engine';

export interface KilledEngineSettings {
  readonly engineName: EngineName;
  readonly remedies: number;
  /** How many writes the engine lives through each time. */
  readonly killEvery: number;
}

/**
 * In memory where the system offers that. The data outlives the killed process there as well as on a disk, and DynamoDB
 * Local waits for the disk at every write, which on a slow one leaves it 50 writes a second. What a power cut would do
 * is not asked.
 */
const dataRoot = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** After this the lease of an attempt that died is over, and Lambda delivers again. */
const minuteMs = 61_000;

/** A write that was answered is kept, and remedies are refunds, whatever the database dies of. */
export function describeKilledEngine({ engineName, remedies, killEvery }: KilledEngineSettings): void {
  let folder: string;
  let engine: MortalEngine;
  let client: DynamoDBClient;

  beforeEach(async () => {
    folder = await mkdtemp(join(dataRoot, 'killed-engine-'));
    engine = await MortalEngine.start(engineName, folder, killEvery);
    (await createLedgerTable({ url: engine.url, stop: async () => undefined })).destroy();
    client = clientAt(engine.url);
  });
  afterEach(async () => {
    client.destroy();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(`on ${engineName}, a write that was answered is there after the engine was killed`, async () => {
    const answered: string[] = [];
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; engine.kills < 4; n++) {
        const id = `${writer}-${n}`;
        const Item = { pk: { S: `PROBE#${id}` }, sk: { S: 'PROBE' } };
        await engine.whenUp();
        const saved = client.send(new PutItemCommand({ TableName: tableName, Item }));
        await saved.then(
          () => answered.push(id),
          () => undefined,
        );
      }
    };
    await Promise.all(Array.from({ length: 10 }, (_, writer) => write(writer)));
    await engine.whenUp();
    const stored = new Set((await scan(client, 'PROBE')).map(({ pk }) => pk));
    expect(answered.length).toBeGreaterThan(killEvery);
    expect(answered.filter((id) => !stored.has(`PROBE#${id}`))).toEqual([]);
  });

  it(`on ${engineName}, ${remedies} remedies are ${remedies} refunds while the engine dies at one in ${killEvery} writes`, async () => {
    const provider = new CountingProvider();
    const time = { nowMs: Date.now() };
    const clock = (): Date => new Date(time.nowMs);
    const ports = { ...remedyPorts({ client, refunds: provider, outcomes: new FakeOutcomes() }), clock };
    for (let open = newFailures(remedies); open.length > 0; time.nowMs += minuteMs) {
      open = await deliver(open, ports, engine);
    }
    await engine.whenUp();
    const { kills } = engine;
    await sweepUntilNothingWaits(client, ports, engine, time);

    const records = await scan(client, 'REMEDY#');
    expect(provider.refunds.size).toBe(remedies);
    expect(records).toHaveLength(remedies);
    expect(records.filter(({ state }) => state !== 'issued')).toEqual([]);
    // A first remedy writes twice.
    expect(kills).toBeGreaterThanOrEqual(Math.floor((2 * remedies) / killEvery));
  });
}

/** A provider whose refunds are kept by key, as Stripe keeps them. It lives on while the engine does not. */
class CountingProvider implements RefundProvider {
  readonly accounts = ['counting'];
  readonly refunds = new Map<string, string>();

  smallestStepMinor = (): number => 1;

  refund: RefundProvider['refund'] = async ({ key }) => {
    if (!this.refunds.has(key)) this.refunds.set(key, `re_${this.refunds.size + 1}`);
    return { state: 'succeeded', providerRef: this.refunds.get(key) ?? '' };
  };

  find: RefundProvider['find'] = async ({ key }) => {
    const providerRef = this.refunds.get(key);
    return providerRef === undefined ? { state: 'not-found' } : { state: 'succeeded', providerRef };
  };
}

/** Delivers each failure once, fifty at a time. @returns those that have to be delivered again */
async function deliver(
  failures: readonly VideoPlaybackFailure[],
  ports: RemedyContext,
  engine: MortalEngine,
): Promise<VideoPlaybackFailure[]> {
  const again: VideoPlaybackFailure[] = [];
  await inParallel(failures, 50, async (failure) => {
    await engine.whenUp();
    const now = ports.clock();
    const delivery = { failure, detectedAt: now.toISOString(), deadlineMs: now.getTime() + 20_000 };
    await handleFailure(delivery, videoPlaybackFailed, ports).catch(() => again.push(failure));
  });
  return again;
}

async function sweepUntilNothingWaits(
  client: DynamoDBClient,
  ports: RemedyContext,
  engine: MortalEngine,
  time: { nowMs: number },
): Promise<void> {
  const waiting = new DynamoWaitingList(client, tableName);
  const sweepPorts = {
    ...ports,
    waiting,
    incidents: new DynamoIncidents(client, tableName),
    controlsStore: new DynamoControls(client, tableName),
    retryQueues: [],
    functions: { call: async () => ({ failed: false }) as const },
    undelivered: new FakeUndelivered(),
    pace: async () => undefined,
  };
  const whatWaits = () => waiting.due(new Date('9998-01-01T00:00:00Z'), 100);
  for (let run = 1; run <= 5; run++) {
    await engine.whenUp();
    // The engine may die under the sweep too, which then runs again a minute later.
    await sweep(sweepPorts, time.nowMs + minuteMs).catch(() => undefined);
    time.nowMs += minuteMs;
  }
  await engine.whenUp();
  expect(await whatWaits()).toEqual([]);
}

async function scan(client: DynamoDBClient, kind: string): Promise<{ pk: string; state: string | undefined }[]> {
  const found: { pk: string; state: string | undefined }[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: tableName,
      ConsistentRead: true,
      FilterExpression: 'begins_with(sk, :kind)',
      ExpressionAttributeValues: { ':kind': { S: kind } },
    },
  );
  for await (const { Items = [] } of pages) {
    found.push(...Items.map((item) => ({ pk: item['pk']?.S ?? '', state: item['state']?.S })));
  }
  return found;
}
