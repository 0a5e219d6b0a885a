import Stripe from 'stripe';
import { shopKey } from '../../company/provider/trouble/shop-key';
import { partKey } from '../../../lambdas/model/remedy-id';
import type { OutcomePart } from '../../../lambdas/outcomes/outcome';
import type { LocalSystem } from '../../system/local-system';

/**
 * What whoever paid a part has in its books, in its own counting: 1,900 ISK are 190000 at Stripe. It is read there, and
 * not computed from what we say, so that the two can be compared.
 */
export interface Booked {
  readonly amount: number;
  /** ISO 4217, in upper case. */
  readonly currency: string;
}

/** The most that Stripe lists at a time. */
const pageSize = 100;

/** The books of the payment provider and of the credit system, as they are now. */
export class PayerBooks {
  private constructor(
    private readonly byReference: ReadonlyMap<string, Booked>,
    private readonly byKey: ReadonlyMap<string, Booked>,
  ) {}

  /** @param parts whose credits may be on a customer's balance at the provider */
  static async read({ endpoints, partners }: LocalSystem, parts: readonly OutcomePart[]): Promise<PayerBooks> {
    const { hostname, port } = new URL(endpoints.provider);
    const stripe = new Stripe(shopKey, { host: hostname, port, protocol: 'http', telemetry: false });
    const byReference = new Map<string, Booked>();
    for await (const { id, amount, currency, status } of stripe.refunds.list({ limit: pageSize })) {
      if (status !== 'failed' && status !== 'canceled') byReference.set(id, booked(amount, currency));
    }
    const customers = new Set(parts.flatMap((part) => (isOnBalance(part) ? part.accountId : [])));
    for (const customer of customers) {
      const list = stripe.customers.listBalanceTransactions(customer, { limit: pageSize });
      // Credit is a negative amount on a balance.
      for await (const { id, amount, currency } of list) byReference.set(id, booked(-amount, currency));
    }
    for (const part of parts) {
      const cancelled = part.kind === 'cancellation' ? await cancelledAt(stripe, part.providerRef) : undefined;
      if (cancelled) byReference.set(cancelled.id, booked(cancelled.amount, cancelled.currency));
    }
    const byKey = partners.creditSystem.received
      .filter(({ state }) => state === 'booked')
      .map(({ key, amountMinor, currency }) => [key, booked(amountMinor, currency)] as const);
    return new PayerBooks(byReference, new Map(byKey));
  }

  /** What is booked of a refund, a cancellation or a credit: null where nothing is. Undefined for all other parts. */
  of(remedyId: string, { kind, number, providerRef }: OutcomePart): Booked | null | undefined {
    if (kind !== 'refund' && kind !== 'cancellation' && kind !== 'credit') return undefined;
    return this.byReference.get(providerRef ?? '') ?? this.byKey.get(partKey(remedyId, number)) ?? null;
  }
}

/** The payment intent that was cancelled. Undefined where it was not. */
async function cancelledAt(stripe: Stripe, intentId: string | undefined): Promise<Stripe.PaymentIntent | undefined> {
  if (intentId === undefined) return undefined;
  const intent = await stripe.paymentIntents.retrieve(intentId);
  return intent.status === 'canceled' ? intent : undefined;
}

function booked(amount: number, currency: string): Booked {
  return { amount, currency: currency.toUpperCase() };
}

function isOnBalance(part: OutcomePart): part is Extract<OutcomePart, { kind: 'credit' }> {
  return part.kind === 'credit' && part.providerRef?.startsWith('cbtxn_') === true;
}
