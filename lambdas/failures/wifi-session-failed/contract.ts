import * as z from 'zod/mini';
import { businessIdSchema, failureContract } from '../definition/failure';

const mostMinutes = 100_000;

/** Wi-Fi that was bought for a flight did not work, or stopped on the way. */
export const wifiSessionFailedSchema = failureContract({
  wifi: z.object({
    passId: businessIdSchema,
    flight: z
      .string()
      .check(z.trim(), z.minLength(1), z.maxLength(20), z.describe('As passengers know it, such as XY 204')),
    purchasedMinutes: z
      .int()
      .check(
        z.positive(),
        z.lte(mostMinutes),
        z.describe('How long the pass was for: of the flight, where it was for all of it'),
      ),
    usableMinutes: z
      .int()
      .check(z.nonnegative(), z.lte(mostMinutes), z.describe('How long it could be used, whole minutes, rounded down')),
  }),
});

export type WifiSessionFailure = z.infer<typeof wifiSessionFailedSchema>;
