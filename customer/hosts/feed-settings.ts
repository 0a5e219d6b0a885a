import * as z from 'zod/mini';
import { SettingsError } from '../../lambdas/runtime/environment/environment';
import { text } from '../../lambdas/runtime/settings/text';

const feedPagesSchema = z.object({
  /** The function that knows what was given. */
  FEED_INTAKE_FUNCTION_NAME: text,
  /** How often a page of the shop asks. */
  POLL_SECONDS: z.pipe(z.string().check(z.regex(/^[1-9]\d{0,2}$/)), z.transform(Number)),
});

/** What the template sets, all as text. */
export type FeedPagesEnvironment = z.input<typeof feedPagesSchema>;

/** @throws SettingsError */
export function feedPagesSettings(environment: NodeJS.ProcessEnv): z.output<typeof feedPagesSchema> {
  const result = feedPagesSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
