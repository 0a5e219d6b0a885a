import { setTimeout as pause } from 'node:timers/promises';
import Stripe from 'stripe';
import * as z from 'zod';
import type { PublishedEntry } from './published-entry';

/** What the shop has to know to take a payment. Events that lack it are published as they are, and refused by their contract. */
const unpaidSchema = z.object({
  purchase: z.object({
    orderId: z.string().min(1),
    lineId: z.string().min(1).optional(),
    paymentId: z.undefined().optional(),
    amountMinor: z.int().positive(),
    currency: z.string().length(3),
  }),
});

/** What product systems publish, and how what failed was paid for. */
export interface Purchases {
  readonly entries: readonly PublishedEntry[];
  /** The test card with which an order, or a line of it (`order/line`), was paid, where not with an ordinary one. */
  readonly cards: Readonly<Record<string, string>>;
}

const ordinaryCard = 'tok_visa';

/** The test card whose holder has the payment disputed. */
export const disputedCard = 'tok_createDispute';

/**
 * Plays the shop: takes the payment of every event that names none, one for each order or line of an order, and fills it in. An event
 * whose payment the provider does not take stays as it is, to be refused by its contract, and `complain` hears why.
 * https://docs.stripe.com/testing lists the cards.
 */
export async function takePayments(
  { entries, cards }: Purchases,
  providerUrl: string,
  complain: (complaint: string) => void,
): Promise<PublishedEntry[]> {
  const shop = shopAt(providerUrl);
  const paid = new Map<string, Promise<string | undefined>>();
  return Promise.all(
    entries.map(async (entry) => {
      const parsed = unpaidSchema.safeParse(entry.Detail);
      if (!parsed.success) return entry;
      const { orderId, lineId, amountMinor, currency } = parsed.data.purchase;
      const line = lineId === undefined ? orderId : `${orderId}/${lineId}`;
      const payment =
        paid.get(line) ?? charge(shop, line, amountMinor, currency, cards[line] ?? ordinaryCard, complain);
      paid.set(line, payment);
      const paymentId = await payment;
      return paymentId === undefined ? entry : withPayment(entry, paymentId);
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
  amount: number,
  currency: string,
  source: string,
  complain: (complaint: string) => void,
): Promise<string | undefined> {
  try {
    const { id } = await shop.charges.create({ amount, currency, source, metadata: { line } });
    if (source === disputedCard) await disputeOf(id, shop);
    return id;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    complain(`The local provider did not take the payment of order line ${line}: ${said}`);
    return undefined;
  }
}

/** The dispute is opened a moment after the payment was made, like every dispute. */
export async function disputeOf(chargeId: string, shop: Stripe): Promise<void> {
  for (let look = 1; look <= 100; look++) {
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
