import type { DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';
import type { CompanyBus } from '../company-bus';
import { contactIn, partReference, type PartnerSystem, type PartRequest } from './part-request';
import { PartnerBehaviour } from '../partner-behaviour';

/** How long a stock check and packing take. In production it is seconds and hours. */
const stockCheckMs = 300;
const packingMs = 1_200;

const dayMs = 24 * 60 * 60 * 1000;
const expressDays = 1;
const ordinaryDays = 3;

/** A replacement order, as the order system stores it. */
export interface ReceivedReplacement {
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
  /** The recipient's name and address, or only the customer's name where the purchase has the address. */
  readonly to: string;
  readonly state: 'received' | 'accepted' | 'shipped' | 'refused' | 'withdrawn';
  readonly reason?: DeclineReason | undefined;
  /** ISO 8601. */
  readonly arrivesBy?: string | undefined;
  readonly trackingId?: string | undefined;
}

/** Ships replacements that are in stock and arrive in time, and refuses the rest. Handles each key once. */
export class OrderSystem extends PartnerBehaviour implements PartnerSystem<'replacement'> {
  private readonly orders = new Map<string, ReceivedReplacement>();
  private readonly soldOut = new Set<string>();

  constructor(private readonly bus: CompanyBus) {
    super();
  }

  /** All requests, in order. */
  get received(): readonly ReceivedReplacement[] {
    return [...this.orders.values()];
  }

  /** From now on the item is out of stock. */
  sellOut(sku: string): void {
    this.soldOut.add(sku);
  }

  handleRequest(request: PartRequest<'replacement'>): void {
    if (this.orders.has(request.key)) return;
    const { key, remedyId, customerId, orderId, part, recipient, failure } = request;
    const { lineId, sku, quantity, express, giftWrap, returnLabel, neededBy } = part;
    const to = recipient ? `${recipient.name}, ${recipient.address}` : (contactIn(failure)?.customer.name ?? 'nobody');
    const details = { lineId, sku, quantity, express, giftWrap, returnLabel, neededBy };
    this.orders.set(key, { key, remedyId, customerId, orderId, ...details, to, state: 'received' });
    const behaviour = this.nextBehaviour();
    if (behaviour.kind === 'silent') return;
    const refusal = behaviour.kind === 'refusing' ? behaviour.reason : this.refusalOf(request);
    this.bus.later(stockCheckMs, () => (refusal ? this.refuse(request, refusal) : this.accept(request)));
  }

  handleWithdrawal({ key }: PartRequest<'replacement'>): void {
    const order = this.orders.get(key);
    if (order && order.state !== 'shipped' && order.state !== 'refused') this.update(key, { state: 'withdrawn' });
  }

  private refusalOf({ part }: PartRequest<'replacement'>): DeclineReason | undefined {
    if (this.soldOut.has(part.sku)) return 'out-of-stock';
    return part.neededBy !== undefined && part.neededBy < arrivalOf(part) ? 'too-late' : undefined;
  }

  private async refuse(request: PartRequest<'replacement'>, reason: DeclineReason): Promise<void> {
    this.update(request.key, { state: 'refused', reason });
    await this.bus.publishResponse('ReplacementRefused', { ...partReference(request), reason });
  }

  private async accept(request: PartRequest<'replacement'>): Promise<void> {
    if (this.orders.get(request.key)?.state !== 'received') return;
    const arrivesBy = arrivalOf(request.part);
    this.update(request.key, { state: 'accepted', arrivesBy });
    await this.bus.publishResponse('ReplacementAccepted', {
      ...partReference(request),
      reference: referenceOf(request),
      arrivesBy,
    });
    this.bus.later(packingMs, () => this.ship(request, arrivesBy));
  }

  private async ship(request: PartRequest<'replacement'>, arrivesBy: string): Promise<void> {
    if (this.orders.get(request.key)?.state !== 'accepted') return;
    const shipment = {
      arrivesBy,
      carrier: 'Northway',
      trackingId: `NW${request.remedyId.slice(-8)}${request.partNumber}`,
    };
    this.update(request.key, { state: 'shipped', trackingId: shipment.trackingId });
    await this.bus.publishResponse('ReplacementShipped', {
      ...partReference(request),
      reference: referenceOf(request),
      ...shipment,
    });
  }

  private update(key: string, change: Partial<ReceivedReplacement>): void {
    const order = this.orders.get(key);
    if (order) this.orders.set(key, { ...order, ...change });
  }
}

function arrivalOf({ express }: { readonly express: boolean }): string {
  return new Date(Date.now() + (express ? expressDays : ordinaryDays) * dayMs).toISOString();
}

function referenceOf({ remedyId, partNumber }: PartRequest<'replacement'>): string {
  return `new_${remedyId.slice(-8)}_${partNumber}`;
}
