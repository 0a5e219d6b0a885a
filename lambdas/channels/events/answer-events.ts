import * as z from 'zod/mini';
import { answeredTo, answerRefusals, type WrittenAnswer } from '../port/answer';
import { replyToSchema } from '../port/inbound-message';

/** The detail-type of an answer that somebody wrote, from {@link answerSource}. */
export const writtenAnswerType = 'AnswerWritten';

/** The source of answers: whoever may answer in the company's name is granted it. */
export const answerSource = 'channels.answers';

/** What became of an answer, as detail-types from the source `amends`. */
export const answerTypes = { sent: 'AnswerSent', refused: 'AnswerRefused', unknown: 'AnswerInDoubt' } as const;

/**
 * What such an event carries in its `detail`, version 1. It arrives at least once; a repetition has the same `at`, but
 * where the id was used before.
 */
export const answerEventSchema = z.object({
  schemaVersion: z.literal(1),
  answerId: z.string(),
  replyTo: replyToSchema,
  to: z.enum(answeredTo),
  /** `unknown`: it may have been sent. It is not sent again, and somebody has to look. */
  state: z.enum(['sent', 'refused', 'unknown']),
  at: z.iso.datetime(),
  /** The network's id of the answer. */
  reference: z.optional(z.string()),
  reason: z.optional(z.enum(answerRefusals)),
  /** A sentence. */
  why: z.optional(z.string()),
});

export type AnswerEvent = z.infer<typeof answerEventSchema>;

/** Says what became of answers. */
export interface AnswerPublisher {
  /** @throws where the bus did not accept the event */
  publish(event: AnswerEvent): Promise<void>;
}

/** Hands answers over to the channels that send them. */
export interface WrittenAnswers {
  /** @throws where the bus did not accept the event */
  write(answer: WrittenAnswer): Promise<void>;
}
