import { catalog } from '../lambdas/failures/catalog';
import type { FailureDefinition } from '../lambdas/failures/failure-definition';

/** A failure type that a deployment makes right, and the event source it comes from there. */
export interface HandledFailure {
  readonly definition: FailureDefinition;
  readonly source: string;
}

/** Somebody named a failure type that is not there. */
export class UnknownFailureError extends Error {
  override readonly name = 'UnknownFailureError';
  constructor(type: string, known: readonly string[]) {
    super(`There is no failure type "${type}" here. These are: ${known.join(', ')}.`);
  }
}

/** All types of the catalog. */
export const failureTypes: readonly string[] = catalog.map(({ type }) => type);

/**
 * @param types the types to handle, all of the catalog where left out
 * @param sources the event source by type, where it is not the one of the definition
 * @throws UnknownFailureError
 */
export function handledFailures(
  types: readonly string[] = failureTypes,
  sources: Readonly<Record<string, string>> = {},
): readonly HandledFailure[] {
  const unused = Object.keys(sources).find((type) => !types.includes(type));
  if (unused !== undefined) throw new UnknownFailureError(unused, types);
  return types.map((type) => {
    const definition = inCatalog(type);
    return { definition, source: sources[type] ?? definition.defaultSource };
  });
}

function inCatalog(type: string): FailureDefinition {
  const definition = catalog.find((known) => known.type === type);
  if (definition) return definition;
  throw new UnknownFailureError(type, failureTypes);
}
