import type { Order, Orders } from '../../../lambdas/shop/order';
import type { Reference } from '../../../lambdas/shop/shop';

/** A purchase as the shop tells of it, with all that finds it. */
export interface SoldPurchase {
  /** Such as a carrier and a tracking number. */
  readonly foundBy: Reference;
  /** Customer, purchase and what was bought. */
  readonly facts: object;
}

/** What the shop says of a reference: one purchase, or why it is none. */
export type Found =
  { readonly status: 'found'; readonly facts: object } | { readonly status: 'not-found' | 'ambiguous' };

/** Whose a reference is, among what was sold. What it was found by has to be asked for; the shop knows no more. */
export function purchaseOf(reference: Reference, sold: readonly SoldPurchase[]): Found {
  const [only, ...others] = sold.filter(({ foundBy }) =>
    Object.entries(foundBy).every(([name, value]) => reference[name] === value),
  );
  if (!only) return { status: 'not-found' };
  return others.length > 0 ? { status: 'ambiguous' } : { status: 'found', facts: only.facts };
}

/** The parcels of all orders, each with what is in it. */
export function parcelsOf(customers: readonly Orders[]): SoldPurchase[] {
  return customers.flatMap(({ customer, orders }) => orders.flatMap((order) => parcelsIn(order, customer)));
}

function parcelsIn(order: Order, customer: Orders['customer']): SoldPurchase[] {
  const { orderId, paymentId, amountMinor, currency, purchasedAt, brand, lines } = order;
  const purchase = { orderId, paymentId, amountMinor, currency, purchasedAt };
  const shipments = new Map(lines.flatMap(({ shipment }) => (shipment ? [[shipment.shipmentId, shipment]] : [])));
  return [...shipments.values()].map(({ shipmentId, carrier, trackingId, promisedBy, shippingMinor }) => {
    const sent = lines.filter(({ shipment }) => shipment?.shipmentId === shipmentId);
    const inIt = sent.map(({ lineId, sku, title, quantity, amountMinor: price, inStock = false }) => ({
      ...{ lineId, sku, title, quantity, inStock },
      amountMinor: price,
    }));
    const parcel = { shipmentId, promisedBy, lines: inIt, ...(shippingMinor !== undefined && { shippingMinor }) };
    return { foundBy: { carrier, trackingId }, facts: { customer, purchase, ...(brand && { brand }), parcel } };
  });
}
