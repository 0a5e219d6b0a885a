import { failureContract, instantSchema, titleSchema } from 'amends/failures';
import * as z from 'zod/mini';

/** A train came later than its timetable says. `purchase` is the ticket: the single, or the whole return. */
export const trainDelayedSchema = failureContract({
  train: z.object({
    service: titleSchema.check(z.describe('As travellers know it, such as “the 17:30 from Leeds to London”')),
    scheduledArrival: instantSchema.check(z.describe('Where the ticket ends, by the timetable')),
    arrivedAt: instantSchema,
    ticket: z.enum(['single', 'return']),
  }),
});

export type TrainDelay = z.infer<typeof trainDelayedSchema>;

/** How late the train was. Less than nothing where it was early. */
export function delayMinutes({ train }: TrainDelay): number {
  return (Date.parse(train.arrivedAt) - Date.parse(train.scheduledArrival)) / 60_000;
}
