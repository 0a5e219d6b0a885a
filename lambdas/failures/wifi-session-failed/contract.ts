import * as z from 'zod/mini';
import { businessIdSchema, failureContract } from '../definition/failure';

const mostMinutes = 100_000;

/** Wi-Fi that was bought for a flight did not work, or stopped working on the way. */
export const wifiSessionFailedSchema = failureContract({
  wifi: z.object({
    passId: businessIdSchema,
    flight: z
      .string()
      .check(
        z.trim(),
        z.minLength(1),
        z.maxLength(20),
        z.describe('The flight number as passengers know it, such as XY 204'),
      ),
    purchasedMinutes: z
      .int()
      .check(
        z.positive(),
        z.lte(mostMinutes),
        z.describe('How long the pass was valid: the length of the flight, where it was for the whole flight'),
      ),
    usableMinutes: z
      .int()
      .check(z.nonnegative(), z.lte(mostMinutes), z.describe('How long it worked, in whole minutes, rounded down')),
  }),
});

export type WifiSessionFailure = z.infer<typeof wifiSessionFailedSchema>;
