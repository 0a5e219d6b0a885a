import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { operations, type Operation } from '../../lambdas/operator-api/operation';
import { filmFailure } from '../fakes/film-failure';
import { ada, ben, OperatorWorld } from './operator-world';

let world: OperatorWorld;

beforeAll(async () => {
  world = await OperatorWorld.start();
});
afterAll(() => world.stop());

const changed = { status: 409, body: { why: expect.stringContaining('it has changed since you looked at it') } };

async function held(customerId: string, amountMinor = 250_00): Promise<string> {
  const failure = filmFailure({ customer: { id: customerId }, purchase: { amountMinor }, incidentId: 'none' });
  const { remedyId } = await world.deliver(failure);
  return `/remedies/${customerId}/${remedyId}`;
}

const versionAt = async (path: string): Promise<number> => {
  const { record } = (await world.get(path)).body as { readonly record: { readonly version: number } };
  return record.version;
};

it('a switch that is sent once more does not undo a later one', async () => {
  const on = { target: 'all', mode: 'approve', why: 'a new detector', expectedVersion: 0 };
  expect((await world.post('/controls', on)).status).toBe(200);
  expect((await world.post('/controls', { ...on, mode: 'off', expectedVersion: 1 }, ben)).status).toBe(200);
  expect(await world.post('/controls', on)).toMatchObject(changed);
  expect((await world.get('/controls')).body).toMatchObject({ controls: { version: 2, all: { mode: 'off' } } });
  expect((await world.post('/controls', { ...on, mode: 'auto', expectedVersion: 2 })).status).toBe(200);
});

it('two who switch at once do not overwrite each other unseen', async () => {
  const { controls } = (await world.get('/controls')).body as { readonly controls: { readonly version: number } };
  const { version: expectedVersion } = controls;
  const target = videoPlaybackFailed.type;
  const answers = await Promise.all([
    world.post('/controls', { target, mode: 'approve', why: 'one', expectedVersion }, ada),
    world.post('/controls', { target, mode: 'auto', why: 'other', expectedVersion }, ben),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  await world.post('/controls', { target, mode: 'auto', why: 'again' });
});

it('an approval that is sent once more does not approve what is held anew', async () => {
  const path = await held('cus_1', 1001_00);
  const approval = { why: 'looked at it', expectedVersion: await versionAt(path) };
  expect((await world.post(`${path}/approve`, approval, ada)).status).toBe(200);
  // Whoever has seen that she approved may do so too, and a request from before that may not.
  expect(await world.post(`${path}/approve`, approval, ben)).toMatchObject(changed);
  expect(await world.post(`${path}/approve`, approval, ada)).toMatchObject(changed);
  expect(await world.post(`${path}/extend`, { ...approval, hours: 5 }, ben)).toMatchObject(changed);
  const seen = { why: 'looked at it', expectedVersion: await versionAt(path) };
  expect(await world.post(`${path}/approve`, seen, ben)).toMatchObject({ body: { record: { state: 'approved' } } });
});

it('a release leaves alone what came to be held after its caller has looked', async () => {
  await world.post('/controls', { target: 'all', mode: 'approve', why: 'a new policy' });
  const failure = filmFailure({ customer: { id: 'cus_2' }, purchase: { amountMinor: 399 }, incidentId: 'none' });
  await world.deliver(failure);
  const { remedies } = (await world.get('/remedies?state=held&cause=approve-mode')).body as {
    readonly remedies: unknown[];
  };
  expect(remedies.length).toBeGreaterThan(0);
  const seen = { remedies: 500, amounts: [{ amountMinor: 1_000_000_00, currency: 'GBP' }] };
  const release = { filter: { cause: 'approve-mode' }, why: 'it is right', seen };
  const before = new Date(world.now - 1_000).toISOString();
  expect(await world.post('/releases', { ...release, seenAt: before })).toMatchObject({
    status: 409,
    body: { why: expect.stringContaining('nothing that is held fits that') },
  });
  expect(await world.post('/releases', { ...release, seenAt: world.clock().toISOString() })).toMatchObject({
    status: 200,
  });
});

it('all that changes something is about what its caller has seen', () => {
  const unconditional = Object.entries<Operation>(operations).filter(([, { method, body, changesNothing }]) => {
    if (method !== 'POST' || changesNothing) return false;
    const problems = body.safeParse({}).error?.issues.map(({ path }) => String(path[0])) ?? [];
    // What is deleted is named one by one, and never comes again under its id.
    return !['expectedVersion', 'seenAt', 'messageIds'].some((seen) => problems.includes(seen));
  });
  expect(unconditional.map(([name]) => name)).toEqual([]);
});

it('an erasure that is sent once more erases nothing that was detected since', async () => {
  const customerId = 'cus_erased_twice';
  const failure = filmFailure({ customer: { id: customerId }, purchase: { amountMinor: 250_00 } });
  const { remedyId } = await world.deliver(failure);
  const body = { seenAt: world.clock().toISOString(), why: 'asked for it' };
  const erase = `/customers/${customerId}/erase`;
  expect(await world.post(erase, body)).toMatchObject({ status: 200, body: { erased: 1 } });
  world.now += 60_000;
  const later = { customerId, remedyId: 'rem_later', failure, detectedAt: world.clock().toISOString() };
  await world.ledger.keepEnvelope({ ...later, expiresAt: '2027-02-18T20:45:00.000Z' });
  expect(await world.post(erase, body)).toMatchObject({ status: 200, body: { erased: 0 } });
  expect(await world.ledger.readEnvelope(customerId, 'rem_later')).toBeDefined();
  expect(await world.ledger.readEnvelope(customerId, remedyId)).toBeUndefined();
});

it('an erasure for a time that is still to come is refused: a copy of it would erase what nobody has seen', async () => {
  const seenAt = new Date(world.now + 120_000).toISOString();
  const answer = await world.post('/customers/cus_501/erase', { seenAt, why: 'asked for it' });
  expect(answer).toMatchObject({ status: 409, body: { why: expect.stringMatching(/still to come/) } });
});
