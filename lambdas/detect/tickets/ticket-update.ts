import * as z from 'zod/mini';
import { businessIdSchema, instantSchema } from '../../failures/definition/failure';

/** How many tags of a ticket are looked at. */
export const mostTags = 100;

/** One event about a ticket, reduced to what says which failure it reports: no name, no address, no word of anybody. */
export const ticketUpdateSchema = z.object({
  /** The id of the event at the help desk. */
  eventId: businessIdSchema,
  ticketId: businessIdSchema,
  /** Who asked, as the help desk calls them. */
  requesterId: businessIdSchema,
  /** The team's own id on the ticket: which order it is about. Missing while nobody has set it. */
  orderId: z.optional(businessIdSchema),
  formId: z.optional(businessIdSchema),
  tags: z.array(businessIdSchema).check(z.maxLength(mostTags)),
  updatedAt: instantSchema,
  /** When its customer wrote. Missing where the help desk does not say so: then as of its update. */
  createdAt: z.optional(instantSchema),
  /** It was deleted, is spam, or was merged into another, which is heard by itself. */
  isGone: z.optional(z.literal(true)),
});

export type TicketUpdate = z.infer<typeof ticketUpdateSchema>;

/**
 * The newer of two updates, whichever came first. Of one moment the one with the greater id, so that the order in which
 * they came decides nothing. What is gone once is gone.
 */
export function withTicketUpdate(state: TicketUpdate | undefined, update: TicketUpdate): TicketUpdate {
  if (!state) return update;
  const newer = Date.parse(update.updatedAt) - Date.parse(state.updatedAt) || (update.eventId > state.eventId ? 1 : -1);
  const isGone = state.isGone ?? update.isGone;
  const kept = newer > 0 ? update : state;
  return kept.isGone === isGone ? kept : { ...kept, isGone };
}
