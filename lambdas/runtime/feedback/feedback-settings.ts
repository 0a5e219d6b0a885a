import * as z from 'zod/mini';
import { SettingsError } from '../environment/environment';
import { conversationOwnersText, ownersText } from '../environment/owners-setting';
import { text } from '../settings/text';

const feedbackSettingsSchema = z.object({
  LEDGER_TABLE_NAME: text,
  EVENT_BUS_NAME: text,
  /** Who looks after conversations, as JSON. */
  OWNERS: ownersText,
  CONVERSATION_OWNERS: conversationOwnersText,
  /** The secret with which we sign links to the page. */
  FEEDBACK_LINK_SECRET_NAME: text,
});

/** What the template sets, all as text. */
export type FeedbackEnvironment = z.input<typeof feedbackSettingsSchema>;

export type FeedbackSettings = z.output<typeof feedbackSettingsSchema>;

/** @throws SettingsError */
export function feedbackSettings(environment: NodeJS.ProcessEnv): FeedbackSettings {
  const result = feedbackSettingsSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
