import { idInPath } from '../../lambdas/operator-api/path-id';
import { ada, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => (world = await OperatorWorld.start()));
afterAll(() => world.stop());

let customers = 0;

async function bounced() {
  const { customerId, remedyId } = await world.giveAndBounce(`cus_${++customers}`);
  return { customerId, remedyId, path: `/remedies/${idInPath(customerId)}/${remedyId}/notices/apology` };
}

async function listed(query = ''): Promise<unknown> {
  return (await world.get(`/notices${query}`)).body['notices'];
}

it('a mail that bounced is listed with what was given, and without personal data', async () => {
  const { customerId, remedyId } = await bounced();
  expect(await listed('?trouble=bounced&type=VideoPlaybackFailed')).toContainEqual(
    expect.objectContaining({
      customerId,
      remedyId,
      template: 'apology',
      trouble: 'bounced',
      amounts: [{ amountMinor: 399, currency: 'GBP' }],
    }),
  );
  expect(await listed('?trouble=complained')).toEqual([]);
  expect(JSON.stringify(await listed())).not.toMatch(/example\.com|Zoë/);
  expect((await world.get('/notices?trouble=sad')).status).toBe(400);
});

it('it is sent once more to a corrected address, by somebody, for a reason', async () => {
  const { customerId, remedyId, path } = await bounced();
  const answer = await world.post(`${path}/resend`, { why: 'they called', email: ' zoe.park@example.com ' });
  expect(answer).toMatchObject({
    status: 200,
    body: { notice: { state: 'bounced', resend: { actor: ada, why: 'they called', corrected: true } } },
  });
  const failure = { customer: { email: 'zoe.park@example.com' } };
  expect(world.outcomes.published.at(-1)).toMatchObject({ remedyId, state: 'issued', failure });
  expect(await world.ledger.readEnvelope(customerId, remedyId)).toMatchObject({ failure });
  expect(await listed()).not.toContainEqual(expect.objectContaining({ remedyId }));
  expect((await world.post(`${path}/resend`, { why: 'again' })).status).toBe(409);
});

it.each([
  [{ why: 'they called', email: 'zoe' }, 400],
  [{ why: 'they called', email: 'zoe@example.com, all@example.com' }, 400],
  [{ why: 'they now have zoe.park@example.com' }, 400],
  [{ email: 'zoe.park@example.com' }, 400],
  [{ why: 'they called', address: 'zoe.park@example.com' }, 400],
])('%j is refused, and changes nothing', async (body, status) => {
  const { customerId, remedyId, path } = await bounced();
  expect((await world.post(`${path}/resend`, body)).status).toBe(status);
  expect(await world.ledger.readEnvelope(customerId, remedyId)).toMatchObject({
    failure: { customer: { email: 'zoe@example.com' } },
  });
});

it('it is taken off the list once the customer was told in another way', async () => {
  const { remedyId, path } = await bounced();
  expect((await world.post(`${path}/close`, { why: 'told by phone' })).status).toBe(200);
  expect(await listed()).not.toContainEqual(expect.objectContaining({ remedyId }));
  expect(await world.post(`${path}/close`, { why: 'told by phone' })).toMatchObject({ status: 409 });
});

it('there is no such mail of a remedy that is not there', async () => {
  const { path } = await bounced();
  expect((await world.post('/remedies/cus_1/rem_none/notices/apology/resend', { why: 'they called' })).status).toBe(
    404,
  );
  expect((await world.post(path.replace('apology', 'newsletter') + '/close', { why: 'no' })).status).toBe(400);
  expect((await world.post(path.replace('apology', 'refusal') + '/resend', { why: 'no' })).status).toBe(409);
});
