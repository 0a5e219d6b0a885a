import * as z from 'zod/mini';
import { amountMinorSchema, businessIdSchema, instantSchema, titleSchema } from '../definition/failure';
import { affectedSchema, piecesAgree } from './affected';
import { joinedIds } from '../definition/joined-ids';

/**
 * How long after its day a parcel of which nobody hears may still come: one that lies over a weekend with a holiday is
 * scanned again on the fourth day. Detectors and reports of customers wait as long.
 */
export const quietHoursOfParcel = 120;

/** What every event about a parcel says about it. */
export const parcelShape = {
  shipmentId: businessIdSchema.check(z.describe('One parcel, or several that were sent together')),
  carrier: businessIdSchema.check(z.describe("The carrier's business id")),
  trackingId: businessIdSchema,
  promisedBy: instantSchema.check(z.describe('The promised time of delivery')),
};

const parcelLineFields = z.object({
  lineId: businessIdSchema,
  sku: businessIdSchema,
  title: titleSchema,
  quantity: z.int().check(z.positive(), z.lte(1000)),
  affected: affectedSchema,
  amountMinor: amountMinorSchema.check(
    z.describe(
      "What the customer paid for the line, all of its quantity together, in minor units of the purchase's currency",
    ),
  ),
  inStock: z.boolean().check(z.describe('Whether as many as are missing can be sent again')),
  recipient: z.optional(
    z
      .object({ name: titleSchema, address: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)) })
      .check(z.describe('The recipient, where that is not the customer. It is never stored in the ledger')),
  ),
  giftWrap: z.optional(z.boolean()),
});

const parcelLineSchema = parcelLineFields.check(piecesAgree);

const linesSchema = z.array(parcelLineSchema).check(
  z.minLength(1),
  z.maxLength(20),
  z.refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, {
    error: 'names an order line twice',
  }),
);

/** A parcel that its recipient did not get, with the order lines that were in it. */
export const missingParcelSchema = z.object({
  ...parcelShape,
  scan: z.enum(['none', 'in-transit', 'delivered']).check(z.describe("The last status in the carrier's papers")),
  neededBy: z.optional(instantSchema.check(z.describe('After this it is of no use, such as a birthday or a journey'))),
  lines: linesSchema,
});

export type MissingParcel = z.infer<typeof missingParcelSchema>;

export type ParcelLine = MissingParcel['lines'][number];

/**
 * Which lines of a shipment are missing, whatever order a detector names them in. A line that is found missing later is
 * another failure of the same shipment. A line that two failures name gets one remedy, because the first one uses up
 * its refundable amount.
 */
export function missingLines({ lines }: MissingParcel): string {
  return joinedIds(lines.map(({ lineId }) => lineId).sort(), ',');
}

/** The line of a parcel, as what a remedy covers. */
export function lineOfParcel({ shipmentId }: Pick<MissingParcel, 'shipmentId'>, lineId: string): string {
  return `${parcelPrefix(shipmentId)}${joinedIds([lineId], '/')}`;
}

/** How everything that is covered of a parcel begins. */
export function parcelPrefix(shipmentId: string): string {
  return `parcel/${joinedIds([shipmentId], '/')}/`;
}
