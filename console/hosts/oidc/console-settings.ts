import * as z from 'zod/mini';
import { duties } from '../../../lambdas/operator-api/duty';
import { SettingsError } from '../../../lambdas/runtime/environment/environment';
import { readJson } from '../../../lambdas/runtime/settings/read-json';
import { text } from '../../../lambdas/runtime/settings/text';

const json = z.pipe(z.string(), z.transform(readJson));

const httpsAddress = z.url({ protocol: /^https$/ });

/** The variables that the template has to set beside those of the operator API. */
const consoleSchema = z.object({
  /** Where people open the console: `https://console.example.com`. */
  CONSOLE_ORIGIN: httpsAddress,
  /** The table of those who are signed in. */
  CONSOLE_SESSIONS_TABLE_NAME: text,
  /** Whoever says who people are. */
  OIDC_ISSUER: httpsAddress,
  /** The console, as the issuer calls it. */
  OIDC_CLIENT_ID: text,
  /** The user pool, where the issuer is Cognito. */
  COGNITO_USER_POOL_ID: z.optional(text),
  /** The secret with which it proves to the issuer that it is that. */
  OIDC_CLIENT_SECRET_NAME: z.optional(text),
  /** What is asked for of the issuer, with spaces between. */
  OIDC_SCOPE: text,
  /** Where the roles of somebody stand, and what each of them may do, as JSON. */
  OIDC_ROLES: z.pipe(json, z.strictObject({ claim: text, duties: z.record(z.string(), z.array(z.enum(duties))) })),
});

/** What the template sets, all as text. */
export type ConsoleEnvironment = z.input<typeof consoleSchema>;

/** Settings of the deployed console. */
export type ConsoleSettings = z.output<typeof consoleSchema>;

/** @throws SettingsError */
export function consoleSettings(environment: NodeJS.ProcessEnv): ConsoleSettings {
  const result = consoleSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
