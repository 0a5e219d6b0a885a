import { adviceOf } from '../../lambdas/books/advice';
import { keptRun } from '../../lambdas/books/kept-run';
import type { Finding } from '../../lambdas/books/finding';
import { reportOf } from '../../lambdas/books/report';
import { scope, startedAt } from './books';

const money = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const nothing = {
  providerRefunds: 0,
  providerRefundsOfOurs: 0,
  providerDisputes: 0,
  ledgerCustomerRecords: 0,
  ledgerCommitments: 0,
  ledgerRecords: 0,
  ledgerPartsInWindow: 0,
};

function kept(...findings: readonly Finding[]) {
  const customers = new Map([['rem_1', 'cus_1']]);
  return keptRun(reportOf({ compared: nothing, findings }, scope), customers, startedAt);
}

it('a finding is kept with the money that somebody may have too little or too much', () => {
  const part = { remedyId: 'rem_1', partNumber: 1 };
  const { findings } = kept(
    { kind: 'amount-differs', ...part, providerRef: 're_1', ledger: money(399), provider: money(349) },
    {
      kind: 'over-order',
      orderId: 'o',
      lineId: 'l',
      paid: money(399),
      promised: money(798),
      remedyIds: ['rem_1', 'rem_2'],
    },
    { kind: 'paid-not-at-provider', ...part, ledger: money(399), ledgerState: 'succeeded' },
    { kind: 'stuck', remedyId: 'rem_3', remedyState: 'pending', dueAt: '2026-11-20T00:00:00Z' },
  );
  expect(findings.map(({ amount, remedies }) => [amount?.amountMinor, remedies])).toEqual([
    [50, [{ remedyId: 'rem_1', customerId: 'cus_1' }]],
    [399, [{ remedyId: 'rem_1', customerId: 'cus_1' }, { remedyId: 'rem_2' }]],
    [399, [{ remedyId: 'rem_1', customerId: 'cus_1' }]],
    [undefined, [{ remedyId: 'rem_3' }]],
  ]);
});

it('a run fits into one item, however much differs, and says how much there is', () => {
  const remedyIds = Array.from({ length: 5_000 }, (_, n) => `rem_${String(n).padStart(32, '0')}`);
  const many = Array.from({ length: 1_000 }, (): Finding => {
    return { kind: 'several-customers', what: 'payment pi_1', customerIds: remedyIds, remedyIds };
  });
  const run = kept(...many);
  expect(run.found).toBe(1_000);
  expect(run.findings).toHaveLength(100);
  expect(JSON.stringify(run).length).toBeLessThan(350_000);
});

it('there is advice for a kind of finding, and none for one that is not known', () => {
  expect(adviceOf('two-refunds-for-one-part')).toContain('Switch the failure type off');
  expect(adviceOf('toString')).toBeUndefined();
});
