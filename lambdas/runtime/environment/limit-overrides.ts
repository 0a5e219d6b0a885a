import * as z from 'zod/mini';
import { defaultLimits, limitsSchema, sharedBudgetSchema, type Limits } from '../../model/limits';

const { shape } = limitsSchema;
const shared = z.strictObject(z.partial(sharedBudgetSchema).shape);

/** Strict throughout: a misspelt limit would silently not be set. */
const overridesSchema = z.partial(
  z.strictObject({
    ...shape,
    perCustomer: z.strictObject(z.partial(shape.perCustomer).shape),
    perFailureTypeAndDay: z.strictObject(z.partial(shape.perFailureTypeAndDay).shape),
    perIncident: z.strictObject(z.partial(shape.perIncident).shape),
    perDay: z.strictObject(z.partial(shape.perDay).shape),
    perSourceAndDay: shared,
  }),
);

/**
 * The limits of a deployment that differ from {@link defaultLimits}. Amounts by currency replace all default amounts of
 * that limit: remedies in a currency that they leave out are held.
 */
export type LimitOverrides = z.infer<typeof overridesSchema>;

/** A deployment set limits that are not valid. Names every problem. */
export class LimitsError extends Error {
  override readonly name = 'LimitsError';
  constructor(readonly problems: readonly string[]) {
    super(['These limits are not valid:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

/** @throws LimitsError */
export function readLimitOverrides(given: unknown): LimitOverrides {
  const parsed = overridesSchema.safeParse(given);
  if (!parsed.success) throw new LimitsError(parsed.error.issues.map(problemOf));
  const problems = problemsOfReference(parsed.data);
  if (problems.length > 0) throw new LimitsError(problems);
  return parsed.data;
}

/** The default amounts of the reference are of its default currency, and would mean something else in another one. */
function problemsOfReference({ reference, ...limits }: LimitOverrides): string[] {
  if (!reference || reference.currency === defaultLimits.reference?.currency) return [];
  const shared = ['perFailureTypeAndDay', 'perIncident', 'perDay', 'perSourceAndDay'] as const;
  return shared
    .filter((name) => limits[name]?.referenceMinor === undefined)
    .map((name) => `${name}.referenceMinor: has to be set too where the reference currency is ${reference.currency}`);
}

/**
 * The default limits with the overrides applied.
 *
 * @throws LimitsError
 */
export function limitsOf(overrides: unknown): Limits {
  const { perCustomer, perFailureTypeAndDay, perIncident, perDay, perSourceAndDay, ...plain } =
    readLimitOverrides(overrides);
  return {
    ...merged(defaultLimits, plain),
    perCustomer: merged(defaultLimits.perCustomer, perCustomer),
    perFailureTypeAndDay: merged(defaultLimits.perFailureTypeAndDay, perFailureTypeAndDay),
    perIncident: merged(defaultLimits.perIncident, perIncident),
    perDay: merged(defaultLimits.perDay, perDay),
    perSourceAndDay: merged(defaultLimits.perSourceAndDay ?? defaultLimits.perDay, perSourceAndDay),
  };
}

/** A value that is `undefined` overrides nothing. */
function merged<Values extends object>(defaults: Values, overrides: Partial<Values> = {}): Values {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}

function problemOf(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? 'limits' : issue.path.join('.');
  return `${place}: ${meaningOf(issue)}`;
}

/** In words rather than in zod's, which says nothing in its mini build. */
function meaningOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no limit ${issue.keys.join(', ')}`;
    case 'invalid_key':
      return 'is not an ISO 4217 currency with a minor unit';
    case 'too_small':
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${String(issue.minimum)}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    case 'invalid_type':
      return issue.expected === 'int'
        ? 'must be a whole number'
        : `must be ${article(issue.expected)} ${issue.expected}`;
    default:
      return issue.message;
  }
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? 'an' : 'a';
}
