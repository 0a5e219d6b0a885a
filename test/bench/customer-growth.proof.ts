import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoLedger } from '../../lambdas/ledger/dynamo/dynamo-ledger';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../local/emulator/engine/engine';
import { meter } from './request-meter';
import { filmFailure } from '../fakes/film-failure';
import { Life } from '../fakes/mortal';
import { wideLimits } from '../fakes/wide-limits';
import { World } from '../fakes/world';
import { createLedgerTable, tableName } from '../ledger/ledger-table';

let engine: Engine;
let client: DynamoDBClient;
beforeAll(async () => {
  engine = await startDynalite();
  client = await createLedgerTable(engine);
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

it('a customer’s hundredth remedy costs one and a half times the write units of the first at most', async () => {
  const world = new World();
  world.limits = wideLimits;
  const metered = meter(client, { units: true });
  const ledger = new DynamoLedger(client, tableName);
  const unitsOf = async (n: number): Promise<number> => {
    const before = metered.writeUnits;
    const purchase = { orderId: `ord_${n}`, paymentId: `ch_${n}` };
    const failure = filmFailure({ purchase, playback: { rentalId: `rent_${n}` } });
    const ports = { ...world.ports(new Life()), ledger };
    await expect(world.deliver(failure, new Life(), ports)).resolves.toMatchObject({ result: 'issued' });
    world.now += 60_000;
    return metered.writeUnits - before;
  };
  const first = await unitsOf(1);
  let lastTen = 0;
  for (let n = 2; n <= 100; n++) {
    const units = await unitsOf(n);
    if (n > 90) lastTen += units;
  }
  // Beside its own writes, what was given before becomes a line of its order.
  expect(first).toBe(2);
  expect(lastTen / 10 / first).toBeLessThanOrEqual(1.5);
});

it('ten thousand failures of one customer are all given or held, and none fails for what came before', async () => {
  const world = new World();
  const ports = { ...world.ports(new Life()), ledger: new DynamoLedger(client, tableName) };
  const results = new Map<string, number>();
  const failures = 10_000;
  for (let n = 1; n <= failures; n++) {
    const customer = { id: 'a-guest-of-everybody' };
    const purchase = { orderId: `guest_ord_${n}`, paymentId: `guest_ch_${n}` };
    const failure = filmFailure({ customer, purchase, playback: { rentalId: `guest_rent_${n}` } });
    const { result } = await world.deliver(failure, new Life(), ports);
    results.set(result, (results.get(result) ?? 0) + 1);
    world.now += 60_000;
  }
  const { issued = 0, held = 0 } = Object.fromEntries(results);
  expect(issued).toBeGreaterThan(0);
  expect(issued + held).toBe(failures);
});
