import * as z from 'zod/mini';
import type { SecretState } from '../../fulfilment/keys/secret-state';

const questionSchema = z.object({ ask: z.literal('secrets') });

/** What the doctor invokes a function with that has secrets which nobody else may read. */
export const secretsQuestion: z.infer<typeof questionSchema> = { ask: 'secrets' };

/** By the setting that names each. */
export type SecretsAnswer = Readonly<Record<string, SecretState | 'missing'>>;

/** No request at a URL looks like that: what comes from outside has a context around it. */
export function asksAboutSecrets(event: unknown): boolean {
  return questionSchema.safeParse(event).success;
}
