import { chooseForCheck } from '../../lambdas/flow/check/choose-for-check';
import { checkOf } from '../../lambdas/ledger/check/quality-check';
import { DynamoCheckStore } from '../../lambdas/ledger/dynamo/shown/dynamo-check-store';
import { filmFailure } from '../fakes/film-failure';
import { tableName } from '../ledger/ledger-table';
import { inRole, OperatorWorld } from './operator-world';

let world: OperatorWorld;
let store: DynamoCheckStore;
beforeAll(async () => {
  world = await OperatorWorld.start();
  store = new DynamoCheckStore(world.client, tableName);
});
afterAll(() => world.stop());

const cleo = inRole('checker', 'cleo');
let viewers = 0;

/** A film whose price went back by itself, and that is to be checked. */
async function given(): Promise<string> {
  const customerId = `cus_check_${++viewers}`;
  const purchase = { orderId: `ord_${viewers}`, paymentId: `pay_${viewers}`, amountMinor: 399 };
  const playback = { rentalId: `rent_${viewers}` };
  const { remedyId } = await world.deliver(
    filmFailure({ customer: { id: customerId }, purchase, playback, incidentId: `none_${viewers}` }),
  );
  const record = await world.ledger.readRemedy(customerId, remedyId);
  if (record?.state !== 'issued') throw new Error(`it is ${record?.state ?? 'not there'}`);
  await chooseForCheck(record, { share: 1, store });
  // The event comes twice.
  await chooseForCheck(record, { share: 1, store });
  return `/remedies/${customerId}/${remedyId}`;
}

it('a checker finds what is to be checked, marks it as right, and it is open no more', async () => {
  const path = await given();
  const open = async () => (await world.get('/checks?month=2026-11&open=true', cleo)).body['checks'] as unknown[];
  const before = await open();
  expect(before).toHaveLength(1);
  expect(before[0]).toMatchObject({ failureType: 'VideoPlaybackFailed', amounts: [{ amountMinor: 399 }], marks: [] });
  const marked = await world.ask({ method: 'POST', path: `${path}/check`, actor: cleo, body: '{"expectedVersion":0}' });
  expect(marked).toMatchObject({
    status: 200,
    body: { check: { marks: [{ number: 1, actor: cleo, person: 'cleo' }] } },
  });
  expect(await open()).toEqual([]);
});

it('a mark is never changed: another one is added, by whoever has seen all before it', async () => {
  const path = `${await given()}/check`;
  const should = { should: 'less', amount: { amountMinor: 200, currency: 'GBP' }, why: 'half of it was watched' };
  expect((await world.post(path, { ...should, expectedVersion: 0 }, cleo)).status).toBe(200);
  const late = await world.post(path, { expectedVersion: 0 }, inRole('checker', 'dan'));
  expect(late).toMatchObject({ status: 409, body: { why: expect.stringContaining('somebody has marked it since') } });
  // Nor is one taken that says it has seen more marks than there are.
  expect((await world.post(path, { expectedVersion: 7 }, inRole('checker', 'dan'))).status).toBe(409);
  expect((await world.post(path, { expectedVersion: 1 }, inRole('checker', 'dan'))).status).toBe(200);
  expect((await world.get(path, cleo)).body).toMatchObject({
    check: {
      marks: [
        { number: 1, ...should },
        { number: 2, actor: inRole('checker', 'dan') },
      ],
    },
  });
});

it('what should have been given needs a reason, and what was right names no other amount', async () => {
  const path = `${await given()}/check`;
  for (const body of [
    { should: 'nothing' },
    { amount: { amountMinor: 1, currency: 'GBP' } },
    { should: 'twice', why: 'x' },
  ]) {
    expect((await world.post(path, { ...body, expectedVersion: 0 }, cleo)).status).toBe(400);
  }
});

it('marking changes nothing of the remedy', async () => {
  const path = await given();
  const before = (await world.get(path)).body['record'];
  await world.post(`${path}/check`, { should: 'nothing', why: 'it was paused', expectedVersion: 0 }, cleo);
  expect((await world.get(path)).body['record']).toEqual(before);
});

it('the report counts by month, type and policy what checkers said, the last mark of each', async () => {
  const paths = [await given(), await given(), await given()];
  const [wrong = '', changed = ''] = paths;
  await world.post(`${wrong}/check`, { should: 'more', why: 'the series stopped too', expectedVersion: 0 }, cleo);
  await world.post(`${changed}/check`, { should: 'more', why: 'at first sight', expectedVersion: 0 }, cleo);
  await world.post(`${changed}/check`, { expectedVersion: 1 }, cleo);
  const { rows } = (await world.get('/checks/report?months=2', cleo)).body as { rows: Record<string, unknown>[] };
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    month: '2026-11',
    failureType: 'VideoPlaybackFailed',
    chosen: viewers,
    wrong: { more: 1, less: 0, nothing: 1, otherwise: 0 },
  });
  expect(rows[0]).toMatchObject({ open: 2, right: 3 });
});

it('lists of a month page on, with all marks of each', async () => {
  const seen: string[] = [];
  let after = '';
  do {
    const page = (await world.get(`/checks?month=2026-11&limit=2${after && `&after=${encodeURIComponent(after)}`}`))
      .body;
    const checks = page['checks'] as { remedyId: string; marks: { number: number }[] }[];
    for (const { remedyId, marks } of checks) {
      seen.push(remedyId);
      expect(marks.map(({ number }) => number)).toEqual(marks.map((_, index) => index + 1));
    }
    after = (page['next'] as string | undefined) ?? '';
  } while (after !== '');
  expect(new Set(seen).size).toBe(viewers);
  expect(seen).toHaveLength(viewers);
});

it('what a person approved, what is held and what is synthetic is not checked', async () => {
  const failure = filmFailure({ customer: { id: 'cus_never' }, purchase: { amountMinor: 4_000 }, incidentId: 'none' });
  const { remedyId } = await world.deliver(failure, { perRemedy: { GBP: 1_000 } });
  const held = await world.ledger.readRemedy('cus_never', remedyId);
  if (!held?.hold) throw new Error('it is not held');
  const approvals = [{ actor: 'ann', at: held.committedAt, why: 'fine' }];
  const issued = { ...held, state: 'issued' } as const;
  await chooseForCheck(held, { share: 1, store });
  await chooseForCheck({ ...issued, hold: { ...held.hold, approvals } }, { share: 1, store });
  await chooseForCheck({ ...issued, hold: undefined, customerId: 'synthetic-2026112811' }, { share: 1, store });
  expect(await store.readCheck(checkOf(held))).toBeUndefined();
  const shown = await world.get(`/remedies/cus_never/${remedyId}/check`, cleo);
  expect(shown).toMatchObject({ status: 404, body: { why: expect.stringContaining('not among those') } });
});
