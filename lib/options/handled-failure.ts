import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { checkOwnFailures, OwnFailuresError, type OwnFailures } from './own-failure';

/** A failure type that a deployment makes right, and the event source it comes from there. */
export interface HandledFailure {
  readonly definition: FailureDefinition;
  readonly source: string;
  /** The absolute path of its function's file, where it is a team's own. */
  readonly entry?: string | undefined;
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
 * @param types the types to handle, all of the catalog and all of the team's own where left out
 * @param sources the event source by type, where it is not the one of the definition
 * @param own failure types beside those of the catalog
 * @throws UnknownFailureError
 * @throws OwnFailuresError
 */
export function handledFailures(
  types?: readonly string[],
  sources: Readonly<Record<string, string>> = {},
  own: OwnFailures = {},
): readonly HandledFailure[] {
  checkOwnFailures(own, failureTypes);
  const known: readonly Omit<HandledFailure, 'source'>[] = [
    ...catalog.map((definition) => ({ definition })),
    ...(own.ownFailures ?? []),
  ];
  const handled = types?.map((type) => inList(type, known)) ?? known;
  checkNamed(handled, own);
  const handledTypes = handled.map(({ definition }) => definition.type);
  const unused = Object.keys(sources).find((type) => !handledTypes.includes(type));
  if (unused !== undefined) throw new UnknownFailureError(unused, handledTypes);
  return handled.map(({ definition, entry }) => ({
    definition,
    source: sources[definition.type] ?? definition.defaultSource,
    entry,
  }));
}

function inList(type: string, known: readonly Omit<HandledFailure, 'source'>[]): Omit<HandledFailure, 'source'> {
  const found = known.find(({ definition }) => definition.type === type);
  if (found) return found;
  throw new UnknownFailureError(
    type,
    known.map(({ definition }) => definition.type),
  );
}

/** Whoever brings a failure type wants it made right. One that the list forgets would be published for nothing. */
function checkNamed(handled: readonly Omit<HandledFailure, 'source'>[], { ownFailures = [] }: OwnFailures): void {
  const forgotten = ownFailures.filter((own) => !handled.some(({ definition }) => definition === own.definition));
  if (forgotten.length === 0) return;
  throw new OwnFailuresError(
    forgotten.map(({ definition }) => `${definition.type}: is not in the list \`failures\`; name it there too`),
  );
}
