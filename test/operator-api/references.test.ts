import { DynamoRemedyFinder } from '../../lambdas/ledger/dynamo/dynamo-remedy-finder';
import { referenceOf } from '../../lambdas/model/remedy-id';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { heldRecord } from '../contract-suites/ledger-samples';
import { filmFailure } from '../fakes/film-failure';
import { tableName } from '../ledger/ledger-table';
import { OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => (world = await OperatorWorld.start()));
afterAll(() => world.stop());

/** A remedy that waits for a person. */
async function held(customerId: string) {
  const failure = filmFailure({ customer: { id: customerId }, purchase: { amountMinor: 250_00 }, incidentId: 'none' });
  const { remedyId } = await world.deliver(failure);
  return { customerId, remedyId, reference: referenceOf(remedyId) };
}

const pathOf = (customerId: string, name: string, action = ''): string =>
  `/remedies/${idInPath(customerId)}/${idInPath(name)}${action}`;

it('names a remedy of a customer, also as somebody wrote it down on the phone', async () => {
  const { customerId, remedyId, reference } = await held('Søren/1');
  for (const name of [remedyId, reference, reference.toLowerCase(), reference.replace('-', ' ')]) {
    const { status, body } = await world.get(pathOf(customerId, name));
    expect({ status, body }).toMatchObject({ status: 200, body: { reference, record: { remedyId } } });
  }
});

it('stands beside each remedy of a list', async () => {
  const { customerId, remedyId, reference } = await held('cus_lists');
  const bounced = await world.giveAndBounce('cus_bounced');
  const lists = {
    holds: await world.get('/holds'),
    remedies: await world.get('/remedies'),
    notices: await world.get('/notices'),
  };
  expect(lists.holds.body['holds']).toContainEqual(expect.objectContaining({ customerId, remedyId, reference }));
  expect(lists.remedies.body['remedies']).toContainEqual(expect.objectContaining({ remedyId, reference }));
  expect(lists.notices.body['notices']).toContainEqual(
    expect.objectContaining({ remedyId: bounced.remedyId, reference: referenceOf(bounced.remedyId) }),
  );
});

it('is enough to decide, and the audit trail has the id', async () => {
  const { customerId, remedyId, reference } = await held('cus_decides');
  const { record } = (await world.get(pathOf(customerId, remedyId))).body as { record: { version: number } };
  const body = { why: 'looked at it', expectedVersion: record.version };
  expect((await world.post(pathOf(customerId, reference, '/approve'), body)).status).toBe(200);
  expect((await world.ledger.readRemedy(customerId, remedyId))?.state).toBe('approved');
  expect(JSON.stringify(world.audit.events)).toContain(remedyId);
});

it('of another customer is found nowhere', async () => {
  const { reference } = await held('cus_mine');
  await held('cus_theirs');
  expect((await world.get(pathOf('cus_theirs', reference))).status).toBe(404);
  expect((await world.get(pathOf('cus_nobody', reference))).status).toBe(404);
});

it('that several remedies of a customer share is refused with their ids', async () => {
  const begin = 'rem_0123abcde';
  const [one, other] = [`${begin}${'1'.repeat(23)}`, `${begin}${'2'.repeat(23)}`];
  for (const remedyId of [one, other]) await world.ledger.saveRemedy(heldRecord('cus_twice', { remedyId }));
  const { status, body } = await world.get(pathOf('cus_twice', referenceOf(one)));
  expect(status).toBe(409);
  expect(body['why']).toBe(
    `several remedies of this customer have this reference: name one by its id, ${one} or ${other}`,
  );
});

it('is found without its customer by whoever may read the table, wherever in it', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, (_, index) => held(`cus_spread_${index}`)));
  const finder = new DynamoRemedyFinder(world.client, tableName);
  for (const { customerId, remedyId } of all) {
    expect(await finder.search(remedyId.slice(0, 'rem_'.length + 9))).toEqual([{ customerId, remedyId }]);
  }
});
