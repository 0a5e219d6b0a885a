import { inParallel } from '../../lambdas/flow/record/in-parallel';
import type { Budget, BudgetStore, Spending } from '../../lambdas/ledger/budget';
import type { BudgetLimit } from '../../lambdas/model/limits';
import { nextCustomer } from './ledger-samples';

function budgetOf(limit: Partial<BudgetLimit>): Budget {
  return { name: `day/${nextCustomer()}`, what: 'a limit', limit: { remedies: 1_000, amountMinor: {}, ...limit } };
}

function pounds(amountMinor: number, remedies = 1): Spending {
  return { remedies, amountMinor, currency: 'GBP' };
}

/** What every store of budgets promises. */
export function describeBudgetsContract(name: string, budgets: () => BudgetStore): void {
  /** As many at a time as a client has connections. @returns how many were given */
  async function reservedTimes(times: number, budget: Budget): Promise<number> {
    let given = 0;
    await inParallel(Array.from({ length: times }), 45, async () => {
      if (await budgets().reserve(budget, pounds(399))) given++;
    });
    return given;
  }

  /** So many of so much each, until one does not fit. */
  async function reservedInReference(budget: Budget, amountMinor: number): Promise<number> {
    let given = 0;
    while (await budgets().reserve(budget, { ...pounds(399), reference: { amountMinor, currency: 'USD' } })) given++;
    return given;
  }

  describe(`${name}: a budget`, () => {
    it('never gives more than its count to 500 at once, and leaves nothing of it', async () => {
      const budget = budgetOf({ remedies: 100, amountMinor: { GBP: 1_000_000 } });
      expect(await reservedTimes(500, budget)).toBe(100);
      expect(await budgets().reserve(budget, pounds(0))).toBe(false);
    });

    it('never gives more than its amount to 200 at once', async () => {
      const budget = budgetOf({ amountMinor: { GBP: 50_000 } });
      expect(await reservedTimes(200, budget)).toBe(Math.floor(50_000 / 399));
    });

    it('gives the whole of what is asked or nothing, and what still fits afterwards', async () => {
      const budget = budgetOf({ remedies: 10, amountMinor: { GBP: 1_000 } });
      expect(await budgets().reserve(budget, pounds(900, 9))).toBe(true);
      expect(await budgets().reserve(budget, pounds(101))).toBe(false);
      expect(await budgets().reserve(budget, pounds(0, 2))).toBe(false);
      expect(await budgets().reserve(budget, pounds(100))).toBe(true);
    });

    it('of one address is used up like any other, though nothing is paid of it', async () => {
      const budget = { ...budgetOf({ remedies: 2 }), forgottenAt: '2026-11-22T20:45:00Z' };
      expect(await reservedTimes(1, budget)).toBe(0);
      const given = [];
      for (let n = 0; n < 4; n++) given.push(await budgets().reserve(budget, pounds(0)));
      expect(given).toEqual([true, true, false, false]);
    });

    it('counts amounts by currency, and remedies over all of them', async () => {
      const budget = budgetOf({ remedies: 3, amountMinor: { GBP: 100, JPY: 100 } });
      expect(await budgets().reserve(budget, pounds(100))).toBe(true);
      expect(await budgets().reserve(budget, pounds(1))).toBe(false);
      const yen = (amountMinor: number) => ({ remedies: 1, amountMinor, currency: 'JPY' });
      expect(await budgets().reserve(budget, yen(60))).toBe(true);
      expect(await budgets().reserve(budget, yen(40))).toBe(true);
      expect(await budgets().reserve(budget, yen(0))).toBe(false);
    });

    it('counts all currencies together in the reference currency, also for 200 at once', async () => {
      const budget = budgetOf({ amountMinor: { GBP: 1_000_000, JPY: 1_000_000 }, referenceMinor: 1_000 });
      const spend = (currency: string) =>
        budgets().reserve(budget, {
          remedies: 1,
          amountMinor: 5,
          currency,
          reference: { amountMinor: 9, currency: 'USD' },
        });
      let given = 0;
      await inParallel(
        Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? 'GBP' : 'JPY')),
        45,
        async (currency) => {
          if (await spend(currency)) given++;
        },
      );
      expect(given).toBe(Math.floor(1_000 / 9));
    });

    it('takes back what gave nothing, once for each mark, also where it is asked twice at once', async () => {
      const budget = budgetOf({ remedies: 60, amountMinor: { GBP: 1_000_000 }, referenceMinor: 60 * 9 });
      const one = { ...pounds(399), reference: { amountMinor: 9, currency: 'USD' } };
      await budgets().reserve(budget, {
        ...one,
        remedies: 60,
        amountMinor: 60 * 399,
        reference: { amountMinor: 540, currency: 'USD' },
      });
      expect(await budgets().reserve(budget, one)).toBe(false);
      for (const mark of ['rem_a/3', 'rem_a/3', 'rem_b/2']) await budgets().giveBack(budget.name, one, mark);
      await budgets().giveBack(budgetOf({}).name, one, 'rem_a/3');
      expect(await reservedInReference(budget, 9)).toBe(2);
      const marks = Array.from({ length: 4 }, (_, n) => `rem_${n}/1`);
      await inParallel([...marks, ...marks], 2, (mark) => budgets().giveBack(budget.name, one, mark));
      expect(await reservedInReference(budget, 9)).toBe(4);
    });

    it('reserves once for a remedy, however often it is asked, until that is confirmed', async () => {
      const budget = budgetOf({ remedies: 3, amountMinor: { GBP: 1_000 } });
      const ask = (mark: string) => budgets().reserveOnce(budget, pounds(100), mark);
      await inParallel(['rem_a', 'rem_a', 'rem_b', 'rem_b'], 4, async (mark) => expect(await ask(mark)).toBe(true));
      expect(await budgets().reserve(budget, pounds(100))).toBe(true);
      expect(await ask('rem_c')).toBe(false);
      await budgets().confirm(budget.name, 'rem_a');
      expect([await ask('rem_a'), await ask('rem_b')]).toEqual([false, true]);
      await budgets().confirm(budget.name, 'rem_a');
    });

    it('gives nothing in a currency for which it has no limit', async () => {
      const budget = budgetOf({ amountMinor: { GBP: 100 } });
      expect(await budgets().reserve(budget, { remedies: 1, amountMinor: 1, currency: 'EUR' })).toBe(false);
    });

    it('that is smaller than the first thing asked of it gives nothing, also while nobody has drawn on it', async () => {
      expect(await budgets().reserve(budgetOf({ amountMinor: { GBP: 100 } }), pounds(101))).toBe(false);
      expect(await budgets().reserve(budgetOf({ remedies: 0, amountMinor: { GBP: 100 } }), pounds(1))).toBe(false);
    });

    it('is another one under another name', async () => {
      const limit = { remedies: 1, amountMinor: { GBP: 100 } };
      expect(await budgets().reserve(budgetOf(limit), pounds(100))).toBe(true);
      expect(await budgets().reserve(budgetOf(limit), pounds(100))).toBe(true);
    });
  });
}
