import type { Context } from 'aws-lambda';
import { reconcile } from '../../../lambdas/flow/reconcile/reconcile';
import { StatementUnavailableError, type ProviderStatement } from '../../../lambdas/fulfilment/port/provider-statement';
import type { ProviderInspection } from '../../../lambdas/fulfilment/readiness/provider-readiness';
import { dailyScope } from '../../../lambdas/books/scope';
import { reconcileHandler } from '../../../lambdas/runtime/handlers/reconcile-handler';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import { filmFailure } from '../../fakes/film-failure';
import { OperatorWorld } from '../../operator-api/operator-world';

const hourMs = 60 * 60 * 1000;

let world: OperatorWorld;
beforeEach(async () => (world = await OperatorWorld.start()));
afterEach(() => world.stop());

const ports = (provider: ProviderStatement = world.provider) => ({
  statement: world.statement,
  provider,
  observer: world.observer,
});
/** Nobody asks it here. */
const inspection: ProviderInspection = {
  inspect: () => Promise.resolve({ provider: 'stripe', key: { state: 'not-seen' }, rights: [] }),
};
const report = () => reconcile(dailyScope(world.clock()), ports());

/** Everybody has an order and a payment of their own. */
function boughtBy(id: string, purchase: { readonly amountMinor?: number } = {}): Failure {
  return filmFailure({ customer: { id }, purchase: { orderId: `ord_${id}`, paymentId: `pi_${id}`, ...purchase } });
}

async function travelled(): Promise<void> {
  for (const id of ['cus_1', 'cus_2', 'cus_3']) await world.deliver(boughtBy(id));
  await world.deliver(boughtBy('cus_4', { amountMinor: 250_00 }));
  world.now += 10 * hourMs;
}

it('a table on which the road was travelled agrees with the provider', async () => {
  await travelled();
  expect(await report()).toMatchObject({
    verdict: 'agree',
    compared: {
      providerRefunds: 3,
      providerRefundsOfOurs: 3,
      ledgerPartsInWindow: 3,
      ledgerRecords: 4,
      ledgerCommitments: 4,
    },
  });
});

it('after the erasure of a customer the ledger still agrees with the provider', async () => {
  await travelled();
  const before = await report();
  for (const id of ['cus_1', 'cus_4']) {
    expect((await world.post(`/customers/${id}/erase`, { why: 'asked for it' })).status).toBe(200);
  }
  expect(await report()).toEqual(before);
  expect(before.verdict).toBe('agree');
});

it('a provider whose clock is a little behind is asked for enough', async () => {
  world.providerBehindMs = 5 * 60_000;
  await world.deliver(filmFailure());
  // By our clock it was given a minute after the window begins, and by the provider's before it.
  world.now += 72 * hourMs - 60_000;
  expect(await report()).toMatchObject({
    verdict: 'agree',
    compared: { providerRefunds: 0, ledgerPartsInWindow: 1 },
  });
});

it('a refund that failed late without any update is found', async () => {
  await travelled();
  const [key = ''] = world.provider.refunds.keys();
  world.provider.failLater(key, 'card-unreachable');
  const { findings } = await report();
  expect(findings).toMatchObject([{ kind: 'paid-but-failed-at-provider', providerRef: `re_${key}` }]);
});

describe('the daily function', () => {
  /** What a run writes to its log. */
  async function linesOf(provider: ProviderStatement = world.provider) {
    process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'Amends/Test';
    process.env['POWERTOOLS_DEV'] = 'true';
    process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
    const lines: string[] = [];
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((method) =>
      jest.spyOn(console, method).mockImplementation((...reported: unknown[]) => void lines.push(String(reported[0]))),
    );
    const handler = reconcileHandler(
      (observer) => ({ ...ports(provider), observer, inspection }),
      undefined,
      () => world.clock(),
    );
    const result = await handler({}, { functionName: 'f' } as Context).catch((error: unknown) => error);
    for (const spy of spies) spy.mockRestore();
    return { result, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
  }

  it('counts its run and its findings, also where there are none', async () => {
    await travelled();
    const { result, lines } = await linesOf();
    expect(result).toMatchObject({ verdict: 'agree', findings: 0 });
    expect(lines).toContainEqual(expect.objectContaining({ ReconcileRun: 1, ReconcileFindings: 0 }));
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'reconciled', why: expect.stringContaining('3 refunds') }),
    );
  });

  it('logs each difference with its ids, and no personal data', async () => {
    await travelled();
    world.provider.effects.pop();
    const { result, lines } = await linesOf();
    expect(result).toMatchObject({ verdict: 'differ', findings: 1 });
    expect(lines).toContainEqual(expect.objectContaining({ ReconcileRun: 1, ReconcileFindings: 1 }));
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'difference',
        why: expect.stringContaining('the provider has no such refund'),
      }),
    );
    expect(JSON.stringify(lines)).not.toMatch(/example\.com|Zoë/);
  });

  it('fails where the provider cannot be read, and counts no run', async () => {
    await travelled();
    const unreachable: ProviderStatement = {
      async *refundsBetween(window) {
        yield* world.provider.refundsBetween(window);
        throw new StatementUnavailableError('Run it again.');
      },
      disputesBetween: (window) => world.provider.disputesBetween(window),
    };
    const { result, lines } = await linesOf(unreachable);
    expect(result).toBeInstanceOf(StatementUnavailableError);
    expect(lines.filter((line) => 'ReconcileRun' in line || 'ReconcileFindings' in line)).toEqual([]);
  });
});

it('one payment of which two customers got the price is found, with both remedies', async () => {
  const payment = { purchase: { orderId: 'ord_shared', paymentId: 'pi_shared' } };
  for (const id of ['cus_1', 'cus_2']) await world.deliver(filmFailure({ customer: { id }, ...payment }));
  world.now += 10 * hourMs;
  const { findings } = await report();
  expect(findings).toEqual([
    expect.objectContaining({
      kind: 'over-order',
      orderId: 'ord_shared',
      promised: { amountMinor: 798, currency: 'GBP' },
    }),
    expect.objectContaining({ kind: 'several-customers', what: 'payment pi_shared', customerIds: ['cus_1', 'cus_2'] }),
  ]);
});
