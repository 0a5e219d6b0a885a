import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { firstStories, Lives } from './cost/whole-life';
import { countRequests } from './requests';
import { createBenchTables } from './tables';

it('a first remedy asks DynamoDB three times and a duplicate once, shared limits aside, which are reserved ahead', async () => {
  const [ours] = await countRequests('dynalite', 200, ['ours']);
  expect(ours?.firstRemedy.moneyPath).toBe(3);
  expect(ours?.firstRemedy.reservations).toBeGreaterThan(0);
  // Of three limits: the day of a type, of its source and of all. Blocks are still small with so few.
  expect(ours?.firstRemedy.reservations).toBeLessThan(0.12);
  expect(ours?.firstRemedy.byOperation).toMatchObject({ BatchGetItem: 1, PutItem: 2 });
  expect(ours?.duplicate).toMatchObject({ moneyPath: 1, reservations: 0, writeUnits: 0 });
});

it('a mail is three writes and a report one, each of one unit, and the record of the remedy is not among them', async () => {
  const engine = await startDynalite();
  try {
    const client = await createBenchTables(engine.url);
    const [film] = firstStories;
    if (!film) throw new Error('the catalog is empty');
    const { state, runs } = await new Lives(client, film).next('cus_5b1f2c9e', 1);
    expect(state).toBe('issued');
    // The envelope, and the notice before and after sending. On the index it comes once and goes once.
    expect(runs.mail.database).toMatchObject({ requests: 4, writeUnits: 3, indexWriteUnits: 1 });
    expect(runs.deliveryReport.database).toMatchObject({ requests: 2, writeUnits: 1, indexWriteUnits: 1 });
    client.destroy();
  } finally {
    await engine.stop();
  }
});
