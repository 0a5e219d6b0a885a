import { AccountTroubleError } from '../../../lambdas/fulfilment/port/refund-provider';
import { liveParts } from '../../../lambdas/ledger/remedy-record';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const wrongKey = new AccountTroubleError({ account: 'fake', why: 'the API key is not accepted' });
const noPermission = new AccountTroubleError({
  account: 'fake-refunds',
  why: 'the API key lacks the permission rak_charge_write',
  permission: 'rak_charge_write',
});
const mute = new AccountTroubleError({ account: 'fake', why: 'refused without a code (400)' }, 'other');

/** Failures of so many customers, each delivered to a function instance of its own. */
async function deliver(world: World, count: number, from = 0): Promise<void> {
  for (let n = from; n < from + count; n++) await world.deliver(failureOf(n));
}

function failureOf(n: number) {
  return filmFailure({
    customer: { id: `cus-${n}` },
    purchase: { orderId: `order-${n}`, paymentId: `ch_${n}` },
    playback: { rentalId: `rental-${n}` },
  });
}

function states(world: World): string[] {
  return [...world.ledger.records.values()].map(({ state }) => state);
}

function breaker(world: World, account = 'fake') {
  return world.controlsStore.current.breakers?.[account];
}

describe.each([
  ['a wrong key', wrongKey, 'fake'],
  ['a missing permission', noPermission, 'fake-refunds'],
  ['a refusal of everything without a code', mute, 'fake'],
])('while the whole account is in trouble: %s', (_, trouble, account) => {
  it('remedies wait, only the first asks the provider, and all of them go on by themselves when it is over', async () => {
    const world = new World();
    world.provider.accountTrouble = trouble;
    await deliver(world, 5);
    expect(states(world)).toEqual(Array(5).fill('held'));
    expect(world.provider.calls).toHaveLength(1);
    expect(breaker(world, account)).toMatchObject({ state: 'open', why: trouble.trouble.why, tries: 0 });

    await world.sweepEvery(minute, 3 * 60);
    expect(states(world)).toEqual(Array(5).fill('held'));
    // One remedy at a time, and ever less often: after 1, 2, 4, 8, 16 and then 30 minutes each.
    expect(world.provider.calls.length).toBeLessThan(12);

    world.provider.accountTrouble = undefined;
    await world.sweepEvery(minute, 32);
    expect(states(world)).toEqual(Array(5).fill('issued'));
    expect(world.provider.effects).toHaveLength(5);
    expect(breaker(world, account)).toMatchObject({ state: 'closed', closing: { by: 'remedy' } });
    expect(world.mailer.mails).toHaveLength(5);
  });

  it('goes on after days, when every key of before would be forgotten, and pays once', async () => {
    const world = new World();
    world.provider.accountTrouble = trouble;
    await deliver(world, 3);
    await world.sweepEvery(hour, 3 * 24);
    world.provider.pruneKeys();
    world.provider.accountTrouble = undefined;
    // By then it is tried every two hours.
    await world.sweepEvery(10 * minute, 13);
    expect(states(world)).toEqual(Array(3).fill('issued'));
    expect(world.provider.effects).toHaveLength(3);
  });
});

it('what waits is not read again by each run of the sweep: it is due when it is owed, or when a person has to look', async () => {
  const world = new World();
  world.provider.accountTrouble = wrongKey;
  await deliver(world, 1);
  await world.sweepEvery(minute, 10);
  expect(world.onlyRecord().hold).toMatchObject({ awaits: { event: 'account-working' } });
  expect(Date.parse(world.onlyRecord().dueAt ?? '')).toBeGreaterThan(world.now + hour);
});

it('says in the record why it waits and for what, and lists it for nobody to decide', async () => {
  const world = new World();
  world.provider.accountTrouble = noPermission;
  await deliver(world, 1);
  const record = world.onlyRecord();
  expect(record.hold).toMatchObject({
    cause: 'account',
    awaits: { event: 'account-working', account: 'fake-refunds', what: 'the account fake-refunds to work again' },
  });
  expect(record.reasons[0]).toBe(
    'the account fake-refunds is in trouble: the API key lacks the permission rak_charge_write',
  );
  expect(await world.waiting.held(10)).toEqual([]);
  expect(world.reported()).toEqual(['held']);
});

it('tells once that a breaker opened, and with each run of the sweep that it is open', async () => {
  const world = new World();
  world.provider.accountTrouble = wrongKey;
  await deliver(world, 20);
  await world.sweep();
  await world.sweep();
  const steps = world.observer.steps.map(({ step }) => step).filter((step) => step.startsWith('breaker'));
  expect(steps).toEqual(['breaker-opened', 'breaker-open', 'breaker-open']);
});

it('every function instance sees it with its next read of the controls, and asks the provider nothing', async () => {
  const world = new World();
  const older = world.ports();
  await world.deliver(failureOf(0), undefined, older);
  world.provider.accountTrouble = wrongKey;
  await deliver(world, 1, 1);
  const calls = world.provider.calls.length;
  world.now += 10_000;
  await world.deliver(failureOf(2), undefined, older);
  expect(world.provider.calls).toHaveLength(calls);
  expect(states(world)).toEqual(['issued', 'held', 'held']);
});

it('a refusal that the provider keeps under the old key is not met again: another part with its own key is asked for', async () => {
  const world = new World();
  world.provider.accountTrouble = mute;
  await deliver(world, 1);
  world.provider.accountTrouble = undefined;
  await world.sweepEvery(minute, 2);
  const { remedyId, parts } = world.onlyRecord();
  expect(parts.map(({ outcome }) => outcome.state)).toEqual(['declined', 'succeeded']);
  expect(liveParts({ parts }).map(({ key }) => key)).toEqual([`${remedyId}_2`]);
});

it('what was paid although the account refused it is found before another key is used, and counts', async () => {
  const world = new World();
  world.provider.accountTrouble = wrongKey;
  await deliver(world, 1);
  const [refused] = world.provider.calls;
  world.provider.accountTrouble = undefined;
  // The first try of the client got through, and its second try was refused.
  if (refused) await world.provider.refund(refused);
  await world.sweepEvery(minute, 2);
  expect(world.onlyRecord()).toMatchObject({
    state: 'issued',
    parts: [{ number: 1, outcome: { state: 'succeeded' } }],
  });
  expect(world.provider.effects).toHaveLength(1);
});

it('a refusal that is about one remedy after all ends with a person as soon as another one went through', async () => {
  const world = new World();
  world.provider.answerNext(mute);
  await deliver(world, 1);
  await deliver(world, 1, 1);
  expect(states(world)).toEqual(['held', 'held']);
  // The first is refused for itself whenever it is asked for; the tries take turns.
  const refund = world.provider.refund.bind(world.provider);
  world.provider.refund = async (request) => {
    if (request.customerId === 'cus-0') throw mute;
    return refund(request);
  };
  await world.sweepEvery(minute, 10);
  expect(states(world)).toEqual(['needs-attention', 'issued']);
});

it('trouble that comes back soon is the same trouble, and its tries go on where they were', async () => {
  const world = new World();
  world.provider.accountTrouble = wrongKey;
  await deliver(world, 1);
  await world.sweepEvery(minute, 20);
  const before = breaker(world);
  world.provider.accountTrouble = undefined;
  await world.sweepEvery(minute, 30);
  expect(states(world)).toEqual(['issued']);
  world.provider.accountTrouble = wrongKey;
  await deliver(world, 1, 1);
  const after = breaker(world);
  expect(after?.state).toBe('open');
  expect(after?.tries).toBeGreaterThan(before?.tries ?? Infinity);
  expect(after?.since).toBe(before?.since);
});

it('an account that flaps is tried a bounded number of times, and everything is given in the end', async () => {
  const world = new World();
  for (let round = 0; round < 12; round++) {
    world.provider.accountTrouble = round % 2 === 0 ? wrongKey : undefined;
    await deliver(world, 2, round * 2);
    await world.sweepEvery(minute, 40);
  }
  world.provider.accountTrouble = undefined;
  await world.sweepEvery(minute, 60);
  expect(states(world)).toEqual(Array(24).fill('issued'));
  expect(world.provider.effects).toHaveLength(24);
  // 24 that were given, and not more than a few that found trouble in each bad spell.
  expect(world.provider.calls.length).toBeLessThan(24 + 6 * 8);
});

it('trouble that never ends is tried less and less often, and after thirty days a person is asked to look', async () => {
  const world = new World();
  world.provider.accountTrouble = wrongKey;
  await deliver(world, 1);
  await world.sweepEvery(hour, 30 * 24 - 1);
  expect(await world.waiting.held(10)).toEqual([]);
  expect(world.provider.calls.length).toBeLessThan(50 + 30 * 12 + 2);
  expect(world.onlyRecord().parts.length).toBeLessThan(4);
  // An item of the database holds 400 KB.
  expect(JSON.stringify(world.onlyRecord()).length).toBeLessThan(250_000);
  expect(world.reported()).toEqual(['held']);
  await world.sweepEvery(day, 2);
  expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
  expect(await world.waiting.held(10)).toHaveLength(1);
});

it('what waits for an account whose breaker could never be opened goes on within the hour', async () => {
  const world = new World();
  world.provider.accountTrouble = wrongKey;
  const readControls = world.controlsStore.readControls.bind(world.controlsStore);
  world.controlsStore.readControls = () => Promise.reject(new Error('no answer in time'));
  await deliver(world, 1);
  world.controlsStore.readControls = readControls;
  expect(world.onlyRecord().hold).toMatchObject({ awaits: { event: 'account-working' } });
  expect(breaker(world)).toBeUndefined();
  world.provider.accountTrouble = undefined;
  await world.sweepEvery(minute, 60);
  expect(states(world)).toEqual(['issued']);
});

it('where nothing waits any more, the next remedy tries the account', async () => {
  const world = new World();
  world.provider.accountTrouble = wrongKey;
  await deliver(world, 1);
  const { customerId, remedyId } = world.onlyRecord();
  await world.approve('ann', { customerId, remedyId });
  expect(world.onlyRecord().state).toBe('approved');
  world.provider.accountTrouble = undefined;
  world.now += 2 * minute;
  await world.sweep();
  expect(breaker(world)).toMatchObject({ state: 'closed', closing: { by: 'sweep' } });
  await deliver(world, 1, 1);
  expect(states(world)).toEqual(['issued', 'issued']);
});

it('a hold that a person approves while the account is in trouble waits for it', async () => {
  const world = new World();
  world.provider.accountTrouble = wrongKey;
  await deliver(world, 2);
  const [record] = world.ledger.records.values();
  if (record) await world.approve('ann', record);
  await world.sweep();
  expect(states(world)).toEqual(['held', 'held']);
  world.provider.accountTrouble = undefined;
  await world.sweepEvery(minute, 3);
  expect(states(world)).toEqual(['issued', 'issued']);
});

it('a payment that cannot be looked up for the trouble of the account is looked at before anything is given', async () => {
  const world = new World();
  world.provider.paymentAnswer = noPermission;
  await deliver(world, 3);
  expect(states(world)).toEqual(['held', 'held', 'held']);
  expect(world.provider.calls).toEqual([]);
  await world.sweepEvery(minute, 10);
  expect(states(world)).toEqual(['held', 'held', 'held']);

  world.provider.paymentAnswer = undefined;
  world.provider.currencies.set('ch_1', 'USD');
  await world.sweepEvery(minute, 32);
  expect(states(world)).toEqual(['issued', 'needs-attention', 'issued']);
  expect(world.provider.effects).toHaveLength(2);
});

it('what is tried anew after many refusals of the account never gets the number, and so the key, of a part before', async () => {
  const world = new World();
  world.provider.accountTrouble = mute;
  await deliver(world, 1);
  await world.sweepEvery(minute, 40);
  world.provider.accountTrouble = undefined;
  world.provider.answerNext({ state: 'declined', reason: 'insufficient-balance' });
  await world.sweepEvery(minute, 30);
  expect(world.onlyRecord().parts.map(({ outcome }) => outcome)).toContainEqual({
    state: 'declined',
    reason: 'insufficient-balance',
  });
  const numbers = world.onlyRecord().parts.map(({ number }) => number);
  expect(numbers.length).toBeLessThan(Math.max(...numbers));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  await world.sweepEvery(4 * hour, 12);
  expect(states(world)).toEqual(['issued']);
  expect(world.provider.effects).toHaveLength(1);
});
