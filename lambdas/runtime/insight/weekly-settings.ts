import * as z from 'zod/mini';
import { lookSchema } from '../environment/brand-setting';
import { SettingsError } from '../environment/environment';
import { readJson } from '../settings/read-json';
import { text } from '../settings/text';

const ownerSchema = z.object({
  source: text,
  title: text,
  email: z.email(),
  locale: z.optional(text),
});

const weeklySchema = z.object({
  /** Who is told of which products, as JSON. */
  WEEKLY_OWNERS: z.pipe(z.string(), z.pipe(z.transform(readJson), z.array(ownerSchema))),
  /** The bucket with the figures, in which it is noted that a mail left. */
  INSIGHT_BUCKET: text,
  INSIGHT_DATABASE: text,
  INSIGHT_WORKGROUP: text,
  SENDER_EMAIL: z.email(),
  SENDER_NAME: text,
  REPLY_TO_EMAIL: z.email(),
  /** What differs from the plain look, as JSON. */
  LOOK: z.prefault(z.pipe(z.string(), z.pipe(z.transform(readJson), lookSchema)), '{}'),
});

export type WeeklyEnvironment = z.input<typeof weeklySchema>;

/** Settings of the function that tells owners of their week. */
export type WeeklySettings = z.output<typeof weeklySchema>;

/** @throws SettingsError */
export function weeklySettings(environment: NodeJS.ProcessEnv): WeeklySettings {
  const result = weeklySchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
