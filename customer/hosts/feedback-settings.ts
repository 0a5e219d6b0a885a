import * as z from 'zod/mini';
import { SettingsError } from '../../lambdas/runtime/environment/environment';
import { text } from '../../lambdas/runtime/settings/text';

const feedbackPagesSchema = z.object({
  /** The function that takes what customers answer. */
  FEEDBACK_INTAKE_FUNCTION_NAME: text,
});

/** What the template sets, all as text. */
export type FeedbackPagesEnvironment = z.input<typeof feedbackPagesSchema>;

/** @throws SettingsError */
export function feedbackPagesSettings(environment: NodeJS.ProcessEnv): z.output<typeof feedbackPagesSchema> {
  const result = feedbackPagesSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
