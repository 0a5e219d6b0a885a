import { setImmediate as nextTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { QuotaLease, budgetsFor } from '../../lambdas/ledger/quota-lease';
import type { Budget, BudgetStore, Spending } from '../../lambdas/ledger/budget';
import { defaultReference, inReference } from '../../lambdas/model/guards/reference';
import { aboutUsd, defaultLimits } from '../../lambdas/model/limits';
import { MemoryBudgets } from '../fakes/memory-budgets';
import { wideLimits } from '../fakes/wide-limits';

const failure = { type: 'VideoPlaybackFailed', incidentId: 'cdn-outage-2026-11-20' };
const film: Spending = { remedies: 1, amountMinor: 399, currency: 'GBP' };

let now = Date.parse('2026-11-20T20:45:00Z');
const clock = () => new Date(now);

function budgetOf(remedies: number, amountMinor = 1_000_000_000): Budget {
  return { name: 'day/today', what: 'the limit of the day', limit: { remedies, amountMinor: { GBP: amountMinor } } };
}

/** A store whose answers take their time, as those of a database do. */
function slow(store: BudgetStore): Pick<BudgetStore, 'reserve'> {
  return {
    reserve: async (budget, spending) => {
      await nextTurn();
      const reserved = await store.reserve(budget, spending);
      await nextTurn();
      return reserved;
    },
  };
}

describe('500 remedies at once, over several function instances', () => {
  it.each([1, 7, 50, 500])('%d instances never go beyond the count, the amount, or any of three budgets', async (n) => {
    const store = new MemoryBudgets();
    const instances = Array.from({ length: n }, () => new QuotaLease(slow(store), clock));
    const limits = {
      ...wideLimits,
      perDay: { remedies: 90, amountMinor: { GBP: 1_000_000 } },
      perIncident: { remedies: 1_000, amountMinor: { GBP: 60 * 399 + 398 } },
    };
    const budgets = budgetsFor(failure, limits, clock());
    const acquired = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => (await instances[index % n]?.acquire(budgets, film)) ?? 'drawn'),
    );
    const given = acquired.filter((one) => one === 'drawn').length;
    expect(given).toBeLessThanOrEqual(60);
    expect(given).toBeGreaterThan(0);
  });

  it('one instance gives all that there is', async () => {
    const quota = new QuotaLease(slow(new MemoryBudgets()), clock);
    const acquired = await Promise.all(Array.from({ length: 500 }, () => quota.acquire([budgetOf(100)], film)));
    expect(acquired.filter((full) => full === undefined)).toHaveLength(100);
  });
});

it('twenty-three currencies at once never go beyond the limit in the reference currency, over several instances', async () => {
  const store = new MemoryBudgets();
  const instances = Array.from({ length: 5 }, () => new QuotaLease(slow(store), clock));
  const currencies = Object.keys(defaultLimits.perDay.amountMinor);
  const perDay = { ...wideLimits.perDay, amountMinor: aboutUsd(1_000_000), referenceMinor: 100_000 };
  const budgets = budgetsFor(failure, { ...wideLimits, perDay }, clock()).slice(0, 1);
  let spentMinor = 0;
  await Promise.all(
    Array.from({ length: 500 }, async (_, n) => {
      const currency = currencies[n % currencies.length] ?? 'USD';
      const amountMinor = aboutUsd(4)[currency] ?? 0;
      const reference = inReference({ amountMinor, currency }, defaultReference);
      const full = await instances[n % 5]?.acquire(budgets, { remedies: 1, amountMinor, currency, reference });
      if (full === undefined) spentMinor += reference?.amountMinor ?? Infinity;
    }),
  );
  expect(spentMinor).toBeLessThanOrEqual(100_000);
  expect(spentMinor).toBeGreaterThan(50_000);
});

it('the day begins in the time zone of the company, and what one source publishes has a limit of its own', () => {
  const at = new Date('2026-11-20T23:30:00Z');
  const limits = { ...wideLimits, timeZone: 'Europe/Berlin', perSourceAndDay: { remedies: 1, amountMinor: {} } };
  const budgets = budgetsFor({ type: 'ParcelLost', source: 'com.example.carrier' }, limits, at);
  expect(budgets.map(({ name }) => name)).toEqual([
    'day/2026-11-21',
    'type/ParcelLost/2026-11-21',
    'source/com.example.carrier/2026-11-21',
  ]);
});

it('whatever is drawn, put back, refused or lost in whatever order, nobody gives more than the limit', async () => {
  const step = fc.record({
    instance: fc.nat({ max: 2 }),
    amountMinor: fc.integer({ min: 1, max: 900 }),
    then: fc.constantFrom('keep', 'keep', 'put back', 'crash'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.nat({ max: 30 }), async (steps, remedies) => {
      const store = new MemoryBudgets();
      const budget = budgetOf(remedies, 5_000);
      const instances = [1, 2, 3].map(() => new QuotaLease(store, clock));
      let given = { remedies: 0, amountMinor: 0 };
      for (const { instance, amountMinor, then } of steps) {
        const spending = { ...film, amountMinor };
        if (await instances[instance]?.acquire([budget], spending)) continue;
        if (then === 'put back') instances[instance]?.release([budget], spending);
        else given = { remedies: given.remedies + 1, amountMinor: given.amountMinor + amountMinor };
        if (then === 'crash') instances[instance] = new QuotaLease(store, clock);
      }
      expect(given.remedies).toBeLessThanOrEqual(remedies);
      expect(given.amountMinor).toBeLessThanOrEqual(5_000);
    }),
  );
});

describe('what it costs', () => {
  it.each([
    ['limits far away', wideLimits],
    ['the limits of a deployment that sets none', defaultLimits],
  ])(
    'with %s, 1,000 remedies of one instance under three budgets are below 0.1 reservations each',
    async (_, limits) => {
      const store = new MemoryBudgets();
      const quota = new QuotaLease(store, clock);
      const budgets = budgetsFor(failure, limits, clock());
      expect(budgets).toHaveLength(3);
      for (let n = 0; n < 1_000; n++) expect(await quota.acquire(budgets, film)).toBeUndefined();
      expect(store.requests / 1_000).toBeLessThan(0.1);
    },
  );

  it('a full budget is asked once in half a minute, and not by every remedy that is held because of it', async () => {
    const store = new MemoryBudgets();
    const quota = new QuotaLease(store, clock);
    const full = budgetOf(0);
    for (let n = 0; n < 1_000; n++) expect(await quota.acquire([full], film)).toBe(full);
    expect(store.requests).toBeLessThanOrEqual(2);
    now += 30_000;
    await quota.acquire([full], film);
    expect(store.requests).toBeLessThanOrEqual(4);
  });

  it('what is left of the day is kept, however many pools of others there were since', async () => {
    const store = new MemoryBudgets();
    const quota = new QuotaLease(store, clock);
    const today = budgetOf(1_000);
    await quota.acquire([today], film);
    const reserved = store.reserved(today.name);
    for (let n = 1; n < reserved; n++) {
      for (let other = 0; other < 60; other++) {
        await quota.acquire([{ ...budgetOf(1_000), name: `giver/${n}-${other}` }], film);
      }
      expect(await quota.acquire([today], film)).toBeUndefined();
    }
    expect(reserved).toBeGreaterThan(2);
    expect(store.reserved(today.name)).toBe(reserved);
  });

  it('a smaller remedy is not refused for a larger one', async () => {
    const quota = new QuotaLease(new MemoryBudgets(), clock);
    const budget = budgetOf(9, 500);
    expect(await quota.acquire([budget], { ...film, amountMinor: 501 })).toBe(budget);
    expect(await quota.acquire([budget], film)).toBeUndefined();
  });
});

describe('what goes back', () => {
  it('a budget that has room is not drawn on where another one has none', async () => {
    const store = new MemoryBudgets();
    const quota = new QuotaLease(store, clock);
    const [day, none] = [budgetOf(1), { ...budgetOf(0), name: 'incident/full' }];
    for (let n = 0; n < 5; n++) expect(await quota.acquire([day, none], film)).toBe(none);
    expect(await quota.acquire([day], film)).toBeUndefined();
    expect(await quota.acquire([day], film)).toBe(day);
  });

  it('an instance that is gone takes with it what it had reserved: that stays unspent', async () => {
    const store = new MemoryBudgets();
    const budget = budgetOf(200);
    await new QuotaLease(store, clock).acquire([budget], film);
    const reserved = store.reserved(budget.name);
    expect(reserved).toBeGreaterThan(1);
    let given = 1;
    const next = new QuotaLease(store, clock);
    while (!(await next.acquire([budget], film))) given++;
    expect(given).toBe(200 - reserved + 1);
  });
});
