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

/**
 * An event breaks its contract. It names every problem by its path and repeats no value, because values may be personal
 * data.
 */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  constructor(
    readonly contract: string,
    readonly problems: readonly ContractProblem[],
  ) {
    const list = problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
    super(`${contract} breaks its contract: ${list}`);
  }
}

/**
 * The failure in the newest version of its contract, upgraded where it was published in an older one.
 *
 * @throws {@link ContractError}
 */
export function parseFailure<Detail extends Failure>(
  { schema, formerly = [], type }: Pick<FailureDefinition<Detail>, 'schema' | 'formerly' | 'type'>,
  detail: unknown,
): Detail {
  const version = versionOf(detail);
  const former = formerly.find(({ schemaVersion }) => schemaVersion === version);
  if (!former) return parseContract(schema, type, detail);
  const upgraded = former.upgrade(parseContract(former.schema, `${type} (version ${former.schemaVersion})`, detail));
  // What an older contract let through, such as another spelling of an id, passes the newest one too.
  return parseContract(schema, type, upgraded);
}

/** @throws {@link ContractError} */
export function parseContract<Value>(schema: z.ZodMiniType<Value>, contract: string, value: unknown): Value {
  const result = schema.safeParse(value, { error: english().localeError });
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ path: path.join('.') || '(detail)', message }));
  throw new ContractError(contract, problems);
}

function versionOf(detail: unknown): unknown {
  return typeof detail === 'object' && detail !== null && 'schemaVersion' in detail ? detail.schemaVersion : undefined;
}
