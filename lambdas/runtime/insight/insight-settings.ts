import * as z from 'zod/mini';
import { SettingsError } from '../environment/environment';
import { readJson } from '../settings/read-json';
import { text } from '../settings/text';

const insightSchema = z.object({
  /** The table with a key for each customer. */
  INSIGHT_KEYS_TABLE_NAME: text,
  /** The source of each failure type that only one system publishes, as JSON. */
  ONLY_SOURCES: z.pipe(z.string(), z.pipe(z.transform(readJson), z.record(z.string(), z.string()))),
});

export type InsightEnvironment = z.input<typeof insightSchema>;

/** Settings of the function that makes lines of insight of events. */
export type InsightSettings = z.output<typeof insightSchema>;

/** @throws SettingsError */
export function insightSettings(environment: NodeJS.ProcessEnv): InsightSettings {
  const result = insightSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
