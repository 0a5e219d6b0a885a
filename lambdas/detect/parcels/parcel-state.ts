import * as z from 'zod/mini';
import { instantSchema } from '../../failures/definition/failure';
import { trackerUpdateSchema, type TrackerUpdate } from './tracker-update';

/** What is known of one parcel: the newest update of its tracker, and what was promised. */
export const parcelStateSchema = z.extend(trackerUpdateSchema, {
  /** By when the shop has promised it. Missing before it was asked. */
  promisedBy: z.optional(instantSchema),
  /** Whether any update has said that it was delivered. What carriers say after that is about their papers. */
  wasDelivered: z.optional(z.literal(true)),
});

export type ParcelState = z.infer<typeof parcelStateSchema>;

/**
 * The newer of two updates, whichever came first. Of one moment the one with the greater id, so that the order in which
 * they came decides nothing.
 */
export function withUpdate(state: ParcelState | undefined, update: TrackerUpdate): ParcelState {
  const isDelivered = update.status === 'delivered';
  if (!state) return { ...update, ...(isDelivered && { wasDelivered: true }) };
  const newer = Date.parse(update.updatedAt) - Date.parse(state.updatedAt) || compare(update.eventId, state.eventId);
  if (newer <= 0) return isDelivered && !state.wasDelivered ? { ...state, wasDelivered: true } : state;
  const { promisedBy, wasDelivered = isDelivered || undefined } = state;
  return { ...update, ...(promisedBy !== undefined && { promisedBy }), ...(wasDelivered && { wasDelivered: true }) };
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one > other ? 1 : -1;
}
