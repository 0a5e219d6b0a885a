import { countRequests } from './requests';
import { measureWholeLife } from './whole-life';

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
  const { mail, deliveryReport } = await measureWholeLife(20);
  // The envelope, and the notice before and after sending. On the index it comes once and goes once.
  expect(mail).toMatchObject({ requests: 4, writeUnits: 3, indexWriteUnits: 1 });
  expect(deliveryReport).toMatchObject({ requests: 2, writeUnits: 1, indexWriteUnits: 1 });
});
