import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { outcomeSource } from '../../lambdas/outcomes/outcome';

/** A failure type of a team's own, from the team's own CDK app. */
export interface OwnFailure {
  readonly definition: FailureDefinition;
  /**
   * The absolute path of the file that exports its function: `export const handler = remedyHandler(trainDelayed)`, with
   * `remedyHandler` from `amends/runtime`.
   */
  readonly entry: string;
}

/** A team's own failure types, and who writes to their customers. */
export interface OwnFailures {
  readonly ownFailures?: readonly OwnFailure[] | undefined;
  readonly apologyEntry?: string | undefined;
}

/** A team's own failure types cannot be deployed. It names every problem. */
export class OwnFailuresError extends Error {
  override readonly name = 'OwnFailuresError';
  constructor(readonly problems: readonly string[]) {
    super(
      ['The failure types of your own cannot be deployed yet:', ...problems.map((problem) => `  ${problem}`)].join(
        '\n',
      ),
    );
  }
}

/**
 * @param inCatalog the types that are there already
 * @throws OwnFailuresError
 */
export function checkOwnFailures({ ownFailures = [], apologyEntry }: OwnFailures, inCatalog: readonly string[]): void {
  const types = ownFailures.map(({ definition }) => definition.type);
  const problems = [
    ...ownFailures.flatMap(({ definition, entry }, index) => [
      ...nameProblems(definition.type, inCatalog, types.slice(0, index)),
      ...sourceProblems(definition),
      ...fileProblems(entry).map((problem) => `${definition.type}: its entry ${problem}`),
    ]),
    ...apologyProblems(types, apologyEntry),
  ];
  if (problems.length > 0) throw new OwnFailuresError(problems);
}

function nameProblems(type: string, inCatalog: readonly string[], before: readonly string[]): string[] {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(type)) return [`${type}: is not written in PascalCase, such as TrainDelayed`];
  if (inCatalog.includes(type)) return [`${type}: the catalog has a failure type of this name; choose another one`];
  return before.includes(type) ? [`${type}: is there twice`] : [];
}

function sourceProblems({ type, defaultSource }: FailureDefinition): string[] {
  if (defaultSource === outcomeSource)
    return [`${type}: "${outcomeSource}" is the source of what Amends itself publishes`];
  // EventBridge lets nobody but AWS publish from such a source.
  if (defaultSource.startsWith('aws.')) return [`${type}: "${defaultSource}" is a source of AWS; name one of your own`];
  return [];
}

function apologyProblems(types: readonly string[], apologyEntry: string | undefined): string[] {
  if (apologyEntry !== undefined) return fileProblems(apologyEntry).map((problem) => `apologyEntry: ${problem}`);
  if (types.length === 0) return [];
  return [
    'apologyEntry: is missing. Name the file that exports ' +
      `\`handler = apologyHandler([...catalog, …])\` with ${types.join(', ')} in the list: only it has their words`,
  ];
}

function fileProblems(file: string): string[] {
  if (!isAbsolute(file)) return [`${file} is not an absolute path; begin it with __dirname`];
  return existsSync(file) ? [] : [`${file} is not there`];
}
