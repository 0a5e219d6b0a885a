import type { DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';
import type { CompanyBus } from './company-bus';
import { contactIn, namesOf, type PartnerSystem, type Request } from './part-request';
import { PartnerBehaviour } from './partner-behaviour';

/** How long it takes to look into the stock, and to pack. In the world it is seconds and hours. */
const looksMs = 300;
const packsMs = 1_200;

const dayMs = 24 * 60 * 60 * 1000;
const expressDays = 1;
const ordinaryDays = 3;

/** An order for a new one, as the order system keeps it. */
export interface ReceivedOrder {
  readonly key: string;
  readonly remedyId: string;
  readonly customerId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly express: boolean;
  readonly giftWrap: boolean;
  readonly returnLabel: boolean;
  readonly neededBy?: string | undefined;
  /** To whom it goes: the recipient's name and address, or the customer's name where the order has the address. */
  readonly to: string;
  readonly state: 'received' | 'accepted' | 'shipped' | 'refused' | 'withdrawn';
  /** Why it was refused. */
  readonly reason?: DeclineReason | undefined;
  /** ISO 8601. */
  readonly arrivesBy?: string | undefined;
  readonly trackingId?: string | undefined;
}

/** The company's order system: it sends what is in stock and can be there in time, once per key, and refuses the rest. */
export class OrderSystem extends PartnerBehaviour implements PartnerSystem<'replacement'> {
  private readonly orders = new Map<string, ReceivedOrder>();
  private readonly soldOut = new Set<string>();

  constructor(private readonly bus: CompanyBus) {
    super();
  }

  /** Everything that was ordered, in order. */
  get received(): readonly ReceivedOrder[] {
    return [...this.orders.values()];
  }

  /** There is none left of it. */
  sellOut(sku: string): void {
    this.soldOut.add(sku);
  }

  asked(request: Request<'replacement'>): void {
    if (this.orders.has(request.key)) return;
    const { key, remedyId, customerId, orderId, part, recipient, failure } = request;
    const { lineId, sku, quantity, express, giftWrap, returnLabel, neededBy } = part;
    const to = recipient ? `${recipient.name}, ${recipient.address}` : (contactIn(failure)?.customer.name ?? 'nobody');
    const what = { lineId, sku, quantity, express, giftWrap, returnLabel, neededBy };
    this.orders.set(key, { key, remedyId, customerId, orderId, ...what, to, state: 'received' });
    const behaviour = this.next();
    if (behaviour.is === 'silent') return;
    const refusal = behaviour.is === 'refusing' ? behaviour.reason : this.refusalOf(request);
    this.bus.later(looksMs, () => (refusal ? this.refuse(request, refusal) : this.accept(request)));
  }

  withdrawn({ key }: Request<'replacement'>): void {
    const order = this.orders.get(key);
    if (order && order.state !== 'shipped' && order.state !== 'refused') this.note(key, { state: 'withdrawn' });
  }

  private refusalOf({ part }: Request<'replacement'>): DeclineReason | undefined {
    if (this.soldOut.has(part.sku)) return 'out-of-stock';
    return part.neededBy !== undefined && part.neededBy < arrivalOf(part) ? 'too-late' : undefined;
  }

  private async refuse(request: Request<'replacement'>, reason: DeclineReason): Promise<void> {
    this.note(request.key, { state: 'refused', reason });
    await this.bus.answer('ReplacementRefused', { ...namesOf(request), reason });
  }

  private async accept(request: Request<'replacement'>): Promise<void> {
    if (this.orders.get(request.key)?.state !== 'received') return;
    const arrivesBy = arrivalOf(request.part);
    this.note(request.key, { state: 'accepted', arrivesBy });
    await this.bus.answer('ReplacementAccepted', { ...namesOf(request), reference: referenceOf(request), arrivesBy });
    this.bus.later(packsMs, () => this.ship(request, arrivesBy));
  }

  private async ship(request: Request<'replacement'>, arrivesBy: string): Promise<void> {
    if (this.orders.get(request.key)?.state !== 'accepted') return;
    const shipment = {
      arrivesBy,
      carrier: 'Northway',
      trackingId: `NW${request.remedyId.slice(-8)}${request.partNumber}`,
    };
    this.note(request.key, { state: 'shipped', trackingId: shipment.trackingId });
    await this.bus.answer('ReplacementShipped', { ...namesOf(request), reference: referenceOf(request), ...shipment });
  }

  private note(key: string, change: Partial<ReceivedOrder>): void {
    const order = this.orders.get(key);
    if (order) this.orders.set(key, { ...order, ...change });
  }
}

function arrivalOf({ express }: { readonly express: boolean }): string {
  return new Date(Date.now() + (express ? expressDays : ordinaryDays) * dayMs).toISOString();
}

function referenceOf({ remedyId, partNumber }: Request<'replacement'>): string {
  return `new_${remedyId.slice(-8)}_${partNumber}`;
}
