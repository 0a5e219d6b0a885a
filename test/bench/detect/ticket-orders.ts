import type { Mishap } from '../../../lambdas/reports/mishaps';
import type { OrderLine } from '../../../lambdas/shop/order';
import type { Life } from './lives';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

const iso = (ms: number): string => new Date(ms).toISOString();

/** Where a parcel is, for whoever asks at some time. */
interface Coming {
  readonly dueMs: number;
  readonly comesMs: number;
  readonly nowMs: number;
}

/** A line of an order to which that can have happened before somebody wrote of it, or a parcel that is on its way. */
export function boughtWith(mishap: Mishap, writtenMs: number, coming?: Coming): OrderLine {
  const common = { lineId: '1', sku: 'sku_1', title: 'What was bought', quantity: 1, amountMinor: 2_500 };
  const startedAt = iso(writtenMs - 5 * hourMs);
  const outage = { kind: 'downtime', startedAt, endedAt: iso(writtenMs - 2 * hourMs) } as const;
  switch (mishap) {
    case 'unplayable':
      return { ...common, rental: { rentalId: 'rent_1', durationSeconds: 6_000 } };
    case 'wifi':
      return { ...common, pass: { passId: 'pass_1', flight: 'XY 204', purchasedMinutes: 240 } };
    case 'withdrawn':
      return { ...common, withdrawn: { entitlementId: 'ent_1', withdrawnAt: startedAt } };
    case 'outage':
      return { ...common, service: { serviceId: 'svc_1', outages: [outage] } };
    case 'late':
      return { ...common, shipment: { ...shipmentDue(writtenMs - dayMs), expectedBy: iso(writtenMs + 4 * dayMs) } };
    case 'neverCame':
      return { ...common, shipment: coming ? onItsWay(coming) : shipmentDue(writtenMs - 6 * dayMs) };
    case 'missing':
    case 'stolen':
    case 'misdescribed':
    case 'damaged':
      return { ...common, shipment: delivered(shipmentDue(writtenMs - dayMs), writtenMs - 10 * hourMs) };
  }
}

type Shipment = NonNullable<OrderLine['shipment']>;

function shipmentDue(dueMs: number): Shipment {
  const common = { shipmentId: 'shp_1', carrier: 'RoyalMail', trackingId: 'T1', shippingMinor: 400 };
  return { ...common, promisedBy: iso(dueMs), scan: 'in-transit' };
}

function delivered(shipment: Shipment, atMs: number): Shipment {
  return { ...shipment, scan: 'delivered', deliveredAt: iso(atMs) };
}

function onItsWay({ dueMs, comesMs, nowMs }: Coming): Shipment {
  const due = shipmentDue(dueMs);
  return nowMs < comesMs ? due : delivered(due, comesMs);
}

/** What a shop knows of whoever wrote. */
interface Sold {
  readonly id: number;
  readonly orderId: string;
  readonly line: OrderLine | ((now: Date) => OrderLine);
  /** Whether they have ordered nothing else: then the order need not be named. */
  readonly hasOneOrder?: boolean | undefined;
}

/** A shop that answers about its order to whoever names it, and about nobody else's to anybody. */
export function soldTicketOrder({ id, orderId, line, hasOneOrder = false }: Sold): Life<unknown>['find'] {
  return (reference, now) => {
    const asked = reference['orderId'];
    if (asked === undefined && !hasOneOrder) return { type: 'ambiguous' };
    const customer = { id: `cus_${id}`, email: `writer-${id}@example.com` };
    const bought = typeof line === 'function' ? line(now) : line;
    const order = { orderId: asked ?? orderId, paymentId: `ch_${id}`, amountMinor: 2_900, currency: 'GBP' };
    const orders = [{ ...order, purchasedAt: iso(now.getTime() - 20 * dayMs), lines: [bought] }];
    const soldTo = asked === undefined || asked === orderId ? customer.id : 'cus_somebody_else';
    return { type: 'found', found: { customer, soldTo, orders, lineId: '1' } };
  };
}
