import { anyAmount } from '../../fakes/any-amount';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { decide } from '../../../lambdas/flow/decide/decide';
import { newCustomerRecord, withCommitment, type CustomerRecord } from '../../../lambdas/ledger/customer-record';
import type { BindingDecision } from '../../../lambdas/model/decision';
import { defaultLimits, type Limits } from '../../../lambdas/model/limits';
import { commitmentFor } from '../../contract-suites/ledger-samples';
import { filmFailure } from '../../fakes/film-failure';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

const day = 24 * 60 * 60 * 1000;
const now = new Date('2026-11-20T20:45:00Z');

type Purchase = NonNullable<Parameters<typeof filmFailure>[0]>['purchase'];

function decisionOn(purchase: Purchase, limits: Limits, customerRecord: CustomerRecord = newCustomerRecord('cus_501')) {
  const failure = filmFailure({ purchase: { orderId: 'ord_now', ...purchase } });
  return decide(failure, { definition: videoPlaybackFailed, customerRecord, limits, now, payers: anyAmount });
}

/** An account whose customer was given so much, so many days ago. */
function accountGiven(
  ...gifts: readonly { readonly amountMinor: number; readonly currency: string; daysAgo: number }[]
) {
  return gifts.reduce((customerRecord, { amountMinor, currency, daysAgo }, index) => {
    const parts = [{ kind: 'refund', amountMinor, currency, paymentId: 'ch' }] as const;
    const decision: BindingDecision = { outcome: 'give', parts, reasons: [], policyVersion: 'v' };
    const committedAt = new Date(now.getTime() - daysAgo * day).toISOString();
    const commitment = commitmentFor(`rem_${index}`, { orderId: `ord_${index}`, decision, committedAt });
    return withCommitment(customerRecord, commitment);
  }, newCustomerRecord('cus_501'));
}

/** A commitment for the film that fails here. */
const ofFilm = { orderId: 'ord_now', paymentId: filmFailure().purchase.paymentId };

const gbp = (amountMinor: number, daysAgo: number) => ({ amountMinor, currency: 'GBP', daysAgo });

describe('the limit of one remedy', () => {
  it('lets through what is just as much, and holds one minor unit more, in the currency’s own digits', () => {
    const perRemedy = { GBP: 1_000, JPY: 1_000, KWD: 1_000 };
    const limits = { ...wideLimits, perRemedy };
    for (const [currency, more, most] of [
      ['GBP', '10.01 GBP', '10.00 GBP'],
      ['JPY', '1001 JPY', '1000 JPY'],
      ['KWD', '1.001 KWD', '1.000 KWD'],
    ] as const) {
      expect(decisionOn({ amountMinor: 1_000, currency }, limits)).toMatchObject({ outcome: 'give' });
      expect(decisionOn({ amountMinor: 1_001, currency }, limits)).toMatchObject({
        outcome: 'hold',
        parts: [{ amountMinor: 1_001, currency }],
        reasons: [`${more} is more than ${most}, the limit of one remedy`, expect.stringContaining('full price')],
      });
    }
  });

  it('holds a currency for which nobody set one, and says so', () => {
    expect(decisionOn({ amountMinor: 1, currency: 'THB' }, defaultLimits)).toMatchObject({
      outcome: 'hold',
      reasons: expect.arrayContaining(['no limit is set for remedies in THB']),
    });
  });
});

describe('the limit of one customer', () => {
  it('is a number of remedies in a window: the next one is held, and is given again once the oldest left the window', () => {
    const limits = { ...wideLimits, perCustomer: { ...wideLimits.perCustomer, windowDays: 30, remedies: 2 } };
    expect(decisionOn({}, limits, accountGiven(gbp(1, 1)))).toMatchObject({ outcome: 'give' });
    expect(decisionOn({}, limits, accountGiven(gbp(1, 30), gbp(1, 1)))).toMatchObject({
      outcome: 'hold',
      reasons: ["it is the customer's remedy number 3 in 30 days, and the limit is 2", expect.any(String)],
    });
    expect(decisionOn({}, limits, accountGiven(gbp(1, 31), gbp(1, 1)))).toMatchObject({ outcome: 'give' });
  });

  it('is an amount in a window too, in the currency of the remedy', () => {
    const perCustomer = { windowDays: 30, remedies: 9, amountMinor: { GBP: 1_000, JPY: 1_000 } };
    const limits = { ...wideLimits, perCustomer };
    expect(decisionOn({ amountMinor: 400 }, limits, accountGiven(gbp(600, 5)))).toMatchObject({ outcome: 'give' });
    expect(decisionOn({ amountMinor: 401 }, limits, accountGiven(gbp(600, 5)))).toMatchObject({
      outcome: 'hold',
      reasons: [
        'with this, 10.01 GBP would go to the customer in 30 days, and the limit is 10.00 GBP',
        expect.any(String),
      ],
    });
    expect(decisionOn({ amountMinor: 401 }, limits, accountGiven(gbp(600, 31)))).toMatchObject({ outcome: 'give' });
    const yen = { amountMinor: 401, currency: 'JPY' };
    expect(decisionOn(yen, limits, accountGiven(gbp(600, 5)))).toMatchObject({ outcome: 'give' });
    const yenGiven = accountGiven({ amountMinor: 600, currency: 'JPY', daysAgo: 5 });
    expect(decisionOn(yen, limits, yenGiven)).toMatchObject({
      outcome: 'hold',
      reasons: [
        'with this, 1001 JPY would go to the customer in 30 days, and the limit is 1000 JPY',
        expect.any(String),
      ],
    });
  });

  it('holds the sixth remedy of a customer with the limits that a deployment has by default', async () => {
    const world = new World();
    const results: string[] = [];
    for (let n = 1; n <= 6; n++) {
      const failure = filmFailure({ purchase: { orderId: `ord_${n}` }, playback: { rentalId: `rent_${n}` } });
      results.push((await world.deliver(failure)).result);
    }
    expect(results).toEqual(['issued', 'issued', 'issued', 'issued', 'issued', 'held']);
    expect(world.provider.refunds.size).toBe(5);
  });
});

describe('the limit of an order', () => {
  it('is what was paid for its line, however far the other limits reach', () => {
    const customerRecord = withCommitment(newCustomerRecord('cus_501'), commitmentFor('rem_0', ofFilm));
    expect(decisionOn({ lineId: '1' }, wideLimits, customerRecord)).toMatchObject({
      outcome: 'hold',
      reasons: ['with this, 7.98 GBP of 3.99 GBP paid for the line would be given back', expect.any(String)],
    });
    expect(decisionOn({ lineId: '2' }, wideLimits, customerRecord)).toMatchObject({ outcome: 'give' });
  });
});

it('what is over several limits is held with all of their reasons, and those of the policy', () => {
  const limits: Limits = {
    ...wideLimits,
    perRemedy: { GBP: 100 },
    perCustomer: { windowDays: 30, remedies: 9, amountMinor: { GBP: 500 } },
  };
  const customerRecord = withCommitment(newCustomerRecord('cus_501'), commitmentFor('rem_0', ofFilm));
  const decision = decisionOn({}, limits, customerRecord);
  expect(decision.reasons).toEqual([
    expect.stringContaining('the limit of one remedy'),
    expect.stringContaining('would go to the customer'),
    expect.stringContaining('paid for the line'),
    expect.stringContaining('full price'),
  ]);
});

describe('the shared limits', () => {
  const tight = { remedies: 2, amountMinor: wideLimits.perDay.amountMinor };
  const cheap = { remedies: 9, amountMinor: { GBP: 1_000 } };

  async function deliverThree(limits: Limits) {
    const world = new World();
    world.limits = limits;
    const results: string[] = [];
    for (let n = 1; n <= 3; n++) results.push((await world.deliver(someFailure(n))).result);
    return { world, results, last: [...world.ledger.records.values()].at(-1) };
  }

  it.each([
    ['perDay', tight, 'the limit of the day is used up'],
    ['perDay', cheap, 'the limit of the day is used up'],
    ['perFailureTypeAndDay', tight, "the day's limit for VideoPlaybackFailed is used up"],
    ['perFailureTypeAndDay', cheap, "the day's limit for VideoPlaybackFailed is used up"],
    ['perIncident', tight, 'the limit of its incident is used up'],
    ['perIncident', cheap, 'the limit of its incident is used up'],
  ] as const)('%s holds the third remedy, with its reason', async (which, limit, reason) => {
    const { world, results, last } = await deliverThree({ ...wideLimits, [which]: limit });
    expect(results).toEqual(['issued', 'issued', 'held']);
    expect(last).toMatchObject({ state: 'held', reasons: [reason, expect.stringContaining('full price')] });
    expect(last?.parts).toMatchObject([{ part: { amountMinor: 399 }, outcome: { state: 'planned' } }]);
    expect(world.reported()).toEqual(['issued', 'issued', 'held']);
    expect(world.observer.steps.map(({ step }) => step)).toContain('limit-reached');
    expect(world.ledger.envelopes.size).toBe(1);
  });

  it('hold a currency for which nobody set one', async () => {
    const amountMinor = { GBP: 100 };
    const { results } = await deliverThree({ ...wideLimits, perDay: { remedies: 9, amountMinor } });
    expect(results).toEqual(['held', 'held', 'held']);
  });

  it('of a day begin anew at midnight UTC', async () => {
    const world = new World();
    world.limits = { ...wideLimits, perDay: { ...tight, remedies: 1 } };
    world.now = Date.parse('2026-11-20T23:59:59.999Z');
    const results = [(await world.deliver(someFailure(1))).result, (await world.deliver(someFailure(2))).result];
    world.now += 1;
    results.push((await world.deliver(someFailure(3))).result);
    expect(results).toEqual(['issued', 'held', 'issued']);
  });

  it('are not drawn on by what is held for another reason, is not owed, or is a duplicate', async () => {
    const world = new World();
    world.limits = { ...wideLimits, perDay: { ...tight, remedies: 1 } };
    await world.deliver(filmFailure({ occurredAt: '2026-01-01T00:00:00Z', playback: { rentalId: 'old' } }));
    await world.deliver(filmFailure({ playback: { stalledSeconds: 3 } }));
    expect(world.budgets.requests).toBe(0);
    await expect(world.deliver(someFailure(1))).resolves.toMatchObject({ result: 'issued' });
    const { requests } = world.budgets;
    await world.deliver(someFailure(1));
    expect(world.budgets.requests).toBe(requests);
  });
});

function someFailure(n: number) {
  return filmFailure({
    customer: { id: `cus_${n}` },
    purchase: { orderId: `ord_${n}` },
    playback: { rentalId: `rent_${n}` },
  });
}
