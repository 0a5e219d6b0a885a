import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { ContractError, parseFailure } from '../../lambdas/failures/definition/parse-failure';

/** The paths of everything that is wrong with a detail, in their order. */
export function problemsOf<Detail extends Failure>(
  definition: Pick<FailureDefinition<Detail>, 'schema' | 'formerly' | 'type'>,
  detail: unknown,
): string[] {
  try {
    parseFailure(definition, detail);
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map(({ path }) => path).sort();
  }
}
