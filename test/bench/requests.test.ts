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

it('the whole life of a refunded film is six writes of one unit, and none of the index', async () => {
  const engine = await startDynalite();
  try {
    const client = await createBenchTables(engine.url);
    const [film] = firstStories;
    if (!film) throw new Error('the catalog is empty');
    const lives = new Lives(client, film);
    // Which reserves a block of the shared limits for those that come after it.
    await lives.next('cus_0a7d4b8e', 1);
    const { state, runs } = await lives.next('cus_5b1f2c9e-8d34-4a7b-9c55-0e6f1a2b3c4d', 1);
    expect(state).toBe('issued');
    // The commitment and the record.
    expect(runs.refund.database).toEqual({
      requests: 3,
      // One of them for what a bank says of the payment, which is nothing nearly always.
      readUnits: 5,
      writeUnits: 2,
      indexWriteUnits: 0,
      furtherWriteUnits: 0,
    });
    // The envelope, and the notice before and after sending.
    expect(runs.mail.database).toEqual({
      requests: 4,
      readUnits: 1,
      writeUnits: 3,
      indexWriteUnits: 0,
      furtherWriteUnits: 0,
    });
    expect(runs.deliveryReport.database).toEqual({
      requests: 2,
      readUnits: 1,
      writeUnits: 1,
      indexWriteUnits: 0,
      furtherWriteUnits: 0,
    });
    client.destroy();
  } finally {
    await engine.stop();
  }
});
