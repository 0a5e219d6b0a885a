import * as z from 'zod/mini';
import { instantSchema } from '../../failures/definition/failure';
import { dayMs } from '../../model/durations';
import { trackerUpdateSchema, type TrackerUpdate } from './tracker-update';

/** What is known of one parcel: the newest update of its tracker, and what was promised. */
export const parcelStateSchema = z.extend(trackerUpdateSchema, {
  /** By when the shop has promised it. Missing before it was asked. */
  promisedBy: z.optional(instantSchema),
  /** When the first of its updates was. Missing in what was kept before that was noted. */
  beganAt: z.optional(instantSchema),
  /** Whether any update has said that it was delivered. What carriers say after that is about their papers. */
  wasDelivered: z.optional(z.literal(true)),
});

export type ParcelState = z.infer<typeof parcelStateSchema>;

/** No carrier is silent for so long and then speaks of the same parcel: its number is used for another one. */
const anotherParcelAfterMs = 60 * dayMs;

/**
 * The newer of two updates, whichever came first. Of one moment the one with the greater id, so that the order in which
 * they came decides nothing. Of two parcels that had one number the newer is known alone.
 */
export function withUpdate(state: ParcelState | undefined, update: TrackerUpdate): ParcelState {
  const isDelivered = update.status === 'delivered';
  const at = timeOf(update);
  const began = state && (state.beganAt ?? timeOf(state));
  if (!state || began === undefined || isLongAfter(at, state.updatedAt)) {
    return { ...update, beganAt: at, ...(isDelivered && { wasDelivered: true }) };
  }
  if (isLongAfter(began, update.updatedAt)) return state;
  const beganAt = earlier(began, at);
  const newer = Date.parse(update.updatedAt) - Date.parse(state.updatedAt) || compare(update.eventId, state.eventId);
  if (newer <= 0) {
    const saysDelivered = isDelivered && !state.wasDelivered;
    if (!saysDelivered && beganAt === began) return state;
    return { ...state, beganAt, ...(saysDelivered && { wasDelivered: true as const }) };
  }
  const { promisedBy, wasDelivered = isDelivered || undefined } = state;
  const known = {
    ...(promisedBy !== undefined && { promisedBy }),
    ...(wasDelivered && { wasDelivered: true as const }),
  };
  return { ...update, beganAt, ...known };
}

function isLongAfter(time: string, other: string): boolean {
  return Date.parse(time) - Date.parse(other) > anotherParcelAfterMs;
}

/** What is said may be older than the saying of it. */
function timeOf({ scannedAt, updatedAt }: Pick<TrackerUpdate, 'scannedAt' | 'updatedAt'>): string {
  return scannedAt === undefined ? updatedAt : earlier(scannedAt, updatedAt);
}

function earlier(one: string, other: string): string {
  return Date.parse(one) <= Date.parse(other) ? one : other;
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one > other ? 1 : -1;
}
