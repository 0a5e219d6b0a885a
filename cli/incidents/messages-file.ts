import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import * as z from 'zod/mini';

const messagesSchema = z.record(
  z.string(),
  z.strictObject({ text: z.string(), signedBy: z.optional(z.string()), signedRole: z.optional(z.string()) }),
);

/** What the operator API takes as the messages to all customers of an incident. */
export type MessagesFile = readonly ({ readonly locale: string } & z.output<typeof messagesSchema>[string])[];

/** A file of messages, by the tags of their languages. Its lines and lists are kept as they are. */
export function messagesIn(file: string): MessagesFile {
  try {
    const messages = messagesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return Object.entries(messages).map(([locale, message]) => ({ locale, ...message }));
  } catch (error) {
    const what = error instanceof z.core.$ZodError ? z.prettifyError(error) : String(error);
    throw new InvalidArgumentError(`It has to be a file such as {"en": {"text": "…", "signedBy": "…"}}. ${what}`);
  }
}
