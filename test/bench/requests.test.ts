import { countRequests } from './requests';

it('a first remedy asks DynamoDB three times and a duplicate once, shared limits aside, which are reserved ahead', async () => {
  const [ours] = await countRequests('dynalite', 200, ['ours']);
  expect(ours?.firstRemedy.moneyPath).toBe(3);
  expect(ours?.firstRemedy.reservations).toBeGreaterThan(0);
  expect(ours?.firstRemedy.reservations).toBeLessThan(0.1);
  expect(ours?.firstRemedy.byOperation).toMatchObject({ BatchGetItem: 1, PutItem: 2 });
  expect(ours?.duplicate).toMatchObject({ moneyPath: 1, reservations: 0, writeUnits: 0 });
});
