import Stripe from 'stripe';
import type { LoopbackServer } from '../../../../local/emulator/server/loopback-server';
import { startProvider } from '../../../../local/company/provider/provider';
import { takePayments, type Purchases } from '../../../../local/demo/script/take-payments';

let provider: LoopbackServer;
beforeAll(async () => {
  provider = await startProvider(0);
});
afterAll(() => provider.stop());

const purchase = { orderId: 'ord_1', amountMinor: 1_000, currency: 'USD', purchasedAt: '2026-11-01T10:00:00Z' };

function published(...purchases: readonly object[]): Purchases['entries'] {
  return purchases.map((change) => ({
    Source: 'com.example.shop',
    DetailType: 'DeliveryLate',
    Detail: { purchase: { ...purchase, ...change } },
  }));
}

/** By event, what was charged with its payment in all, or the payment's id where the provider knows none. */
async function charged(entries: Purchases['entries'], cards: Purchases['cards'] = {}): Promise<[string, number][]> {
  const { hostname, port } = new URL(provider.url);
  const shop = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
  const warn = (warning: string): never => {
    throw new Error(warning);
  };
  const paid = await takePayments({ entries, cards }, provider.url, warn);
  return Promise.all(
    paid.map(async ({ entry }): Promise<[string, number]> => {
      const { paymentId } = entry.Detail['purchase'] as { readonly paymentId: string };
      if (!paymentId.startsWith('ch_')) return [paymentId, 0];
      return [paymentId, (await shop.charges.retrieve(paymentId)).amount];
    }),
  );
}

const idsOf = (payments: readonly [string, number][]): number => new Set(payments.map(([id]) => id)).size;

describe('the local shop takes', () => {
  it('one payment of the whole for the lines of an order', async () => {
    const lines = [{ lineId: '1' }, { lineId: '2', amountMinor: 250 }, { lineId: '1' }];
    const payments = await charged(published(...lines));
    expect(payments.map(([, amount]) => amount)).toEqual([1_250, 1_250, 1_250]);
    expect(idsOf(payments)).toBe(1);
  });

  it('what was paid for an order where an event says that, and another names a line of it', async () => {
    const payments = await charged(
      published({ orderId: 'ord_2' }, { orderId: 'ord_2', lineId: '1', amountMinor: 300 }),
    );
    expect(payments.map(([, amount]) => amount)).toEqual([1_000, 1_000]);
  });

  it('a payment for each month of a subscription, and for each card and currency', async () => {
    const days = published({ orderId: 'sub_1' }, { orderId: 'sub_1', purchasedAt: '2026-10-01T10:00:00Z' });
    expect(idsOf(await charged(days))).toBe(2);
    const lines = published({ orderId: 'ord_3', lineId: '1' }, { orderId: 'ord_3', lineId: '2' });
    expect(idsOf(await charged(lines, { 'ord_3/2': 'tok_mastercard' }))).toBe(2);
    expect(idsOf(await charged(published({ orderId: 'ord_4' }, { orderId: 'ord_4', currency: 'EUR' })))).toBe(2);
  });

  it('nothing for what is free', async () => {
    expect(await charged(published({ orderId: 'ord_5', amountMinor: 0 }))).toEqual([['free_ord_5', 0]]);
  });
});
