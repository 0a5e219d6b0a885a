import { goodwillGiven } from '../../lambdas/failures/goodwill-given/goodwill-given';
import { parseFailure } from '../../lambdas/failures/definition/parse-failure';
import { filmFailure } from '../fakes/film-failure';
import { GestureWorld } from './gesture-world';
import { ada, ben, cleo, inRole, OperatorWorld } from './operator-world';

const grace = inRole('agent', 'grace');

let world: OperatorWorld;
let gestures: GestureWorld;
beforeEach(async () => {
  world = await OperatorWorld.start();
  gestures = new GestureWorld(world);
  world.provider.payments.set('ch_ord_shop_1', 19_399);
});
afterEach(() => world.stop());

const order = { customerId: 'cus_shop_1', orderId: 'ord_shop_1', lineId: '1' };
const refund = {
  gives: 'refund',
  amountMinor: 1_500,
  currency: 'GBP',
  code: 'planned-badly',
  why: 'Came on the wrong day.',
};
let ids = 0;
const [story] = goodwillGiven.stories.map(({ detail }) => detail);
if (!story) throw new Error('no story is told of gestures');
const give = (own: object = {}, actor = grace) =>
  world.post(
    '/gestures',
    { ...order, ...refund, gestureId: `gesture-${++ids}`, seenAt: world.clock().toISOString(), ...own },
    actor,
  );
const recordOf = (remedyId: unknown) => world.ledger.readRemedy('cus_shop_1', String(remedyId));
const budget = async (actor = grace) =>
  (await world.get('/customers/cus_shop_1/gesture?orderId=ord_shop_1&lineId=1', actor)).body['budget'];

it('an agent gives a refund, and it is issued like every remedy, out of their own budget', async () => {
  expect(await budget()).toEqual({ role: 'agent', gesturesLeft: 10, leftMinor: 10_000, mostMinor: 10_000 });
  const { status, body } = await give();
  expect(status).toBe(200);
  expect(await recordOf(body['remedyId'])).toMatchObject({
    type: 'GoodwillGiven',
    state: 'issued',
    parts: [{ part: { kind: 'refund', amountMinor: 1_500 } }],
    askedBy: { actor: grace, person: 'grace' },
    reasons: ['a gesture of a person: The customer planned badly, and was helped'],
  });
  expect(await budget()).toEqual({ role: 'agent', gesturesLeft: 9, leftMinor: 8_500, mostMinor: 10_000 });
  expect(JSON.stringify(await recordOf(body['remedyId']))).not.toContain('wrong day');
});

it('the same gesture sent twice is one, also at once', async () => {
  const gestureId = 'the-same-gesture';
  const [first, second] = await Promise.all([give({ gestureId }), give({ gestureId })]);
  const third = await give({ gestureId });
  expect(second.body['remedyId']).toBe(first.body['remedyId']);
  expect(third.body).toEqual({ remedyId: first.body['remedyId'], isRepeated: true, state: 'issued' });
  expect(world.provider.effects.map(({ request: { part } }) => part.amountMinor)).toEqual([1_500]);
});

it('nothing beyond what was paid goes back, whoever gives it', async () => {
  expect(await give({ amountMinor: 18_901 })).toMatchObject({
    status: 409,
    body: { why: 'no more than 189.00 GBP of it is left to give back' },
  });
  expect(gestures.published).toEqual([]);
});

it('what is more than one person gives alone waits for another one, who is not the one who gives it', async () => {
  const { body } = await give({ amountMinor: 3_000 }, ada);
  const remedyId = String(body['remedyId']);
  expect(await recordOf(remedyId)).toMatchObject({ state: 'held', hold: { approvalsNeeded: 1 } });
  expect((await recordOf(remedyId))?.hold?.announceAt).toBeUndefined();
  const approve = (actor: string) =>
    world.post(`/remedies/cus_shop_1/${remedyId}/approve`, { why: 'It is right.' }, actor);
  expect(await approve(ada)).toMatchObject({
    status: 409,
    body: { why: 'it is a gesture of your own, so another person has to approve it' },
  });
  expect(await approve(ben)).toMatchObject({ status: 200, body: { record: { state: 'approved' } } });
});

it('whoever may choose the name of their session approves no gesture that they may have given themselves', async () => {
  const { body } = await give({ amountMinor: 3_000 }, cleo);
  const approve = (actor: string) =>
    world.post(`/remedies/cus_shop_1/${String(body['remedyId'])}/approve`, { why: 'It is right.' }, actor);
  expect(await approve(cleo.replace('cleo', 'another-name'))).toMatchObject({
    status: 409,
    body: { why: expect.stringContaining('nobody can tell whether you are') },
  });
  expect(await approve(ben)).toMatchObject({ status: 200, body: { record: { state: 'approved' } } });
});

it('what a customer was given on other orders counts against their limit, also once it is carried out', async () => {
  const records = [];
  for (const orderId of ['ord_a', 'ord_b', 'ord_c']) {
    world.provider.payments.set(`ch_${orderId}`, 19_399);
    const failure = parseFailure(goodwillGiven, {
      ...story,
      occurredAt: world.clock().toISOString(),
      customer: { ...story.customer, id: 'cus_many' },
      purchase: { ...story.purchase, orderId, paymentId: `ch_${orderId}`, amountMinor: 19_399, currency: 'GBP' },
      gesture: { ...story.gesture, gestureId: `gesture-${orderId}`, amountMinor: 2_500 },
    });
    const { remedyId } = await world.deliver(failure, {}, goodwillGiven);
    records.push(await world.ledger.readRemedy('cus_many', remedyId));
    // The next failure of the customer closes what is recorded.
    const purchase = { orderId: `ord_film_${orderId}`, paymentId: `ch_film_${orderId}` };
    const playback = { rentalId: `rent_${orderId}` };
    await world.deliver(filmFailure({ customer: { id: 'cus_many' }, incidentId: undefined, purchase, playback }));
  }
  const { customerRecord } = await world.ledger.read('cus_many', '', { orderId: 'ord_none' });
  const open = customerRecord.commitments.map(({ orderId }) => orderId);
  expect(open).toEqual(expect.not.arrayContaining(['ord_a']));
  expect(open).toEqual(expect.not.arrayContaining(['ord_b']));
  expect(records.map((record) => record?.state)).toEqual(['issued', 'issued', 'held']);
  expect(records[2]?.reasons[0]).toContain('would have 75.00 GBP of gestures in 90 days, and the limit is 60.00 GBP');
});

it('what no budget is left for waits for another person, and nobody else has less for it', async () => {
  gestures = new GestureWorld(world, {
    perGiverAndDay: {
      agent: { gestures: 1, amountMinor: { GBP: 2_000 } },
      approver: { gestures: 9, amountMinor: { GBP: 9_000 } },
    },
  });
  const states = async (actor: string) => (await recordOf((await give({}, actor)).body['remedyId']))?.state;
  expect(await states(grace)).toBe('issued');
  expect(await states(grace)).toBe('held');
  expect(await states(inRole('agent', 'hugo'))).toBe('issued');
});

it.each([
  ['a reason that is not offered', { code: 'because' }, 'the reason because is no reason code'],
  ['another currency', { currency: 'EUR' }, 'it was paid in GBP, and not in EUR'],
  ['no amount', { amountMinor: undefined }, 'say how much, and in which currency'],
  ['a call without a number', { gives: 'callback' }, 'nobody knows a number to call'],
  ['access to what is no access', { gives: 'entitlement' }, 'no entitlement can be given for this purchase'],
  ['an order of somebody else', { orderId: 'ord_shop_2' }, 'the shop knows no such order or line of this customer'],
  ['a copy of an old request', { seenAt: '2026-11-20T20:40:00Z' }, 'which is not now'],
])('refuses %s, and says so', async (_, own, why) => {
  const { status, body } = await give(own);
  expect([404, 409]).toContain(status);
  expect(body['why']).toContain(why);
  expect(gestures.published).toEqual([]);
});

it('whoever may only look gives nothing, and who gave what is in the trail', async () => {
  expect((await give({}, inRole('viewer', 'eve'))).status).toBe(403);
  await give();
  const trail = world.audit.events.filter(({ operation, answer }) => operation === 'giveGesture' && answer === 'done');
  expect(trail).toMatchObject([
    { actor: grace, about: { customerId: 'cus_shop_1', amountMinor: 1_500, code: 'planned-badly' } },
  ]);
});

it('a stage without gestures says so', async () => {
  world.gestures = undefined;
  expect(await give()).toMatchObject({
    status: 409,
    body: { why: expect.stringContaining('this stage has no gestures') },
  });
});

it('sends another one of what was bought, where it was sent before', async () => {
  const { body } = await give({ gives: 'replacement', amountMinor: undefined });
  expect(await recordOf(body['remedyId'])).toMatchObject({
    state: 'held',
    parts: [{ part: { kind: 'replacement', sku: 'console-handheld-blue', quantity: 1, worthMinor: 18_900 } }],
  });
});

it('is about a remedy that the customer wrote back on, without a shop', async () => {
  const failed = await world.giveAndBounce('cus_1702');
  gestures = new GestureWorld(world);
  const about = { customerId: 'cus_1702', orderId: undefined, lineId: undefined, remedyId: failed.remedyId };
  const given = await give({ ...about, gives: 'credit', amountMinor: 500 });
  expect(given.status).toBe(200);
  expect(gestures.published).toMatchObject([{ gesture: { regarding: failed.remedyId } }]);
  const record = await world.ledger.readRemedy('cus_1702', String(given.body['remedyId']));
  expect(record).toMatchObject({ state: 'pending', parts: [{ part: { kind: 'credit', amountMinor: 500 } }] });
});
