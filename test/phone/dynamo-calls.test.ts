import { newCall } from '../../lambdas/phone/call-record';
import { DynamoCalls } from '../../lambdas/phone/dynamo-calls';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { createLedgerTable, tableName } from '../ledger/ledger-table';

it('calls are kept as they were, the one who writes first wins, and a contact stays with its call', async () => {
  const engine = await startDynalite();
  const client = await createLedgerTable(engine);
  try {
    const calls = new DynamoCalls(client, tableName);
    const of = { key: 'rem_1_1', remedyId: 'rem_1', partNumber: 1, customerId: 'cus_1', failureType: 'ParcelStolen' };
    const record = newCall({ ...of, orderId: 'ord_1', channel: 'phone', deadlineAt: '2026-11-30T12:00:00.000Z' });
    await expect(calls.find(record.key)).resolves.toBeUndefined();
    const both = await Promise.all([calls.save(record), calls.save(record)]);
    expect(both.sort()).toEqual(['saved', 'stale']);
    await expect(calls.find(record.key)).resolves.toEqual(record);
    await expect(calls.save({ ...record, taskId: 'c-1', version: 2 })).resolves.toBe('saved');
    await expect(calls.save({ ...record, taskId: 'c-2', version: 2 })).resolves.toBe('stale');
    await expect(calls.find(record.key)).resolves.toMatchObject({ taskId: 'c-1', version: 2 });
    await calls.note('c-1', 'rem_1_1');
    await calls.note('c-1', 'rem_2_1');
    await expect(calls.keyOf('c-1')).resolves.toBe('rem_1_1');
    await expect(calls.keyOf('c-9')).resolves.toBeUndefined();
  } finally {
    client.destroy();
    await engine.stop();
  }
});
