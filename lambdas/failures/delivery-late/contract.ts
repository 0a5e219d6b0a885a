import * as z from 'zod/mini';
import { amountMinorSchema, failureContract, instantSchema, titleSchema } from '../definition/failure';
import { parcelShape } from '../shared/parcel';

/** A parcel comes later than was promised, and somebody counted on the promise. */
export const deliveryLateSchema = failureContract({
  parcel: z.object({
    ...parcelShape,
    expectedBy: instantSchema.check(z.describe('By when it is expected now')),
    shippingMinor: amountMinorSchema.check(
      z.describe(
        "What the customer paid for the shipping, in minor units of the purchase's currency. Part of what the order cost",
      ),
    ),
  }),
  alternative: z.optional(
    z
      .object({
        text: titleSchema.check(
          z.describe('A whole sentence, such as: We have put one aside for you in our shop in Leeds.'),
        ),
        by: instantSchema.check(z.describe('Until when the customer can have it that way')),
      })
      .check(z.describe('Another way to have it in time. It is offered, and nothing is asked of the customer')),
  ),
});

export type LateDeliveryFailure = z.infer<typeof deliveryLateSchema>;
