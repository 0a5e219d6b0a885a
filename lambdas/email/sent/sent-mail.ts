import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { mailFields } from '../mail-fields';

/** A mail as it left, as it is kept. */
export const sentMailSchema = z.object({
  /** Random, so that its hash in the ledger tells nobody who it went to once this is gone. */
  salt: z.string(),
  remedyId: z.string(),
  /** The id that the mail service gave it. */
  messageId: z.string(),
  /** When the mail service had taken it. ISO 8601. */
  leftAt: z.string(),
  ...mailFields,
});

export type SentMail = z.infer<typeof sentMailSchema>;

/** The mail as text, and the hash that the ledger keeps of it. */
export function writtenDown(mail: SentMail): { readonly text: string; readonly hash: string } {
  const text = JSON.stringify(mail);
  return { text, hash: hashOf(text) };
}

/** The mail, where the text is the one of which that is the hash: otherwise somebody has changed it. */
export function readBack(text: string, hash: string): SentMail | undefined {
  return hashOf(text) === hash ? sentMailSchema.parse(JSON.parse(text)) : undefined;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
