import * as z from 'zod/mini';
import { mailFields } from './mail-fields';
import { noticeTemplates } from '../ledger/notice/notice';

/** Asks, in place of the work of the function that writes to customers, what it would write after a verdict. */
export const previewQuestionSchema = z.object({
  ask: z.literal('mails'),
  customerId: z.string(),
  remedyId: z.string(),
  /** What a person would write. */
  message: z.optional(z.string()),
  /** BCP 47. The language that they write in. */
  locale: z.optional(z.string()),
  /** Who writes, as it would stand below the letter. */
  signedBy: z.optional(z.string()),
  /** What that person is at the company. */
  signedRole: z.optional(z.string()),
  /** In place of what would follow a verdict: this mail, as it left. */
  sent: z.optional(z.enum(noticeTemplates)),
});

/** A mail as it would leave: the same subject, text and HTML. */
export const previewedMailSchema = z.object({
  ...mailFields,
  /** What only those will say who carry it out: where that differs, so does the mail. Empty for what was given. */
  open: z.array(z.string()),
  /** What is wrong with a person's words by the rules of docs/apologies.md. They are sent all the same. */
  warnings: z.array(z.string()),
});

/** What a verdict would have sent. */
export const followingMailSchema = z.object({
  verdict: z.enum(['approve', 'reject']),
  /** Null where none would be sent, and `why`. */
  mail: z.nullable(previewedMailSchema),
  why: z.optional(z.string()),
});

/** A mail that has left. */
export const sentPreviewSchema = z.extend(previewedMailSchema, {
  /** Where it is shown as it was kept when it left: when that was. Missing where it is written once more. */
  keptAt: z.optional(z.string()),
});

export const previewAnswerSchema = z.discriminatedUnion('answer', [
  z.object({
    answer: z.literal('done'),
    /** The version of the remedy record that they speak of. */
    recordVersion: z.int(),
    mails: z.array(followingMailSchema),
    /** Where one that has left was asked for. */
    sent: z.optional(sentPreviewSchema),
  }),
  z.object({ answer: z.literal('missing') }),
  /** No mail can be shown, and why. */
  z.object({ answer: z.literal('refused'), why: z.string() }),
]);

export type PreviewQuestion = z.input<typeof previewQuestionSchema>;
export type PreviewedMail = z.output<typeof previewedMailSchema>;
export type FollowingMail = z.output<typeof followingMailSchema>;
export type PreviewAnswer = z.output<typeof previewAnswerSchema>;

/** The question, where an event is one. */
export function previewQuestion(event: unknown): PreviewQuestion | undefined {
  return previewQuestionSchema.safeParse(event).data;
}
