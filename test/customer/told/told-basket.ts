import * as z from 'zod';
import { catalog } from '../../../lambdas/failures/catalog';
import type { OrderLine } from '../../../lambdas/shop/order';
import type { Basket } from '../../../local/company/shop/shop';
import { shiftToNow } from '../../../local/demo/script/shift-to-now';

const boughtSchema = z.object({
  occurredAt: z.string(),
  proof: z.array(z.string()).optional(),
  customer: z.looseObject({ id: z.string(), email: z.string(), name: z.string() }),
  purchase: z.object({
    orderId: z.string(),
    lineId: z.string().optional(),
    amountMinor: z.int(),
    currency: z.string(),
    purchasedAt: z.string(),
  }),
});

const lineSchema = z.looseObject({ lineId: z.string(), sku: z.string(), title: z.string() });

const parcelSchema = z.object({
  parcel: z.object({
    shipmentId: z.string(),
    carrier: z.string(),
    trackingId: z.string(),
    promisedBy: z.string(),
    scan: z.enum(['none', 'in-transit', 'delivered']).default('in-transit'),
    neededBy: z.string().optional(),
    expectedBy: z.string().optional(),
    shippingMinor: z.int().optional(),
    lines: z.array(lineSchema).default([]),
  }),
});

const itemSchema = z.object({
  item: z.object({
    sku: z.string(),
    title: z.string(),
    quantity: z.int().default(1),
    inStock: z.boolean().optional(),
    describedAs: z.string().optional(),
  }),
  merchant: z.object({ id: z.string(), contactedAt: z.string(), answeredAt: z.string().optional() }).optional(),
});

const soldSchema = z.union([
  z.object({ playback: z.object({ rentalId: z.string(), title: z.string(), durationSeconds: z.number() }) }),
  z.object({ wifi: z.object({ passId: z.string(), flight: z.string(), purchasedMinutes: z.int() }) }),
  z.object({ content: z.object({ entitlementId: z.string(), title: z.string(), withdrawnAt: z.string() }) }),
  z.object({
    outage: z.object({
      serviceId: z.string(),
      kind: z.enum(['downtime', 'repair', 'late-start', 'missed-appointment']),
      startedAt: z.string(),
      endedAt: z.string(),
    }),
  }),
]);

/** What its customer had bought before a story of the catalogue happened to them. */
export interface ToldBasket {
  readonly basket: Basket;
  /** By when they need it, as a field for a day takes it. */
  readonly neededBy: string | undefined;
}

/**
 * What the shop knows of a story of the catalogue: the order of its customer, and nothing of what went wrong but what a
 * shop sees.
 *
 * @param tag ends the ids of its customer, so that it can happen to several
 * @param laterMs how much longer ago it happened
 */
export function toldBasket(id: string, now: Date, { tag = '', laterMs = 0 } = {}): ToldBasket {
  const story = catalog.flatMap(({ stories }) => [...stories]).find((one) => one.id === id);
  if (!story) throw new Error(`no story is called ${id}`);
  const detail: unknown = JSON.parse(withTag(JSON.stringify(shiftToNow(story.detail, now, laterMs)), tag));
  const { customer, purchase } = boughtSchema.parse(detail);
  const { orderId, amountMinor, currency, purchasedAt } = purchase;
  const order = { orderId, amountMinor, currency, purchasedAt, lines: linesOf(detail) };
  const { neededBy } = parcelSchema.safeParse(detail).data?.parcel ?? {};
  return { basket: { customer, orders: [order] }, neededBy: neededBy?.slice(0, 10) };
}

const taggedIds =
  /"(id|orderId|shipmentId|trackingId|rentalId|passId|serviceId|entitlementId|creditAccountId)":"([^"]+)"/g;

function withTag(text: string, tag: string): string {
  if (tag === '') return text;
  return text
    .replaceAll(taggedIds, (_, name: string, id: string) => `"${name}":"${id}_${tag}"`)
    .replace(/"email":"([^"@]+)@/, `"email":"$1-${tag}@`);
}

function linesOf(detail: unknown): OrderLine[] {
  const parcel = parcelSchema.safeParse(detail).data;
  if (parcel) return linesOfParcel(parcel.parcel, detail);
  const item = itemSchema.safeParse(detail).data;
  return [item ? lineOfItem(item, detail) : lineOfSold(detail)];
}

function linesOfParcel({ lines, neededBy: _, ...parcel }: z.infer<typeof parcelSchema>['parcel'], detail: unknown) {
  const { occurredAt, purchase } = boughtSchema.parse(detail);
  const shipment = { ...parcel, ...(parcel.scan === 'delivered' && { deliveredAt: occurredAt }) };
  const present = { sku: 'present', title: 'A present', quantity: 1, amountMinor: purchase.amountMinor };
  const known = lines.length > 0 ? lines : [{ ...present, lineId: '1' }];
  return known.map((line) => ({ ...(line as OrderLine), shipment }));
}

function lineOfItem({ item, merchant }: z.infer<typeof itemSchema>, detail: unknown): OrderLine {
  const { occurredAt, proof, purchase } = boughtSchema.parse(detail);
  const { describedAs, ...known } = item;
  const { amountMinor, purchasedAt, lineId = '1' } = purchase;
  const shipment = {
    shipmentId: `shp_${purchase.orderId}`,
    carrier: 'carrier_northway',
    trackingId: `NW_${purchase.orderId}`,
    promisedBy: occurredAt,
    scan: 'delivered',
    deliveredAt: purchasedAt < occurredAt ? occurredAt : purchasedAt,
  } as const;
  return {
    lineId,
    ...known,
    amountMinor,
    shipment,
    ...(proof && { photos: proof }),
    ...(merchant && describedAs !== undefined && { soldBy: { ...withoutId(merchant), describedAs } }),
  };
}

function withoutId({ id: merchantId, ...asked }: { id: string; contactedAt: string; answeredAt?: string | undefined }) {
  return { merchantId, contactedAt: asked.contactedAt, ...(asked.answeredAt && { answeredAt: asked.answeredAt }) };
}

function lineOfSold(detail: unknown): OrderLine {
  const { purchase } = boughtSchema.parse(detail);
  const { lineId = '1', amountMinor } = purchase;
  const sold = soldSchema.parse(detail);
  const line = (sku: string, title: string) => ({ lineId, sku, title, quantity: 1, amountMinor });
  if ('playback' in sold) {
    const { title, rentalId, durationSeconds } = sold.playback;
    return { ...line('film-rental', title), rental: { rentalId, durationSeconds } };
  }
  if ('wifi' in sold) return { ...line('wifi-pass', `Wi-Fi ${sold.wifi.flight}`), pass: sold.wifi };
  if ('content' in sold) {
    const { title, ...withdrawn } = sold.content;
    return { ...line('title', title), withdrawn };
  }
  const { serviceId, ...outage } = sold.outage;
  return { ...line('service', serviceId), service: { serviceId, outages: [outage] } };
}
