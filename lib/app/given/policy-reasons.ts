import * as z from 'zod/mini';
import { catalog } from '../../../lambdas/failures/catalog';
import { fromText } from './context-value';

const reasonsSchema = z.record(z.string(), z.record(z.string(), z.string().check(z.minLength(1), z.maxLength(300))));

export type PolicyReasons = z.infer<typeof reasonsSchema>;

const form = '{ VideoPlaybackFailed: { minStalledSeconds: "why it is set so, in at most 300 characters" } }';

/**
 * Why policy options are set, by failure type and option, as an object or as JSON. Which options are set is checked
 * where the app is made.
 */
export const policyReasonsGiven = z.pipe(
  z.unknown(),
  z.transform((value: unknown, { issues }): PolicyReasons => {
    const { data } = reasonsSchema.safeParse(fromText(value));
    const types: readonly string[] = catalog.map(({ type }) => type);
    const unknown = Object.keys(data ?? {}).filter((type) => !types.includes(type));
    const problems = data ? unknown.map((type) => `${type}: is none of ${types.join(', ')}`) : [form];
    for (const message of problems) issues.push({ code: 'custom', message, input: value });
    return data && problems.length === 0 ? data : z.NEVER;
  }),
);
