import * as z from 'zod/mini';
import { feedbackSaid } from '../conversation/feedback-said';
import { feedbackWays } from './feedback';
import { feedbackTerms } from './reading/term-words';

/** The detail-type of the event that says what a customer answered who was asked whether it was made right. */
export const feedbackType = 'FeedbackReceived';

/**
 * What such an event carries in its `detail`, version 1. It has no name, no address and nothing of what was written. It
 * arrives at least once; a repetition has the same `remedyId` and `version`, and the highest version counts.
 */
export const feedbackEventSchema = z.object({
  schemaVersion: z.literal(1),
  remedyId: z.string(),
  customerId: z.string(),
  failureType: z.string(),
  /** `unclear`: they wrote neither, and a person reads it. */
  answer: z.enum(feedbackSaid),
  /** Where they said it. */
  by: z.enum(feedbackWays),
  /** The kinds of what was given. */
  kinds: z.array(z.string()),
  /** The language that they were asked in. BCP 47. */
  language: z.string(),
  /** Whether they wrote more than that: a person has it. */
  hasWords: z.boolean(),
  /** What they spoke of, of a closed list. */
  terms: z.array(z.enum(feedbackTerms)),
  /** Of the answer: one more with each that says something else. */
  version: z.int(),
  /** ISO 8601. */
  at: z.string(),
});

export type FeedbackEvent = z.infer<typeof feedbackEventSchema>;

/** Tells on the bus what a customer answered. */
export interface FeedbackEvents {
  /** @throws where the bus did not accept the event */
  publish(event: Omit<FeedbackEvent, 'schemaVersion'>): Promise<void>;
}
