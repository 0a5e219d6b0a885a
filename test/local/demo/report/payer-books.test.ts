import Stripe from 'stripe';
import type { OutcomePart } from '../../../../lambdas/outcomes/outcome';
import { PayerBooks } from '../../../../local/demo/report/payer-books';
import { startProvider } from '../../../../local/company/provider/provider';
import type { LocalSystem } from '../../../../local/system/local-system';

type Provider = Awaited<ReturnType<typeof startProvider>>;

let provider: Provider;
let stripe: Stripe;
beforeAll(async () => {
  provider = await startProvider(0);
  const { hostname, port } = new URL(provider.url);
  stripe = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
});
afterAll(() => provider.stop());

const refundOf = (providerRef: string | undefined): OutcomePart => ({
  ...{ kind: 'refund', number: 1, state: 'succeeded', amountMinor: 1_900, currency: 'ISK', paymentId: 'ch_1' },
  providerRef,
});
const creditOf = (providerRef: string | undefined, number = 1): OutcomePart => ({
  ...{ kind: 'credit', number, state: 'succeeded', amountMinor: 1_900, currency: 'ISK', accountId: 'cus_1' },
  basis: 'goodwill',
  providerRef,
});

/** As much of a system as has books. */
function systemWith(received: object[] = []): LocalSystem {
  return { endpoints: { provider: provider.url }, partners: { creditSystem: { received } } } as unknown as LocalSystem;
}

it('says of a refund and of a credit what Stripe has booked, in its numbers and not in ours', async () => {
  const { id: charge } = await stripe.charges.create({ amount: 190_000, currency: 'isk', source: 'tok_visa' });
  const refund = refundOf((await stripe.refunds.create({ charge, amount: 150_000 })).id);
  const made = await stripe.customers.createBalanceTransaction('cus_1', { amount: -190_000, currency: 'isk' });
  const credit = creditOf(made.id);
  const books = await PayerBooks.read(systemWith(), [refund, credit]);
  expect(books.of('rem_1', refund)).toEqual({ amount: 150_000, currency: 'ISK' });
  expect(books.of('rem_1', credit)).toEqual({ amount: 190_000, currency: 'ISK' });
});

it('says of a credit what the credit system has booked, and nothing of what it took back', async () => {
  const line = { amountMinor: 1_900, currency: 'ISK' };
  const received = [
    { key: 'rem_1_1', state: 'booked', ...line },
    { key: 'rem_1_2', state: 'withdrawn', ...line },
  ];
  const books = await PayerBooks.read(systemWith(received), []);
  expect(books.of('rem_1', creditOf('credit_1'))).toEqual({ amount: 1_900, currency: 'ISK' });
  expect(books.of('rem_1', creditOf('credit_2', 2))).toBeNull();
});

it('has nothing of what was refused, and no place for what is no money', async () => {
  const books = await PayerBooks.read(systemWith(), []);
  expect(books.of('rem_1', refundOf(undefined))).toBeNull();
  const call: OutcomePart = { kind: 'callback', number: 2, state: 'pending', channel: 'phone', deadlineSeconds: 60 };
  expect(books.of('rem_1', call)).toBeUndefined();
});
