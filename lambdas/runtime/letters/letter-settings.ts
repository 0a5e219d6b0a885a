import * as z from 'zod/mini';
import { SettingsError } from '../environment/environment';
import { conversationOwnersText, ownersText } from '../environment/owners-setting';
import { text } from '../settings/text';

const wholeNumber = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,6}$/)),
  z.pipe(z.transform(Number), z.int().check(z.positive())),
);

const letterSettingsSchema = z.object({
  LEDGER_TABLE_NAME: text,
  EVENT_BUS_NAME: text,
  /** Who looks after letters, as JSON. */
  OWNERS: ownersText,
  CONVERSATION_OWNERS: conversationOwnersText,
  /** The table in which letters are counted. */
  REPORT_COUNTS_TABLE_NAME: text,
  LETTERS_PER_ADDRESS_PER_DAY: wholeNumber,
  LETTERS_PER_HOUR: wholeNumber,
});

/** What the template sets, all as text. */
export type LetterEnvironment = z.input<typeof letterSettingsSchema>;

export type LetterSettings = z.output<typeof letterSettingsSchema>;

/** @throws SettingsError */
export function letterSettings(environment: NodeJS.ProcessEnv): LetterSettings {
  const result = letterSettingsSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
