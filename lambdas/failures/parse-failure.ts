import type * as z from 'zod/mini';
import english from 'zod/v4/locales/en.cjs';
import type { Failure } from './failure';
import type { FailureDefinition } from './failure-definition';

/** One thing that is wrong with an event, and where. */
export interface ContractProblem {
  /** The field, as a path such as `purchase.amountMinor`. */
  readonly path: string;
  readonly message: string;
}

/** An event does not keep its contract. It names every problem by its path, and repeats no value: values may be personal. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  constructor(
    readonly contract: string,
    readonly problems: readonly ContractProblem[],
  ) {
    const list = problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
    super(`${contract} does not keep its contract (version 1): ${list}`);
  }
}

/** @throws {@link ContractError} */
export function parseFailure(definition: FailureDefinition, detail: unknown): Failure {
  return parseContract(definition.schema, definition.type, detail);
}

/** @throws {@link ContractError} */
export function parseContract<Value>(schema: z.ZodMiniType<Value>, contract: string, value: unknown): Value {
  const result = schema.safeParse(value, { error: english().localeError });
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ path: path.join('.') || '(detail)', message }));
  throw new ContractError(contract, problems);
}
