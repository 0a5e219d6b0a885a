import * as z from 'zod/mini';
import { idSchema } from '../model/business-id';

const link = z.string().check(z.maxLength(2_000));

/** BCP 47: the language in which somebody reads. Missing: the customer's. */
const locale = z.optional(z.string().check(z.maxLength(50)));

/**
 * What pages ask of the function that knows what was given. Each question bears the link: nobody but who has it is
 * answered, and about nobody else. `fresh` is what the customer has not heard of yet, and `all` what they were given of
 * late. `see` is asked before something is shown as the first to say it.
 */
export const feedQuestionSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('fresh'), link, locale }),
  z.strictObject({ ask: z.literal('all'), link, locale }),
  z.strictObject({
    ask: z.literal('see'),
    link,
    remedyId: idSchema(),
    /** Made up by whoever shows it, so that the same one that asks again is answered the same. */
    by: z.string().check(z.regex(/^[\w-]{16,64}$/)),
  }),
]);

export type FeedQuestion = z.infer<typeof feedQuestionSchema>;

/** Why nothing is shown. */
export const feedRefusals = ['link-invalid', 'link-expired'] as const;

export type FeedRefusal = (typeof feedRefusals)[number];

const text = z.string();

/** What was given for one failure, as its customer reads it. */
const givenSchema = z.object({
  remedyId: text,
  /** As it stands in the mail: what the customer quotes. */
  reference: text,
  /** The same in a sentence. */
  quote: text,
  /** What was done, and that we are sorry. */
  title: text,
  /** When it arrives. Empty where nobody knows. */
  arrival: text,
  /** What happened, and why this much. */
  paragraphs: z.array(text),
  amounts: z.array(z.object({ amountMinor: z.int(), currency: text })),
  /** ISO 8601. */
  givenAt: text,
  /** Who says it. */
  signatory: text,
  company: text,
});

export type Given = z.infer<typeof givenSchema>;

/** The same on the page of all that was given. */
const listedSchema = z.extend(givenSchema, {
  /** The day when it was given, as it is read. */
  givenOn: text,
  /** By when it should be there, as it is read. Missing where that is not known, or it failed. */
  thereBy: z.optional(text),
  /** Whose mailbox a person reads. */
  replyTo: text,
});

export type Listed = z.infer<typeof listedSchema>;

const reader = { locale: text, direction: z.enum(['ltr', 'rtl']) };

export const feedAnswerSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('refused'), why: z.enum(feedRefusals) }),
  z.object({
    is: z.literal('fresh'),
    ...reader,
    items: z.array(givenSchema),
    /** What leads to all that was given, and what closes it, as they are read. */
    words: z.object({ all: text, close: text }),
  }),
  z.object({ is: z.literal('all'), ...reader, items: z.array(listedSchema) }),
  /** Whether it is to be shown. Where it is not, a mail says it, or another page has. */
  z.object({ is: z.literal('seen'), show: z.boolean() }),
]);

export type FeedAnswer = z.infer<typeof feedAnswerSchema>;

/** Whoever knows what was given, as pages see it. */
export interface FeedIntake {
  answer(question: FeedQuestion): Promise<FeedAnswer>;
}
