import * as z from 'zod/mini';
import { quietHoursOfParcel } from '../../failures/shared/parcel';

const hours = z.number().check(z.nonnegative(), z.lte(60 * 24));

export const parcelOptionsSchema = z.object({
  /**
   * How many hours before the promised time an estimate of the carrier is believed that says it will be late. Estimates
   * swing with every scan until that morning.
   *
   * @default 12
   */
  aheadHours: hours,
  /**
   * By how many hours a parcel has to be later than promised. A promised time is the end of a day, and vans come back
   * in the evening.
   *
   * @default 6
   */
  lateHours: hours,
  /**
   * Within how many hours a parcel is there that a van has left with, where the carrier names no time.
   *
   * @default 12: the same evening
   */
  vanHours: hours,
  /**
   * How long nothing may be heard of a parcel whose promised time is over, before it counts as lost. A parcel that lies
   * over a weekend with a holiday is scanned again on the fourth day.
   *
   * @default 120
   */
  quietHours: hours,
  /**
   * How long a failure that the carrier reports without saying "lost" may be undone by another scan, once the promised
   * time is over.
   *
   * @default 48
   */
  exceptionHours: hours,
  /**
   * How many days after the promised time what is said of a tracking number can still be about that order's parcel.
   * Carriers use numbers again after some months, and hardly ever speak of a parcel for longer than six weeks.
   *
   * @default 45
   */
  joinDays: z.number().check(z.gte(1), z.lte(120)),
  /**
   * What a parcel is that goes back to its sender without its recipient having refused it: the customer does not get
   * what they paid for.
   *
   * @default 'lost'
   */
  returned: z.enum(['lost', 'ignored']),
  /**
   * Whether the shop is asked a day and three days after a delivery whether the customer has said that nothing came
   * (`reportedMissingAt`). It costs two requests for each parcel that arrives.
   *
   * @default 'ignored'
   */
  delivered: z.enum(['asked', 'ignored']),
});

export type ParcelOptions = z.infer<typeof parcelOptionsSchema>;

export const parcelDefaults: ParcelOptions = {
  aheadHours: 12,
  lateHours: 6,
  vanHours: 12,
  quietHours: quietHoursOfParcel,
  exceptionHours: 48,
  joinDays: 45,
  returned: 'lost',
  delivered: 'ignored',
};
