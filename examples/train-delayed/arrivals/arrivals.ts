import { defineDetector, foundShape } from 'amends/detect';
import { businessIdSchema, instantSchema } from 'amends/failures';
import * as z from 'zod/mini';
import { trainDelayed } from '../train-delayed/train-delayed';

/** A ticket was read at the gate where its journey ended. */
const readingSchema = z.object({
  gate: businessIdSchema,
  ticketId: businessIdSchema,
  service: businessIdSchema,
  scheduledArrival: instantSchema,
  /** When the train stood at the platform, and not when its traveller came to the gate. */
  arrivedAt: instantSchema,
});

export type Reading = z.infer<typeof readingSchema>;

/** Sees that a train was late by the tickets that are read where their journeys end. */
export const arrivals = defineDetector({
  name: 'arrivals',
  types: [trainDelayed],
  optionsSchema: z.object({ leastMinutes: z.number().check(z.positive()) }),
  // What a schedule owes begins here. The policy decides what it comes to.
  defaults: { leastMinutes: 15 },
  signalSchema: readingSchema,
  stateSchema: readingSchema,
  foundSchema: z.object({ ...foundShape, ticket: z.enum(['single', 'return']) }),
  subjectOf: ({ ticketId, scheduledArrival }) => `${ticketId}/${new Date(scheduledArrival).toISOString()}`,
  // Two gates may read one ticket, in whatever order it is heard: the earlier arrival counts, and of one the same gate.
  fold: (before, reading) => (before && keyOf(before) <= keyOf(reading) ? before : reading),
  referenceOf: ({ ticketId }) => ({ ticketId }),
  judge({ gate, scheduledArrival, arrivedAt }, _now, { leastMinutes }) {
    const lateMinutes = (Date.parse(arrivedAt) - Date.parse(scheduledArrival)) / 60_000;
    if (lateMinutes < leastMinutes) return { suspects: [] };
    return { suspects: [{ type: 'TrainDelayed', occurredAt: arrivedAt, evidence: [`gate/${gate}`], facts: {} }] };
  },
  detailOf: (_suspect, { ticket }, { service, scheduledArrival, arrivedAt }) => ({
    train: { service, scheduledArrival, arrivedAt, ticket },
  }),
});

function keyOf({ arrivedAt, gate }: Reading): string {
  return `${new Date(arrivedAt).toISOString()} ${gate}`;
}
