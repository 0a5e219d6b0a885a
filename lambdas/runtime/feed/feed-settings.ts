import * as z from 'zod/mini';
import { brandShape } from '../environment/brand-setting';
import { SettingsError } from '../environment/environment';
import { text } from '../settings/text';

const feedSettingsSchema = z.object({
  ...brandShape,
  LEDGER_TABLE_NAME: text,
  /** The secret with which the shop signs links to what its customers were given. */
  FEED_LINK_SECRET_NAME: text,
});

/** What the template sets, all as text. */
export type FeedEnvironment = z.input<typeof feedSettingsSchema>;

export type FeedSettings = z.output<typeof feedSettingsSchema>;

/** @throws SettingsError */
export function feedSettings(environment: NodeJS.ProcessEnv): FeedSettings {
  const result = feedSettingsSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
