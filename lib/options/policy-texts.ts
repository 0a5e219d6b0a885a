import type { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { optionsOf, PolicyOptionsError } from '../../lambdas/failures/definition/policy';

type CatalogDefinition = (typeof catalog)[number];

/**
 * Policy options by failure type, where they differ from the defaults. An option that is given takes the whole place of its
 * default. What each option means is said beside its default, in the failure type's `policy.ts`.
 */
export type PolicyOverrides = {
  readonly [Definition in CatalogDefinition as Definition['type']]?: Partial<Definition['policy']['defaults']>;
} & { readonly [ownType: string]: object | undefined };

/** Policy options cannot be. It names every problem of every failure type. */
export class PoliciesError extends Error {
  override readonly name = 'PoliciesError';
  constructor(readonly problems: readonly string[]) {
    super(['The policies cannot be:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

/**
 * What each function is told of its policy: only what differs from the defaults, which it knows itself.
 *
 * @throws PoliciesError
 */
export function policyTexts(
  overrides: Readonly<Record<string, unknown>>,
  definitions: readonly FailureDefinition[],
): ReadonlyMap<string, string> {
  const unknown = Object.keys(overrides).filter((type) => !definitions.some((known) => known.type === type));
  const problems = [
    ...unknown.map(
      (type) => `${type}: is no failure type here; there are ${definitions.map((d) => d.type).join(', ')}`,
    ),
    ...definitions.flatMap((definition) => problemsOf(definition, overrides[definition.type])),
  ];
  if (problems.length > 0) throw new PoliciesError(problems);
  return new Map(definitions.map(({ type }) => [type, JSON.stringify(overrides[type] ?? {})]));
}

function problemsOf({ type, policy }: FailureDefinition, given: unknown = {}): string[] {
  try {
    optionsOf(type, policy, given);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyOptionsError)) throw error;
    return error.problems.map((problem) => `${type}.${problem}`);
  }
}
