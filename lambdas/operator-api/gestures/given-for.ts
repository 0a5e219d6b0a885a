import * as z from 'zod/mini';
import { customerSchema } from '../../failures/definition/customer';
import { keptFailure } from '../../ledger/envelope';
import type { Ledger } from '../../ledger/port/ledger';
import type { GestureKind } from '../../model/judging/gesture';
import type { Order, OrderLine, Orders } from '../../shop/order';
import { ShopSilentError, type Shop } from '../../shop/shop';

/** What a gesture is for: a purchase and its customer, with what can be given of it in kind. */
export interface GivenFor {
  readonly customer: Orders['customer'];
  readonly purchase: {
    readonly orderId: string;
    readonly lineId?: string | undefined;
    readonly paymentId: string;
    readonly amountMinor: number;
    readonly currency: string;
    readonly purchasedAt: string;
  };
  readonly brand?: string | undefined;
  readonly title?: string | undefined;
  readonly item?: { readonly sku: string; readonly title: string; readonly quantity: number } | undefined;
  readonly entitlement?: { readonly entitlementId: string; readonly to: 'rental' | 'pass' } | undefined;
}

/** Which purchase somebody names. */
export interface NamedPurchase {
  readonly orderId?: string | undefined;
  readonly lineId?: string | undefined;
  readonly remedyId?: string | undefined;
}

/** Why it is not found, for whoever asks. */
export interface NotFound {
  readonly status: 404 | 409;
  readonly why: string;
}

interface Sources {
  readonly ledger: Pick<Ledger, 'readEnvelope'>;
  readonly shop: Pick<Shop, 'ordersOf'> | undefined;
}

/** Nothing that whoever gives types of a purchase counts: the shop says it, or a failure that was published before. */
export async function givenFor(
  customerId: string,
  named: NamedPurchase,
  { ledger, shop }: Sources,
): Promise<GivenFor | NotFound> {
  if ((named.orderId === undefined) === (named.remedyId === undefined)) {
    return { status: 409, why: 'name the order, or the remedy that it is about, and not both' };
  }
  if (named.remedyId !== undefined) return ofRemedy(customerId, named.remedyId, ledger);
  if (!shop) {
    return { status: 409, why: 'this stage has no shop that says what was bought: name a remedy instead' };
  }
  return ofShop(customerId, named, shop);
}

const keptSchema = z.object({
  customer: customerSchema,
  purchase: z.object({
    orderId: z.string(),
    lineId: z.optional(z.string()),
    paymentId: z.string(),
    amountMinor: z.int(),
    currency: z.string(),
    purchasedAt: z.string(),
  }),
  brand: z.optional(z.string()),
});

async function ofRemedy(customerId: string, remedyId: string, ledger: Sources['ledger']): Promise<GivenFor | NotFound> {
  const kept = keptSchema.safeParse(keptFailure(await ledger.readEnvelope(customerId, remedyId)));
  if (kept.success) return kept.data;
  return { status: 404, why: 'what that remedy was for is not kept any more, or was never: name the order instead' };
}

async function ofShop(
  customerId: string,
  { orderId, lineId }: NamedPurchase,
  shop: Pick<Shop, 'ordersOf'>,
): Promise<GivenFor | NotFound> {
  const found = await askedOf(shop, customerId, orderId);
  if ('why' in found) return found;
  const order = found.orders.find((one) => one.orderId === orderId);
  const line = order?.lines.find((one) => one.lineId === lineId);
  if (!order || (lineId !== undefined && !line)) {
    return { status: 404, why: 'the shop knows no such order or line of this customer' };
  }
  return { customer: found.customer, ...ofOrder(order, line) };
}

async function askedOf(
  shop: Pick<Shop, 'ordersOf'>,
  customerId: string,
  orderId: string | undefined,
): Promise<Orders | NotFound> {
  try {
    return await shop.ordersOf(customerId, orderId);
  } catch (error) {
    if (!(error instanceof ShopSilentError)) throw error;
    return { status: 409, why: `the shop does not say what was bought: ${error.why}` };
  }
}

function ofOrder(order: Order, line: OrderLine | undefined): Omit<GivenFor, 'customer'> {
  const { orderId, paymentId, currency, purchasedAt, brand } = order;
  const bought = { orderId, paymentId, currency, purchasedAt };
  if (!line) return { brand, purchase: { ...bought, amountMinor: order.amountMinor } };
  const { lineId, amountMinor, title, sku, quantity, shipment, rental, pass, inStock } = line;
  return {
    brand,
    title,
    purchase: { ...bought, lineId, amountMinor },
    ...(shipment && inStock !== false && { item: { sku, title, quantity } }),
    ...(rental && { entitlement: { entitlementId: rental.rentalId, to: 'rental' } }),
    ...(pass && { entitlement: { entitlementId: pass.passId, to: 'pass' } }),
  };
}

/** What can be given of it. A credit and a call need nothing that was bought. */
export function kindsFor({ item, entitlement, purchase }: GivenFor, leftMinor: number): GestureKind[] {
  const isWhole = leftMinor >= purchase.amountMinor;
  return [
    ...(leftMinor > 0 ? (['refund'] as const) : []),
    'credit',
    'callback',
    ...(item && isWhole ? (['replacement'] as const) : []),
    ...(entitlement && isWhole ? (['entitlement'] as const) : []),
  ];
}
