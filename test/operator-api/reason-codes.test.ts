import { defaultReasonCodes } from '../../lambdas/model/judging/reason-code';
import { filmFailure } from '../fakes/film-failure';
import { OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => {
  world = await OperatorWorld.start();
});
afterAll(() => world.stop());
afterEach(() => world.offerReasons(defaultReasonCodes));

let viewers = 0;

async function held(more: Parameters<typeof filmFailure>[0] = {}): Promise<string> {
  const viewer = ++viewers;
  const failure = filmFailure({
    customer: { id: `cus_${viewer}` },
    purchase: { orderId: `ord_${viewer}`, paymentId: `pay_${viewer}`, amountMinor: 4_000 },
    playback: { rentalId: `rent_${viewer}` },
    incidentId: 'none',
    ...more,
  });
  const { remedyId } = await world.deliver(failure, { perRemedy: { GBP: 1_000 } });
  return `/remedies/cus_${viewer}/${remedyId}`;
}

const recordAt = async (path: string) => (await world.get(path)).body['record'];

it('a rejection is recorded with its code and the label that it had, in the history and on the bus', async () => {
  const path = await held();
  const rejected = await world.post(`${path}/reject`, { code: 'no-failure-found', why: 'the log shows a pause' });
  expect(rejected.status).toBe(200);
  const rejectedAs = { code: 'no-failure-found', label: 'No failure found' };
  expect(await recordAt(path)).toMatchObject({
    rejectedAs,
    history: expect.arrayContaining([
      expect.objectContaining({ why: expect.stringContaining('No failure found – the log shows a pause') }),
    ]),
  });
  expect(world.outcomes.published.at(-1)).toMatchObject({ state: 'rejected', rejectedAs });
});

it('what was recorded stays, whatever becomes of the list', async () => {
  const path = await held();
  await world.post(`${path}/reject`, { code: 'outside-policy', why: 'a third time' });
  world.offerReasons([
    { code: 'outside-policy', label: 'Not what our rules say', isRetired: true },
    { code: 'new', label: 'New' },
  ]);
  expect(await recordAt(path)).toMatchObject({ rejectedAs: { code: 'outside-policy', label: 'Outside the policy' } });
});

it('a code that is retired, unknown or missing rejects nothing, and the answer says which there are', async () => {
  const reasonCodes = [
    { code: 'old', label: 'Old', isRetired: true },
    { code: 'new', label: 'New' },
  ];
  world.offerReasons(reasonCodes);
  const path = await held();
  const why = 'not owed';
  for (const [code, problem] of [
    ['old', 'code: is retired; there are new'],
    ['misspelt', 'code: is no reason code; there are new'],
  ]) {
    const refused = await world.post(`${path}/reject`, { code, why });
    expect(refused).toMatchObject({ status: 400, body: { problems: [problem] } });
  }
  const without = await world.ask({
    method: 'POST',
    path: `${path}/reject`,
    actor: 'arn:aws:sts::123456789012:assumed-role/Operators/ada',
    body: JSON.stringify({ why, expectedVersion: 1 }),
  });
  expect(without).toMatchObject({ status: 400, body: { problems: [expect.stringContaining('code: ')] } });
  expect(await recordAt(path)).toMatchObject({ state: 'held' });
  expect((await world.get('/reason-codes')).body).toEqual({ reasonCodes });
});

it('the code of a rejection of an incident is in its verdict', async () => {
  const incidentId = 'cdn-eu-1';
  const limits = { perIncident: { remedies: 0, amountMinor: { GBP: 0 } } };
  const failure = filmFailure({ customer: { id: 'cus_incident' }, incidentId });
  expect((await world.deliver(failure, limits)).result).toBe('held');
  const answer = await world.post(`/incidents/${incidentId}/reject`, { code: 'false-alarm', why: 'a replay' });
  expect(answer.body).toMatchObject({
    incident: { decided: { verdict: 'rejected', rejectedAs: { code: 'false-alarm', label: 'False alarm or test' } } },
  });
});

it('who rejects the words of a mail says for which reason, too', async () => {
  const remedyId = await world.giveAndHoldWords(filmFailure({ customer: { id: 'cus_words' }, incidentId: 'none' }));
  const path = `/remedies/cus_words/${remedyId}`;
  const answer = await world.post(`${path}/reject`, { code: 'made-good-otherwise', why: 'told by phone' });
  expect(answer.body).toMatchObject({ notice: { rejectedAs: { code: 'made-good-otherwise' } } });
});

it('the audit trail names the code', async () => {
  const path = await held();
  await world.post(`${path}/reject`, { code: 'fraud-suspected', why: 'three accounts, one card' });
  expect(world.audit.events.at(-1)).toMatchObject({ answer: 'done', about: { code: 'fraud-suspected' } });
});
