import * as z from 'zod/mini';
import { idSchema } from '../model/business-id';
import { mishaps } from './mishaps';

const id = idSchema();
const link = z.string().check(z.maxLength(2_000));
const line = { link, orderId: id, lineId: id };

/** The longest sentence that somebody sends along. */
export const longestComment = 1_000;

/** The longest answer to a question: it may stand in a mail. */
export const longestAnswer = 200;

/** The longest that an answer about what came of a report is waited for. Somebody looks at an empty page meanwhile. */
export const longestWaitMs = 1_500;

/** The shortest: so long shop and ledger are given to answer once, however long it took before. */
export const leastWaitMs = 500;

const reportShape = {
  mishap: z.enum(mishaps),
  answer: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(longestAnswer))),
  comment: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(longestComment))),
  photos: z.optional(z.array(id).check(z.maxLength(5))),
};

/**
 * What a page asks of the function that takes reports. Each question bears the link: nobody but who has it is answered,
 * and about nobody else.
 */
export const intakeQuestionSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('orders'), link }),
  z.strictObject({ ask: z.literal('choices'), ...line }),
  z.strictObject({ ask: z.literal('report'), ...line, formToken: z.string().check(z.maxLength(200)), ...reportShape }),
  z.strictObject({ ask: z.literal('call-form'), link, orderId: z.optional(id) }),
  z.strictObject({
    ask: z.literal('call'),
    link,
    orderId: id,
    formToken: z.string().check(z.maxLength(200)),
    /** As it was typed. */
    phone: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
  }),
  z.strictObject({
    ask: z.literal('outcome'),
    link,
    remedyId: id,
    /** The remedies that the same loss may have earned before, told by another name. */
    otherIds: z.optional(z.array(id).check(z.maxLength(5))),
    /** What of a parcel was lost, as the answer to the report named it. */
    loss: z.optional(z.string().check(z.maxLength(1_000))),
    /** How long ago it was reported. */
    askedMs: z.int().check(z.nonnegative()),
    waitMs: z.int().check(z.nonnegative(), z.lte(longestWaitMs)),
    /** BCP 47: the language that somebody reads the page in. Missing: the customer's. */
    locale: z.optional(z.string().check(z.maxLength(50))),
  }),
]);

export type IntakeQuestion = z.infer<typeof intakeQuestionSchema>;

/** Why nothing is answered or sent. */
export const intakeRefusals = [
  'link-invalid',
  'link-expired',
  'unknown-line',
  'form-old',
  'answer-missing',
  'number-wrong',
  'no-calls',
  'too-many',
  'shop-silent',
] as const;

export type IntakeRefusal = (typeof intakeRefusals)[number];

const reader = { locale: z.optional(z.string()), timeZone: z.optional(z.string()) };

const questionSchema = z.discriminatedUnion('asks', [
  z.object({ asks: z.literal('needed-by') }),
  z.object({ asks: z.literal('received-as'), described: z.string() }),
  z.object({ asks: z.literal('cause'), choices: z.array(z.string()) }),
  z.object({ asks: z.literal('seen'), choices: z.array(z.string()) }),
  z.object({ asks: z.literal('worked'), choices: z.array(z.string()) }),
  z.object({ asks: z.literal('which'), startedAt: z.array(z.string()) }),
]);

const text = z.string();

export const intakeAnswerSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('refused'), why: z.enum(intakeRefusals) }),
  z.object({
    is: z.literal('orders'),
    ...reader,
    /** Whether somebody calls who asks for it. */
    canCall: z.boolean(),
    orders: z.array(
      z.object({
        orderId: text,
        purchasedAt: text,
        lines: z.array(z.object({ lineId: text, title: text, quantity: z.int() })),
      }),
    ),
  }),
  z.object({
    is: z.literal('choices'),
    ...reader,
    title: text,
    canCall: z.boolean(),
    formToken: text,
    choices: z.array(z.object({ mishap: z.enum(mishaps), question: z.optional(questionSchema) })),
  }),
  z.object({ is: z.literal('call-form'), ...reader, orderId: text, formToken: text }),
  z.object({
    is: z.literal('reported'),
    remedyId: text,
    otherIds: z.optional(z.array(text)),
    /** What of a parcel was lost, to be sent along with the question what came of it. */
    loss: z.optional(text),
  }),
  z.object({
    is: z.literal('outcome'),
    /** As it is read, in the language of `locale`. */
    headline: text,
    paragraphs: z.array(text),
    reference: text,
    locale: text,
    /** Whether it is worth looking again in a moment. */
    isOpen: z.boolean(),
  }),
]);

export type IntakeAnswer = z.infer<typeof intakeAnswerSchema>;

/** Whoever takes reports, as the pages and the operator API see it. */
export interface ReportIntake {
  answer(question: IntakeQuestion): Promise<IntakeAnswer>;
}
