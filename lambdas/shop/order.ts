import * as z from 'zod/mini';
import { isCurrency } from '../model/money';
import { idSchema } from '../model/business-id';
import { customerSchema } from '../failures/definition/customer';

const id = idSchema();
const title = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));
const instant = z.iso.datetime({ offset: true });
const amountMinor = z.int().check(z.nonnegative());
const period = z.object({ periodStart: instant, periodEnd: instant });

/** What the shop knows of where a line is. */
const shipmentSchema = z.object({
  shipmentId: id,
  carrier: id,
  trackingId: id,
  promisedBy: instant,
  scan: z.enum(['none', 'in-transit', 'delivered']),
  deliveredAt: z.optional(instant),
  /** When it is expected now, where that is known. */
  expectedBy: z.optional(instant),
  /** What was paid for its shipping. */
  shippingMinor: z.optional(amountMinor),
});

/** One line of an order, with what makes a failure of it one that a machine would name the same. */
const lineSchema = z.object({
  lineId: id,
  sku: id,
  title,
  quantity: z.int().check(z.positive(), z.lte(1000)),
  amountMinor,
  inStock: z.optional(z.boolean()),
  giftWrap: z.optional(z.boolean()),
  recipient: z.optional(
    z.object({ name: title, address: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)) }),
  ),
  shipment: z.optional(shipmentSchema),
  /** References to photos of it that the customer gave the shop. Nothing else counts as proof. */
  photos: z.optional(z.array(id).check(z.maxLength(20))),
  /** A merchant on the shop's platform sold it. The shop asks that merchant once a report is published. */
  soldBy: z.optional(
    z.object({ merchantId: id, describedAs: title, contactedAt: z.optional(instant), answeredAt: z.optional(instant) }),
  ),
  rental: z.optional(z.object({ rentalId: id, durationSeconds: z.number().check(z.positive()) })),
  pass: z.optional(
    z.object({
      passId: id,
      flight: z.string().check(z.trim(), z.minLength(1), z.maxLength(20)),
      purchasedMinutes: z.int().check(z.positive()),
    }),
  ),
  /** A title that was removed from its buyers' devices. */
  withdrawn: z.optional(z.object({ entitlementId: id, withdrawnAt: instant })),
  service: z.optional(
    z.object({
      serviceId: id,
      /** When it failed, as the company knows. Nobody is asked to remember that. */
      outages: z
        .array(
          z.object({
            kind: z.enum(['downtime', 'repair', 'late-start', 'missed-appointment']),
            startedAt: instant,
            endedAt: instant,
          }),
        )
        .check(z.maxLength(10)),
      subscription: z.optional(period),
    }),
  ),
});

const orderSchema = z.object({
  orderId: id,
  brand: z.optional(id),
  paymentId: id,
  amountMinor,
  currency: z.string().check(z.refine(isCurrency, { error: 'is no ISO 4217 currency' })),
  purchasedAt: instant,
  lines: z.array(lineSchema).check(z.minLength(1), z.maxLength(100)),
});

/** What the shop answers about a customer: docs/shop.md. */
export const ordersAnswerSchema = z.object({
  customer: customerSchema,
  orders: z.array(orderSchema).check(z.maxLength(50)),
});

export type Orders = z.infer<typeof ordersAnswerSchema>;

export type Order = Orders['orders'][number];

export type OrderLine = Order['lines'][number];
