import * as z from 'zod/mini';
import { noticeTemplates } from '../ledger/notice/notice';

const addressSchema = z.object({ name: z.optional(z.string()), email: z.string() });

/** What a mail is that people look at: one that would leave, and one that has left. */
export const mailFields = {
  template: z.enum(noticeTemplates),
  from: addressSchema,
  replyTo: z.string(),
  to: addressSchema,
  /** BCP 47. The language of all but what a person wrote. */
  locale: z.string(),
  /** Who signs. */
  signedBy: z.string(),
  /** What that person is at the company. Empty where the name stands alone. */
  signedRole: z.string(),
  subject: z.string(),
  /** What a mail client shows beside the subject. */
  preview: z.string(),
  text: z.string(),
  html: z.string(),
};
