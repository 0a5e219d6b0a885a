import * as z from 'zod/mini';

/** The file that says what is in force, beside the code of the functions that show and note it. */
export const inForceFile = 'in-force.json';

/** One option of a policy, or one limit. */
const optionSchema = z.object({
  name: z.string(),
  /** As JSON has it. */
  value: z.unknown(),
  /** What it would be where nobody sets it. */
  usual: z.unknown(),
  /** Whether this deployment sets it. */
  isSet: z.boolean(),
  /** Why it is set so, where the deployment says it. */
  why: z.optional(z.string()),
});

const localeSchema = z.object({
  /** BCP 47. */
  locale: z.string(),
  /** A hash of the type's own messages and of those that all types share, in this language. */
  version: z.string(),
});

const wordsSchema = z.object({
  /** A hash of all messages that customers may read of this type, of all brands. */
  version: z.string(),
  locales: z.array(localeSchema),
  /** What brands say in words of their own. */
  brands: z.array(z.object({ brand: z.string(), locales: z.array(localeSchema) })),
});

const typeSchema = z.object({
  failureType: z.string(),
  owner: z.string(),
  policy: z.object({
    /** As records and outcomes name it. */
    version: z.string(),
    options: z.array(optionSchema),
  }),
  words: wordsSchema,
});

const limitsSchema = z.object({ version: z.string(), values: z.array(optionSchema) });

export const inForceSchema = z.object({
  /** By which zone the days of limits begin, their values and a hash of them. */
  limits: limitsSchema,
  /** In the order of their names. */
  types: z.array(typeSchema),
});

/**
 * What a deployment has in force: by which options of which policy failures are decided, which words customers read,
 * and how much is given without a person. It is written when the app is synthesized, from what the functions get.
 */
export type InForce = z.infer<typeof inForceSchema>;

export type TypeInForce = z.infer<typeof typeSchema>;

export type OptionInForce = z.infer<typeof optionSchema>;

/** What has a version of its own, by a name of its own. */
export function versionsOf({ limits, types }: InForce): Readonly<Record<string, string>> {
  const versions: (readonly [string, string])[] = [
    [subjectOf.limits, limits.version],
    ...types.map(({ failureType, policy }) => [subjectOf.policy(failureType), policy.version] as const),
    ...types.map(({ failureType, words }) => [subjectOf.words(failureType), words.version] as const),
  ];
  return Object.fromEntries(versions);
}

/** The names of what has a version. */
export const subjectOf = {
  limits: 'limits',
  policy: (failureType: string): string => `policy/${failureType}`,
  words: (failureType: string): string => `words/${failureType}`,
};
