import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { leaveToPerson } from '../../lambdas/flow/record/record-writer';
import { filmFailure } from '../fakes/film-failure';
import { tableName } from '../ledger/ledger-table';
import { onlyWith, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => (world = await OperatorWorld.start()));
afterAll(() => world.stop());

let films = 0;
const film = (amountMinor: number) =>
  filmFailure({
    customer: { id: `cus_film_${++films}` },
    incidentId: undefined,
    purchase: { orderId: `ord_${films}`, paymentId: `ch_${films}`, amountMinor },
    playback: { rentalId: `rent_${films}` },
    occurredAt: new Date(world.now - 60_000).toISOString(),
  });

/** Everything that is asked of the database meanwhile, by its operation. */
async function askedDuring(work: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const name = 'counts-requests';
  world.client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (request) => {
        asked.push(commandName);
        return next(request);
      },
    { step: 'finalizeRequest', name },
  );
  try {
    await work();
  } finally {
    world.client.middlewareStack.remove(name);
  }
  return asked;
}

async function needsAttention(): Promise<void> {
  world.provider.answerNext({ state: 'declined', reason: 'other' });
  const failure = film(399);
  const { remedyId } = await world.deliver(failure);
  const record = await world.ledger.readRemedy(failure.customer.id, remedyId);
  if (!record) throw new Error(`nothing was recorded of ${remedyId}`);
  await leaveToPerson(record, 'there is no other way to give it', world.operatorApiPorts());
}

/** Takes from the index all that it says behind the time of remedies for which people decide. */
async function asWrittenBefore(): Promise<void> {
  const { Items: items = [] } = await world.client.send(new ScanCommand({ TableName: tableName }));
  const waiting = items.filter(({ sk, waiting: list }) => sk?.S?.startsWith('REMEDY#') && list?.S?.includes('#'));
  for (const item of waiting) {
    const dueAt = { S: item['dueAt']?.S?.split(' ')[0] ?? '' };
    await world.client.send(new PutItemCommand({ TableName: tableName, Item: { ...item, dueAt } }));
  }
}

describe('what waits', () => {
  it('is counted by what it waits for, with the most urgent, as the lists have it', async () => {
    for (const _ of [1, 2, 3]) await world.deliver(film(25_000));
    world.provider.loseNextReply();
    await world.deliver(film(399));
    await world.giveAndBounce('cus_bounced');
    const { body } = await world.get('/waiting?shown=2', onlyWith('look'));
    expect(body).toMatchObject({
      counts: { held: 3, needsAttention: 0, unknown: 1, pending: 0, mails: 1, deadLetters: 0 },
      incidents: [],
      isComplete: true,
    });
    expect(body['holds']).toHaveLength(2);
    const { holds } = (await world.get('/holds')).body as { holds: unknown[] };
    expect(body['holds']).toEqual(holds.slice(0, 2));
  });

  it('is said to be stuck once the sweep should have gone on with it for ten minutes, with its remedy', async () => {
    const begun = world.now;
    world.provider.loseNextReply();
    const failure = film(399);
    const { remedyId } = await world.deliver(failure);
    const seen = async () => (await world.get('/waiting?shown=9', onlyWith('look'))).body;
    // What is in doubt is looked up after two minutes.
    world.now = begun + 11 * 60_000;
    expect(await seen()).toMatchObject({ counts: { stuck: 0, unknown: 2 }, stuck: [] });
    world.now = begun + 13 * 60_000;
    const { counts, stuck } = await seen();
    world.now = begun;
    expect(counts).toMatchObject({ stuck: 2 });
    expect(stuck).toContainEqual({ customerId: failure.customer.id, remedyId });
  });

  it('takes a handful of requests to the database, however many waits and in how many lists', async () => {
    for (const _ of Array.from({ length: 40 })) await world.deliver(film(25_000));
    const asked = await askedDuring(() => world.get('/waiting'));
    expect(asked.filter((command) => command === 'ScanCommand')).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(5);
    const listed = await askedDuring(() => world.get('/holds?limit=100'));
    expect(listed.length).toBeLessThanOrEqual(3);
  });

  it('takes no more of them for what people decide that was written before the index said in which state it is', async () => {
    for (const _ of [1, 2, 3]) await needsAttention();
    const needing = { counts: { needsAttention: 3 }, isComplete: true };
    const asked = await askedDuring(async () => expect((await world.get('/waiting')).body).toMatchObject(needing));
    await asWrittenBefore();
    const askedOfOld = await askedDuring(async () => expect((await world.get('/waiting')).body).toMatchObject(needing));
    expect(askedOfOld.toSorted()).toEqual(asked.toSorted());
    const listed = await world.get('/remedies?page=1&state=needs-attention');
    expect(listed.body).toMatchObject({ total: 3, cohort: { amounts: [{ amountMinor: 3 * 399 }] } });
  });
});
