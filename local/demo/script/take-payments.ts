import { setTimeout as pause } from 'node:timers/promises';
import Stripe from 'stripe';
import * as z from 'zod';
import { toStripeAmount } from '../../../lambdas/fulfilment/stripe/stripe-amount';
import { shopKey } from '../../company/provider/trouble/shop-key';
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
  /**
   * The Stripe test card of an order, or of an order line (`order/line`), unless it is the usual one; or another way to
   * pay: `src_sepa_debit`, `src_paypal`, `src_klarna`, `src_alipay`.
   */
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
 * Takes a payment for every purchase that names none, and adds its id to the event. What was bought together is paid
 * together: the lines of one order on one day, unless they were paid with different cards or in different currencies.
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
  const baskets = new Map<string, Basket>();
  const bought = entries.map((entry) => {
    const parsed = unpaidSchema.safeParse(entry.Detail);
    return { entry, basket: parsed.success ? intoBasket(parsed.data.purchase, cards, baskets) : undefined };
  });
  const payments = new Map<Basket, Promise<Payment>>();
  for (const basket of baskets.values()) payments.set(basket, charge(shop, basket, warn));
  return Promise.all(
    bought.map(async ({ entry, basket }): Promise<PaidEntry> => {
      const payment = basket && (await payments.get(basket));
      if (!payment) return { entry };
      return 'declined' in payment
        ? { entry, declined: payment.declined }
        : { entry: withPayment(entry, payment.paymentId) };
    }),
  );
}

type Unpaid = z.infer<typeof unpaidSchema>['purchase'];

/** What is paid with one payment. */
interface Basket {
  readonly orderId: string;
  readonly currency: string;
  readonly card: string;
  /** By order line; under the order's own id what was said of the whole order. In minor units. */
  readonly prices: Map<string, number>;
}

/** A subscription is paid every month: one order, and a payment for each day on which it was purchased. */
function intoBasket(
  { orderId, lineId, amountMinor, currency, purchasedAt = '' }: Unpaid,
  cards: Purchases['cards'],
  baskets: Map<string, Basket>,
): Basket {
  const line = lineId === undefined ? orderId : `${orderId}/${lineId}`;
  const card = cards[line] ?? usualCard;
  const key = JSON.stringify([orderId, purchasedAt.slice(0, 10), currency, card, amountMinor === 0]);
  const basket = baskets.get(key) ?? { orderId, currency, card, prices: new Map<string, number>() };
  baskets.set(key, basket);
  if (!basket.prices.has(line)) basket.prices.set(line, amountMinor);
  return basket;
}

/** What was paid for the whole order, or for the lines that are known of it. */
function totalOf({ orderId, currency, prices }: Basket): Money {
  const ofOrder = prices.get(orderId) ?? 0;
  const ofLines = [...prices.values()].reduce((sum, price) => sum + price, 0) - ofOrder;
  return { amountMinor: Math.max(ofOrder, ofLines), currency };
}

function shopAt(providerUrl: string): Stripe {
  const { hostname, port } = new URL(providerUrl);
  return new Stripe(shopKey, { host: hostname, port, protocol: 'http', telemetry: false });
}

async function charge(shop: Stripe, basket: Basket, warn: (warning: string) => void): Promise<Payment> {
  const { orderId, currency, card: source } = basket;
  const total = totalOf(basket);
  // Where nothing was paid, no provider knows a payment, and its id is the shop's own.
  if (total.amountMinor === 0) return { paymentId: `free_${orderId}` };
  try {
    const amount = toStripeAmount(total);
    const { id } = await shop.charges.create({ amount, currency, source, metadata: { order: orderId } });
    if (source === disputedCard) await disputeOf(id, shop);
    return { paymentId: id };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(`The local provider declined the payment of order line ${[...basket.prices.keys()].join(', ')}: ${reason}`);
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
