import type { Context } from 'aws-lambda';
import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { ReconcilePorts } from '../../../lambdas/runtime/wiring/reconcile-wiring';
import { reconcileHandler } from '../../../lambdas/runtime/handlers/reconcile-handler';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import { filmFailure } from '../../fakes/film-failure';
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
