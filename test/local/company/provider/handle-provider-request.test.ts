import Stripe from 'stripe';
import type { NewSystemEvent } from '../../../../local/system/system-event';
import type { LoopbackServer } from '../../../../local/emulator/server/loopback-server';
import { startProvider } from '../../../../local/company/provider/provider';
import { eventually } from '../../../contract-suites/eventually';

describe('the payment provider', () => {
  let provider: LoopbackServer;
  let shop: Stripe;
  const emitted: NewSystemEvent[] = [];

  beforeAll(async () => {
    provider = await startProvider(0, (event) => void emitted.push(event));
    const { hostname, port } = new URL(provider.url);
    shop = new Stripe('sk_test_shop', {
      host: hostname,
      port,
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
    });
  });
  beforeEach(() => emitted.splice(0));
  afterAll(() => provider.stop());

  const pay = (source = 'tok_visa'): Promise<Stripe.Charge> =>
    shop.charges.create({ amount: 500, currency: 'gbp', source });
  const ids = (list: { data: readonly { id: string }[] }): string[] => list.data.map(({ id }) => id);

  it('lists the refunds of a charge, and of a time', async () => {
    const [one, other] = [await pay(), await pay()];
    const refund = await shop.refunds.create({ charge: one.id, amount: 100, metadata: { remedyId: 'rm_1' } });
    const another = await shop.refunds.create({ charge: other.id });
    expect(await shop.refunds.list({ charge: one.id })).toMatchObject({
      object: 'list',
      has_more: false,
      url: '/v1/refunds',
      data: [{ id: refund.id, amount: 100, metadata: { remedyId: 'rm_1' } }],
    });
    const { created } = refund;
    expect(ids(await shop.refunds.list({ created: { gte: created } }))).toEqual([another.id, refund.id]);
    expect(ids(await shop.refunds.list({ created: { lt: created } }))).toEqual([]);
    expect(ids(await shop.refunds.list({ created: { gt: another.created } }))).toEqual([]);
    expect(ids(await shop.charges.list({ created: { gte: one.created } }))).toEqual([other.id, one.id]);
    expect(await shop.refunds.retrieve(refund.id)).toMatchObject({ amount: 100 });
  });

  it('lets a restricted key read, and refund nothing', async () => {
    const charge = await pay();
    const { hostname, port } = new URL(provider.url);
    const config = { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 } as const;
    const reader = new Stripe('rk_test_reader', config);
    expect((await reader.charges.retrieve(charge.id)).amount).toBe(500);
    expect(ids(await reader.refunds.list({ charge: charge.id }))).toEqual([]);
    await expect(reader.refunds.create({ charge: charge.id })).rejects.toThrow('rak_refund_write');
    await expect(reader.refunds.update('re_1', { metadata: {} })).rejects.toThrow('rak_refund_write');
    expect(ids(await shop.refunds.list({ charge: charge.id }))).toEqual([]);
  });

  it('lists disputes, which it knows by the charges', async () => {
    const charge = await pay('tok_createDispute');
    // It opens the dispute a moment after the payment.
    await eventually(async () => {
      const { data } = await shop.disputes.list({ created: { gte: charge.created } });
      expect(data).toMatchObject([{ object: 'dispute', charge: charge.id, reason: 'fraudulent' }]);
    });
    expect(ids(await shop.disputes.list({ charge: (await pay()).id }))).toEqual([]);
  });

  it('returns ten at a time unless asked otherwise, and continues after the last object', async () => {
    const charge = await pay();
    const made: string[] = [];
    for (let n = 0; n < 12; n++) made.unshift((await shop.refunds.create({ charge: charge.id, amount: 10 })).id);
    const first = await shop.refunds.list({ charge: charge.id });
    expect(first).toMatchObject({ has_more: true });
    expect(first.data).toHaveLength(10);
    const rest = await shop.refunds.list({ charge: charge.id, starting_after: first.data.at(-1)?.id ?? '' });
    expect(rest).toMatchObject({ has_more: false });
    expect([...ids(first), ...ids(rest)]).toEqual(made);
    const back = await shop.refunds.list({ charge: charge.id, ending_before: rest.data[0]?.id ?? '', limit: 3 });
    expect(ids(back)).toEqual(made.slice(7, 10));
    const every = await shop.refunds.list({ charge: charge.id, limit: 5 }).autoPagingToArray({ limit: 100 });
    expect(every.map(({ id }) => id)).toEqual(made);
  });

  it('refuses a list with invalid parameters', async () => {
    await expect(shop.refunds.list({ starting_after: 're_gone' })).rejects.toMatchObject({
      param: 'starting_after',
      statusCode: 400,
    });
    await expect(shop.refunds.list({ limit: 1000 })).rejects.toMatchObject({ param: 'limit' });
    const nobody = await fetch(`${provider.url}/v1/refunds`);
    expect(nobody.status).toBe(401);
  });

  it.each([
    ['kwd', 10_000, 334],
    ['isk', 190_000, 1_950],
  ])('charges and refunds in %s only what Stripe can move', async (currency, paid, impossible) => {
    const refused = { statusCode: 400, type: 'StripeInvalidRequestError', param: 'amount' };
    await expect(shop.charges.create({ amount: impossible, currency, source: 'tok_visa' })).rejects.toMatchObject(
      refused,
    );
    const { id: charge } = await shop.charges.create({ amount: paid, currency, source: 'tok_visa' });
    await expect(shop.refunds.create({ charge, amount: impossible })).rejects.toMatchObject(refused);
    await expect(shop.refunds.create({ charge, amount: 500 })).resolves.toMatchObject({ amount: 500, currency });
    await expect(shop.refunds.create({ charge })).resolves.toMatchObject({ amount: paid - 500 });
    const options = { amount: -impossible, currency };
    await expect(shop.customers.createBalanceTransaction('cus_1', options)).rejects.toMatchObject(refused);
  });

  it('captures in the currency of the charge only what Stripe can move', async () => {
    const held = { amount: 10_000, currency: 'kwd', source: 'tok_visa', capture: false };
    const { id } = await shop.charges.create(held);
    await expect(shop.charges.capture(id, { amount: 334 })).rejects.toMatchObject({ param: 'amount' });
    await expect(shop.charges.capture(id, { amount: 340 })).resolves.toMatchObject({ captured: true });
  });

  it('emits one event per refund, however often it is requested', async () => {
    const charge = await pay();
    const options = { idempotencyKey: 'rm_1#1' };
    const refund = await shop.refunds.create({ charge: charge.id, amount: 100 }, options);
    await shop.refunds.create({ charge: charge.id, amount: 100 }, options);
    await expect(shop.refunds.create({ charge: charge.id, amount: 900 })).rejects.toThrow(/greater than unrefunded/);
    expect(emitted).toMatchObject([{ kind: 'refund-made', refund: { id: refund.id }, idempotencyKey: 'rm_1#1' }]);
  });
});
