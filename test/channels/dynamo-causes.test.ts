import type { CauseRecord } from '../../lambdas/channels/amplification/amplification';
import type { CauseStore } from '../../lambdas/channels/amplification/cause-store';
import { DynamoCauses } from '../../lambdas/channels/amplification/dynamo-causes';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { MemoryCauses } from '../fakes/memory-causes';
import { createLedgerTable, tableName } from '../ledger/ledger-table';

const forgottenAt = new Date('2026-11-30T13:00:00Z');
const first: CauseRecord = { key: 'c1', writers: [{ who: 'a1b2c3', at: '2026-11-30T12:00:00.000Z' }], version: 1 };

/** What counting relies on: of two who count at once one is told that the other was quicker. */
async function keepsItsPromises(store: CauseStore): Promise<void> {
  await expect(store.find('c1')).resolves.toBeUndefined();
  const both = await Promise.all([store.save(first, forgottenAt), store.save(first, forgottenAt)]);
  expect(both.sort()).toEqual(['saved', 'stale']);
  await expect(store.find('c1')).resolves.toMatchObject(first);
  const open = { ...first, openedAt: '2026-11-30T12:01:00.000Z', openedBy: 'm', version: 2 };
  await expect(store.save(open, forgottenAt)).resolves.toBe('saved');
  await expect(store.save(open, forgottenAt)).resolves.toBe('stale');
  await expect(store.find('c1')).resolves.toMatchObject(open);
}

it('the table counts who writes', async () => {
  const engine = await startDynalite();
  try {
    const client = await createLedgerTable(engine);
    await keepsItsPromises(new DynamoCauses(client, tableName));
    client.destroy();
  } finally {
    await engine.stop();
  }
});

it('and so does the store in memory that other tests use', () => keepsItsPromises(new MemoryCauses()));
