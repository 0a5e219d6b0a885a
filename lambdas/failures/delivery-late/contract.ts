import * as z from 'zod/mini';
import { amountMinorSchema, failureContract, instantSchema, titleSchema } from '../definition/failure';
import { parcelShape } from '../shared/parcel';

/** A parcel will arrive later than promised, and its customer relied on the date. */
export const deliveryLateSchema = failureContract({
  parcel: z.object({
    ...parcelShape,
    expectedBy: instantSchema.check(z.describe('When it is expected now')),
    shippingMinor: amountMinorSchema.check(
      z.describe(
        "What the customer paid for shipping, in minor units of the purchase's currency. It is part of the order's price",
      ),
    ),
    shippingPer: z.optional(
      z
        .enum(['order', 'parcel'])
        .check(
          z.describe(
            'Whether the shipping was paid once for the order, as where this is missing, or for each of its parcels',
          ),
        ),
    ),
  }),
  alternative: z.optional(
    z
      .object({
        text: titleSchema.check(
          z.describe(
            "A whole sentence in the customer's language, such as: We have put one aside for you in our shop in Leeds.",
          ),
        ),
        by: instantSchema.check(z.describe('How long the alternative is available')),
      })
      .check(z.describe('Another way to get it in time. It is offered, and the customer need not do anything')),
  ),
});

export type LateDeliveryFailure = z.infer<typeof deliveryLateSchema>;
