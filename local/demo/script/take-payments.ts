import { setTimeout as pause } from 'node:timers/promises';
import Stripe from 'stripe';
import * as z from 'zod';
import { toStripeAmount } from '../../../lambdas/fulfilment/stripe/stripe-amount';
import type { Money } from '../../../lambdas/model/money';
import type { PublishedEntry } from './published-entry';

/** What a payment needs. Events without it are published as they are, and their contract refuses them. */
const unpaidSchema = z.object({
  purchase: z.object({
    orderId: z.string().min(1),
    lineId: z.string().min(1).optional(),
    paymentId: z.undefined().optional(),
    amountMinor: z.int().nonnegative(),
    currency: z.string().length(3),
    purchasedAt: z.string().optional(),
  }),
});

/** The events to publish, and how their purchases were paid. */
export interface Purchases {
  readonly entries: readonly PublishedEntry[];
  /** The Stripe test card of an order, or of an order line (`order/line`), unless it is the usual one. */
  readonly cards: Readonly<Record<string, string>>;
}

const usualCard = 'tok_visa';

/** The test card whose holder has the payment disputed. */
export const disputedCard = 'tok_createDispute';

/** An event whose purchase was paid, unless the provider declined the payment: nobody bought anything then. */
export interface PaidEntry {
  readonly entry: PublishedEntry;
  /** Why the payment was declined. */
  readonly declined?: string | undefined;
}

type Payment = { readonly paymentId: string } | { readonly declined: string };

/**
 * Takes a payment for every event that names none, one per order or order line and day of purchase, and adds its id to
 * the event.
 * https://docs.stripe.com/testing lists the cards.
 *
 * @param warn is called with the reason of each declined payment
 */
export async function takePayments(
  { entries, cards }: Purchases,
  providerUrl: string,
  warn: (warning: string) => void,
): Promise<PaidEntry[]> {
  const shop = shopAt(providerUrl);
  const paid = new Map<string, Promise<Payment>>();
  return Promise.all(
    entries.map(async (entry): Promise<PaidEntry> => {
      const parsed = unpaidSchema.safeParse(entry.Detail);
      if (!parsed.success) return { entry };
      const { orderId, lineId, amountMinor, currency, purchasedAt = '' } = parsed.data.purchase;
      const line = lineId === undefined ? orderId : `${orderId}/${lineId}`;
      // Where nothing was paid, no provider knows a payment, and its id is the shop's own.
      if (amountMinor === 0) return { entry: withPayment(entry, `free_${orderId}`) };
      // A subscription is paid every month: one order, and a payment for each day on which it was purchased.
      const key = `${line} ${purchasedAt.slice(0, 10)}`;
      const taken = paid.get(key) ?? charge(shop, line, { amountMinor, currency }, cards[line] ?? usualCard, warn);
      paid.set(key, taken);
      const payment = await taken;
      return 'declined' in payment
        ? { entry, declined: payment.declined }
        : { entry: withPayment(entry, payment.paymentId) };
    }),
  );
}

function shopAt(providerUrl: string): Stripe {
  const { hostname, port } = new URL(providerUrl);
  return new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
}

async function charge(
  shop: Stripe,
  line: string,
  money: Money,
  source: string,
  warn: (warning: string) => void,
): Promise<Payment> {
  const { currency } = money;
  try {
    const amount = toStripeAmount(money);
    const { id } = await shop.charges.create({ amount, currency, source, metadata: { line } });
    if (source === disputedCard) await disputeOf(id, shop);
    return { paymentId: id };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(`The local provider declined the payment of order line ${line}: ${reason}`);
    return { declined: reason };
  }
}

/** Waits until the provider has opened the dispute of a payment, which happens a moment after the payment. */
export async function disputeOf(chargeId: string, shop: Stripe): Promise<void> {
  for (let poll = 1; poll <= 100; poll++) {
    const { disputed } = await shop.charges.retrieve(chargeId);
    if (disputed) return;
    await pause(10);
  }
  throw new Error(`the payment ${chargeId} was not disputed`);
}

function withPayment(entry: PublishedEntry, paymentId: string): PublishedEntry {
  const purchase = z.record(z.string(), z.unknown()).parse(entry.Detail['purchase']);
  return { ...entry, Detail: { ...entry.Detail, purchase: { ...purchase, paymentId } } };
}
