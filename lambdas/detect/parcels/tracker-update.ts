import * as z from 'zod/mini';
import { businessIdSchema, instantSchema } from '../../failures/definition/failure';

/** Where a parcel is, as EasyPost calls it. */
export const trackerStatuses = [
  'unknown',
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'available_for_pickup',
  'return_to_sender',
  'failure',
  'cancelled',
  'error',
] as const;

export type TrackerStatus = (typeof trackerStatuses)[number];

/** One update of a tracker, reduced to what says something of the parcel: no name, no place. */
export const trackerUpdateSchema = z.object({
  /** The id of the event at the tracker, by which it can be looked up there. */
  eventId: businessIdSchema,
  trackerId: businessIdSchema,
  carrier: businessIdSchema,
  trackingId: businessIdSchema,
  status: z.enum(trackerStatuses),
  /** Such as `lost` or `refused`. */
  statusDetail: z.optional(businessIdSchema),
  /** When the carrier scanned it last. Missing before the first scan. */
  scannedAt: z.optional(instantSchema),
  /** When the tracker had it so. */
  updatedAt: instantSchema,
  /** By when the carrier expects to deliver it: a moment, or a day where it names no time. */
  expectedBy: z.optional(z.union([instantSchema, z.iso.date()])),
});

export type TrackerUpdate = z.infer<typeof trackerUpdateSchema>;
