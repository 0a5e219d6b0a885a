import { copied } from '../../fakes/copied';
import type { Context } from 'aws-lambda';
import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { ReconcilePorts } from '../../../lambdas/runtime/wiring/reconcile-wiring';
import { reconcileHandler } from '../../../lambdas/runtime/handlers/reconcile-handler';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import { filmFailure } from '../../fakes/film-failure';
import { World as MemoryWorld } from '../../fakes/world';
import { tableName } from '../../ledger/ledger-table';
import { OperatorWorld } from '../../operator-api/operator-world';

const hourMs = 60 * 60 * 1000;

let world: OperatorWorld;
beforeEach(async () => (world = await OperatorWorld.start()));
afterEach(() => world.stop());

function boughtBy(id: string): Failure {
  return filmFailure({ customer: { id }, purchase: { orderId: `ord_${id}`, paymentId: `pi_${id}` } });
}

/** The table as it was before anything was written: what a restore to yesterday leaves of today. */
async function restoreToBefore(): Promise<void> {
  const { Items = [] } = await world.client.send(new ScanCommand({ TableName: tableName }));
  for (const { pk, sk } of Items) {
    if (!pk || !sk) continue;
    await world.client.send(new DeleteItemCommand({ TableName: tableName, Key: { pk, sk } }));
  }
}

/** The daily function, with a table that it may note in. */
async function runReconciliation(event: object = {}) {
  const ports: ReconcilePorts = {
    statement: world.statement,
    provider: world.provider,
    observer: world.observer,
    noting: world.ledger,
    inspection: { inspect: () => Promise.reject(new Error('nobody asks')) },
  };
  const handler = reconcileHandler(
    () => ports,
    undefined,
    () => world.clock(),
  );
  return handler(event, { functionName: 'f' } as Context);
}

const movedMoney = () => world.provider.effects.length;

it('what was paid before a restore is found at the provider, and published again it waits for a person', async () => {
  await world.deliver(boughtBy('cus_1'));
  expect(movedMoney()).toBe(1);
  await restoreToBefore();
  world.now += 30 * hourMs;
  world.provider.pruneKeys();
  expect(await runReconciliation()).toMatchObject({ verdict: 'differ', findings: 1 });

  const { remedyId, result } = await world.deliver(boughtBy('cus_1'));
  expect(result).not.toBe('duplicate');
  const record = await world.ledger.readRemedy('cus_1', remedyId);
  expect(record?.state).toBe('held');
  expect(record?.reasons[0]).toMatch(
    /^the provider made refund re_\S+ of 3\.99 GBP for it on 2026-11-20, of which the ledger/,
  );
  expect(record?.hold?.awaits).toBeUndefined();
  expect(movedMoney()).toBe(1);
});

it('without the reconciliation it would be paid a second time, once the provider has forgotten its key', async () => {
  await world.deliver(boughtBy('cus_1'));
  await restoreToBefore();
  world.now += 30 * hourMs;
  world.provider.pruneKeys();
  await world.deliver(boughtBy('cus_1'));
  expect(movedMoney()).toBe(2);
});

it('it is noted once however often the reconciliation runs, and others are paid as ever', async () => {
  await world.deliver(boughtBy('cus_1'));
  await restoreToBefore();
  world.now += 2 * hourMs;
  await runReconciliation();
  await runReconciliation();
  const { customerRecord } = await world.ledger.read('cus_1', 'any');
  expect(customerRecord.found).toHaveLength(1);
  const other = await world.deliver(boughtBy('cus_2'));
  expect((await world.ledger.readRemedy('cus_2', other.remedyId))?.state).toBe('issued');
});

it('what the ledger knows is not noted', async () => {
  await world.deliver(boughtBy('cus_1'));
  world.now += 2 * hourMs;
  await runReconciliation();
  expect((await world.ledger.read('cus_1', 'any')).customerRecord.found).toBeUndefined();
});

it('after a restore everything since then is looked at, however long ago', async () => {
  const restoredTo = world.clock().toISOString();
  world.now += hourMs;
  await world.deliver(boughtBy('cus_1'));
  await restoreToBefore();
  world.now += 200 * hourMs;
  world.provider.pruneKeys();
  expect(await runReconciliation()).toMatchObject({ verdict: 'nothing-compared' });
  expect(await runReconciliation({ from: restoredTo })).toMatchObject({ verdict: 'differ' });
  await world.deliver(boughtBy('cus_1'));
  expect(movedMoney()).toBe(1);
});

/** What a restore brings back of the ledger, as it is now. */
function snapshotOf({ ledger }: MemoryWorld): () => void {
  const { customerRecords, records, orders, notices, envelopes } = ledger;
  const kept = [customerRecords, records, orders, notices, envelopes].map((map) => ({
    map,
    was: copied(map),
  }));
  return () => {
    for (const { map, was } of kept) {
      map.clear();
      for (const [key, item] of was) map.set(key, item as never);
    }
  };
}

describe('a remedy that was held at the moment of the restore, and approved and paid after it', () => {
  const days = 3;

  async function approvedOnceMore(pay: (world: MemoryWorld) => Promise<void>): Promise<MemoryWorld> {
    const world = new MemoryWorld();
    await world.switchMode('all', { mode: 'approve' });
    await world.deliver(boughtBy('cus_1'));
    expect(world.onlyRecord().state).toBe('held');
    const restore = snapshotOf(world);
    await pay(world);
    expect(world.provider.effects).toHaveLength(1);
    restore();
    expect(world.onlyRecord().state).toBe('held');
    world.now += days * 24 * hourMs;
    world.provider.pruneKeys();
    await world.approve('ann');
    await world.sweepEvery(60_000, 3);
    return world;
  }

  async function approveAndPay(world: MemoryWorld): Promise<void> {
    await world.approve('ann');
    await world.sweepEvery(60_000, 2);
  }

  it('is paid once: the provider is asked before it is paid', async () => {
    const world = await approvedOnceMore(approveAndPay);
    const { remedyId, state, parts } = world.onlyRecord();
    expect(state).toBe('issued');
    expect(parts.map(({ outcome }) => outcome)).toMatchObject([
      { state: 'succeeded', providerRef: `re_${remedyId}_1` },
    ]);
    expect(world.provider.effects).toHaveLength(1);
  });

  it('is paid once also where it had been paid as a later part, after a refusal', async () => {
    const world = await approvedOnceMore(async (before) => {
      before.provider.answerNext({ state: 'declined', reason: 'insufficient-balance' });
      await approveAndPay(before);
      await before.sweepEvery(hourMs, 8);
      expect(before.onlyRecord().parts).toHaveLength(2);
    });
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
  });

  it('is paid where the payment has no such refund', async () => {
    const world = new MemoryWorld();
    await world.switchMode('all', { mode: 'approve' });
    await world.deliver(boughtBy('cus_1'));
    world.now += days * 24 * hourMs;
    await world.approve('ann');
    await world.sweepEvery(60_000, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
  });

  it('is not paid as long as the provider gives no certain answer', async () => {
    const world = await approvedOnceMore(async (before) => {
      await approveAndPay(before);
      before.provider.weather = 'hanging';
    });
    expect(world.onlyRecord().state).toBe('unknown');
    world.provider.weather = 'fair';
    await world.sweepEvery(hourMs, 4);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
  });
});

it('what was to be tried again when the ledger was restored, and was paid by that trial, is shown to a person', async () => {
  const world = new MemoryWorld();
  world.provider.answerNext({ state: 'declined', reason: 'insufficient-balance' });
  await world.deliver(boughtBy('cus_1'));
  const restore = snapshotOf(world);
  await world.sweepEvery(hourMs, 8);
  expect(world.onlyRecord().state).toBe('issued');
  restore();
  expect(world.onlyRecord().state).toBe('declined');
  world.now += 72 * hourMs;
  world.provider.pruneKeys();
  await world.sweepEvery(hourMs, 8);
  const { state, history } = world.onlyRecord();
  expect(state).toBe('needs-attention');
  expect(history.map(({ why }) => why).join('\n')).toMatch(/it was refused, and is now said to be succeeded/);
  expect(world.provider.effects).toHaveLength(1);
});
