import * as z from 'zod/mini';
import type { Deployment } from './deployment';

/** The names of secrets in the settings of a function, those of partners included, which stand in JSON. */
export function secretNamesIn(environment: Readonly<Record<string, string>>): readonly string[] {
  const named = Object.entries(environment).flatMap(([name, value]) => (name.endsWith('_SECRET_NAME') ? [value] : []));
  const { endpoint, stripe } = partnersSchema.safeParse(json(environment['PARTNERS'])).data ?? {};
  return [...named, ...[endpoint, stripe].flatMap((each) => (each ? [each.secretName] : []))];
}

/** The secret that signs requests to the partners' endpoint, where there is one. */
export function partnerSecretOf({ functions }: Deployment): string | undefined {
  const settings = functions.map(({ environment }) => partnersSchema.safeParse(json(environment['PARTNERS'])).data);
  return settings.find((setting) => setting?.endpoint)?.endpoint?.secretName;
}

const namedSecret = z.object({ secretName: z.string() });

const partnersSchema = z.object({ endpoint: z.optional(namedSecret), stripe: z.optional(namedSecret) });

function json(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
