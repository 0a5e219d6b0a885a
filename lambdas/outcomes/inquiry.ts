import * as z from 'zod/mini';
import { hasVisibleText, idSchema } from '../model/business-id';

/**
 * The detail-type of the event that asks whoever published a failure for more, from the source `amends`. Like all
 * events it arrives at least once; a repetition has the same `inquiryId`.
 */
export const inquiryType = 'InformationRequested';

/**
 * The detail-type of the answer about a failure of this type. It has to come from the source that was asked. To the bus
 * it is one more type of that source, so whoever may publish the failure may answer about it, and nobody else.
 */
export function answerTypeOf(failureType: string): string {
  return `${failureType}Explained`;
}

/** Of what the function takes that hears answers. What is no answer there is a partner's response. */
export function isAnswerType(type: string): boolean {
  return type.endsWith(answerTypeOf(''));
}

/** The longest answer. */
export const longestAnswer = 4_000;

/** What a question carries in its `detail`, version 1. It has no name and no address, but for what a person typed. */
export const inquirySchema = z.object({
  schemaVersion: z.literal(1),
  /** The answer names it. */
  inquiryId: z.string(),
  remedyId: z.string(),
  customerId: z.string(),
  failureType: z.string(),
  /** Who is asked: the source that published the failure. */
  to: z.string(),
  /** What failed, and which time, as it was published. */
  subject: z.string(),
  occurrence: z.string(),
  orderId: z.string(),
  /** What a person wants to know. */
  question: z.string(),
  /** The detail-type of the answer. */
  answerType: z.string(),
  /** By when it is of use. ISO 8601. */
  answerBy: z.string(),
  askedAt: z.string(),
});

export type Inquiry = z.infer<typeof inquirySchema>;

/** What an answer carries in its `detail`, version 1, whatever failure it is about. */
export const answerSchema = z.object({
  schemaVersion: z.literal(1),
  inquiryId: idSchema(),
  remedyId: idSchema(),
  customerId: idSchema(),
  /** Text, which is shown as it is, and never as a link. */
  answer: z
    .string()
    .check(
      z.trim(),
      z.minLength(1),
      z.maxLength(longestAnswer),
      z.refine(hasVisibleText, { error: 'has neither a letter nor a digit that anybody can see' }),
    ),
});

export type InquiryAnswer = z.infer<typeof answerSchema>;

/** Asks whoever published a failure. */
export interface Inquiries {
  /** @throws where the bus did not accept the question */
  publish(inquiry: Inquiry): Promise<void>;
}
