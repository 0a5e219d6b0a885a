import type { PaymentReader } from '../../lambdas/fulfilment/port/payment';
import type { ProviderRefund, ProviderStatement } from '../../lambdas/fulfilment/port/provider-statement';
import {
  NotAttemptedError,
  type RefundProvider,
  type RefundRequest,
} from '../../lambdas/fulfilment/port/refund-provider';

/** Whether requests get through to the provider. `losing-replies` lets it act, and its answers never arrive. */
export type Weather = 'fair' | 'unreachable' | 'hanging' | 'losing-replies';

/** A provider to try, and what stands behind it. */
export interface ProviderUnderTest {
  readonly refunds: RefundProvider;
  readonly payments: PaymentReader;
  readonly statement: ProviderStatement;
  /** Takes a payment, and gives its id. */
  pay(amountMinor: number, currency: string): Promise<string>;
  /** How many refunds of a payment really exist. */
  effectsOn(paymentId: string): Promise<number>;
  turn(weather: Weather): Promise<void>;
  stop(): Promise<void>;
}

let remedies = 0;

/** A refund nobody has asked for. */
function newRefund(paymentId: string, change: Partial<RefundRequest['part']> & { timeoutMs?: number } = {}) {
  const { timeoutMs = 10_000, ...part } = change;
  const remedyId = `rem_${process.pid}_${++remedies}`;
  return {
    part: { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId, ...part },
    key: `${remedyId}_1`,
    remedyId,
    partNumber: 1,
    customerId: 'cus_31',
    failureType: 'VideoPlaybackFailed',
    timeoutMs,
  } satisfies RefundRequest;
}

/** The books of today, give or take. */
async function booksOf(statement: ProviderStatement): Promise<ProviderRefund[]> {
  const dayMs = 24 * 60 * 60 * 1000;
  const window = { from: new Date(Date.now() - dayMs), until: new Date(Date.now() + dayMs) };
  const refunds: ProviderRefund[] = [];
  for await (const refund of statement.refundsBetween(window)) refunds.push(refund);
  return refunds;
}

/** What every refund provider promises, whatever it is made of. */
export function describeRefundProviderContract(name: string, start: () => Promise<ProviderUnderTest>): void {
  describe(`${name}: a refund`, () => {
    let provider: ProviderUnderTest;
    beforeAll(async () => {
      provider = await start();
    });
    afterEach(() => provider.turn('fair'));
    afterAll(() => provider.stop());

    it('is made once for twenty requests at once and one more, with the same answer', async () => {
      const request = newRefund(await provider.pay(10_000, 'GBP'));
      const asked = await Promise.allSettled(Array.from({ length: 20 }, () => provider.refunds.refund(request)));
      const last = await provider.refunds.refund(request);
      expect(last).toMatchObject({ state: 'succeeded', providerRef: expect.any(String) });
      for (const one of asked) {
        // A provider may turn away who comes while it is at work on the same key.
        if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(NotAttemptedError);
        else expect(one.value).toEqual(last);
      }
      expect(await provider.effectsOn(request.part.paymentId)).toBe(1);
    });

    it('is unknown, and no second one, where the same key is used with another amount', async () => {
      const request = newRefund(await provider.pay(900, 'GBP'));
      await provider.refunds.refund(request);
      const other = { ...request, part: { ...request.part, amountMinor: 100 } };
      await expect(provider.refunds.refund(other)).resolves.toMatchObject({ state: 'unknown' });
      expect(await provider.effectsOn(request.part.paymentId)).toBe(1);
    });

    it('is found as it was made', async () => {
      const request = newRefund(await provider.pay(399, 'GBP'));
      const made = await provider.refunds.refund(request);
      await expect(provider.refunds.find(request)).resolves.toEqual(made);
    });

    it('is found among others of the same payment', async () => {
      const paymentId = await provider.pay(900, 'GBP');
      const requests = [newRefund(paymentId), newRefund(paymentId, { amountMinor: 200 })];
      const made = [];
      for (const request of requests) made.push(await provider.refunds.refund(request));
      const found = [];
      for (const request of requests) found.push(await provider.refunds.find(request));
      expect(found).toEqual(made);
    });

    it.each([
      ['amount', { amountMinor: 398 }],
      ['currency', { currency: 'EUR' }],
    ])('is unknown where it is found with another %s than was promised', async (_, promised) => {
      const request = newRefund(await provider.pay(399, 'GBP'));
      await provider.refunds.refund(request);
      const other = { ...request, part: { ...request.part, ...promised } };
      await expect(provider.refunds.find(other)).resolves.toMatchObject({ state: 'unknown' });
    });

    it('that was not requested is not found, and looking it up creates none', async () => {
      const request = newRefund(await provider.pay(399, 'GBP'));
      await expect(provider.refunds.find(request)).resolves.toEqual({ state: 'not-found' });
      expect(await provider.effectsOn(request.part.paymentId)).toBe(0);
    });

    it('of more than is left is declined, and changes nothing', async () => {
      const paymentId = await provider.pay(500, 'GBP');
      await provider.refunds.refund(newRefund(paymentId));
      const outcome = await provider.refunds.refund(newRefund(paymentId));
      expect(outcome).toMatchObject({ state: 'declined', reason: 'exceeds-payment' });
      expect(await provider.effectsOn(paymentId)).toBe(1);
    });

    it('was not attempted where the provider was not reached, neither to refund nor to look up', async () => {
      const request = newRefund(await provider.pay(399, 'GBP'));
      await provider.turn('unreachable');
      await expect(provider.refunds.refund(request)).rejects.toThrow(NotAttemptedError);
      await expect(provider.refunds.find(request)).rejects.toThrow(NotAttemptedError);
      await provider.turn('fair');
      expect(await provider.effectsOn(request.part.paymentId)).toBe(0);
    });

    it('is unknown where no response comes, within its time limit', async () => {
      const request = newRefund(await provider.pay(399, 'GBP'), { timeoutMs: 1_300 });
      await provider.turn('hanging');
      const before = Date.now();
      await expect(provider.refunds.refund(request)).resolves.toMatchObject({ state: 'unknown' });
      // Far from what a client waits by itself.
      expect(Date.now() - before).toBeLessThan(60_000);
      await expect(provider.refunds.find(request)).resolves.toMatchObject({ state: 'unknown' });
    });

    it('whose response was lost is unknown, is found, and is the same one when it is requested again', async () => {
      const request = newRefund(await provider.pay(10_000, 'GBP'));
      await provider.turn('losing-replies');
      await expect(provider.refunds.refund(request)).resolves.toMatchObject({ state: 'unknown' });
      await provider.turn('fair');
      const found = await provider.refunds.find(request);
      expect(found).toMatchObject({ state: 'succeeded' });
      await expect(provider.refunds.refund(request)).resolves.toEqual(found);
      expect(await provider.effectsOn(request.part.paymentId)).toBe(1);
    });

    it('is in the statement with the ids that lead back to the ledger', async () => {
      const request = newRefund(await provider.pay(5800, 'JPY'), { amountMinor: 5800, currency: 'JPY' });
      const made = await provider.refunds.refund(request);
      if (made.state !== 'succeeded') throw new Error(`the refund is ${made.state}`);
      const booked = (await booksOf(provider.statement)).filter(({ remedyId }) => remedyId === request.remedyId);
      expect(booked).toEqual([
        {
          providerRef: made.providerRef,
          paymentIds: [request.part.paymentId],
          amountMinor: 5800,
          currency: 'JPY',
          state: 'succeeded',
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          remedyId: request.remedyId,
          partNumber: 1,
          customerId: 'cus_31',
        },
      ]);
    });
  });

  describe(`${name}: a payment`, () => {
    const timeoutMs = 10_000;
    let provider: ProviderUnderTest;
    beforeAll(async () => {
      provider = await start();
    });
    afterEach(() => provider.turn('fair'));
    afterAll(() => provider.stop());

    it('is told in its own currency, with what is left of it after every refund', async () => {
      const paymentId = await provider.pay(5_800, 'JPY');
      const payment = {
        paymentId,
        paid: { amountMinor: 5_800, currency: 'JPY' },
        refundableMinor: 5_800,
        status: 'captured',
        isDisputed: false,
      };
      await expect(provider.payments.readPayment(paymentId, timeoutMs)).resolves.toMatchObject({
        kind: 'payment',
        payment,
      });
      await provider.refunds.refund(newRefund(paymentId, { amountMinor: 800, currency: 'JPY' }));
      await expect(provider.payments.readPayment(paymentId, timeoutMs)).resolves.toMatchObject({
        payment: { paid: { amountMinor: 5_800 }, refundableMinor: 5_000 },
      });
    });

    it('that nobody made is not known', async () => {
      await expect(provider.payments.readPayment('ch_nobody', timeoutMs)).resolves.toEqual({ kind: 'not-found' });
    });

    it('is not told where the provider was not reached, and nothing is made of that', async () => {
      const paymentId = await provider.pay(900, 'GBP');
      await provider.turn('unreachable');
      await expect(provider.payments.readPayment(paymentId, timeoutMs)).rejects.toThrow(NotAttemptedError);
    });
  });
}
