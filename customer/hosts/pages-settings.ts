import * as z from 'zod/mini';
import { SettingsError } from '../../lambdas/runtime/environment/environment';
import { text } from '../../lambdas/runtime/settings/text';

const pagesSchema = z.object({
  /** The function that takes reports. */
  REPORT_INTAKE_FUNCTION_NAME: text,
  /** The function that takes letters. Missing where nobody wants any. */
  LETTER_INTAKE_FUNCTION_NAME: z.optional(text),
});

/** What the template sets, all as text. */
export type ReportPagesEnvironment = z.input<typeof pagesSchema>;

/** @throws SettingsError */
export function pagesSettings(environment: NodeJS.ProcessEnv): z.output<typeof pagesSchema> {
  const result = pagesSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
