import * as z from 'zod/mini';

const text = z.string();

/** What could not be joined, as it is shown. No person is in it. */
export const unjoinedListSchema = z.object({
  /** The detectors of this deployment. */
  detectors: z.array(text),
  /** Those that wait longest first. */
  signals: z.array(
    z.object({
      detector: text,
      /** The event source that it would have been published from. */
      source: text,
      /** The parcel or session, as the detector calls it. */
      subject: text,
      /** What the shop was asked by. */
      reference: z.record(text, text),
      /** The failure types that it may be. */
      types: z.array(text),
      why: text,
      /** When the shop was asked by this reference for the first time. */
      since: text,
      /** How often it was asked by this reference. */
      tries: z.int(),
    }),
  ),
  /** False where there are more. */
  isComplete: z.boolean(),
});

export type UnjoinedView = z.infer<typeof unjoinedListSchema>;
