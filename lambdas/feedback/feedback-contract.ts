import * as z from 'zod/mini';
import { longestWords } from './feedback';

const link = z.string().check(z.maxLength(2_000));

/** What can be chosen on the page. */
export const pageAnswers = ['yes', 'no'] as const;

export type PageAnswer = (typeof pageAnswers)[number];

const answered = {
  link,
  answer: z.enum(pageAnswers),
  /** What somebody wrote beside it. Empty where nothing. */
  words: z.string().check(z.trim(), z.maxLength(longestWords)),
};

/**
 * What the page asks of the function that takes answers. Each question bears the link: nobody but who has it is
 * answered, and about nothing else. Only `send` changes anything, and takes nothing but what `check` has shown before.
 */
export const feedbackQuestionSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('look'), link }),
  z.strictObject({ ask: z.literal('check'), ...answered }),
  z.strictObject({ ask: z.literal('send'), ...answered, token: z.string().check(z.maxLength(200)) }),
]);

export type FeedbackQuestion = z.infer<typeof feedbackQuestionSchema>;

/** Why nothing is shown or sent. `too-quick`: it was sent before anybody can have read what they send. */
export const feedbackRefusals = [
  'link-invalid',
  'link-expired',
  'form-old',
  'answer-missing',
  'too-quick',
  'too-many',
] as const;

export type FeedbackRefusal = (typeof feedbackRefusals)[number];

const reader = { locale: z.optional(z.string()), timeZone: z.optional(z.string()) };

export const feedbackAnswerSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('refused'), why: z.enum(feedbackRefusals) }),
  z.object({
    is: z.literal('asked'),
    ...reader,
    reference: z.string(),
    /** What was answered before. */
    answer: z.optional(z.enum(pageAnswers)),
    /** Until when an answer counts. ISO 8601. */
    until: z.string(),
  }),
  z.object({ is: z.literal('checked'), ...reader, token: z.string() }),
  z.object({ is: z.literal('taken') }),
]);

export type FeedbackAnswer = z.infer<typeof feedbackAnswerSchema>;

/** Whoever takes answers, as the page sees it. */
export interface FeedbackIntake {
  answer(question: FeedbackQuestion): Promise<FeedbackAnswer>;
}
