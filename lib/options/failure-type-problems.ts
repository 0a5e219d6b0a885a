import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { optionsOf, PolicyOptionsError } from '../../lambdas/failures/definition/policy';
import { outcomeSource } from '../../lambdas/outcomes/outcome';
import { wordsProblems } from '../../lambdas/words/lint/words-problems';
import type { FailureType } from './failure-type';

/** All types of the catalog. */
export const failureTypes: readonly string[] = catalog.map(({ type }) => type);

/** The failure types cannot be deployed. It names every problem. */
export class FailureTypesError extends Error {
  override readonly name = 'FailureTypesError';
  constructor(readonly problems: readonly string[]) {
    super(['The failure types cannot be deployed:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

/** A grant names a failure type that is not handled here. */
export class UnknownFailureError extends Error {
  override readonly name = 'UnknownFailureError';
  constructor(type: string, known: readonly string[]) {
    super(`There is no failure type "${type}" here. There are: ${known.join(', ')}.`);
  }
}

/**
 * @param apologyEntry the file of the function that writes to customers, where it is a team's own
 * @throws FailureTypesError
 */
export function checkFailureTypes(failures: readonly FailureType[], apologyEntry: string | undefined): void {
  const types = failures.map(({ type }) => type);
  const problems = [
    ...(failures.length === 0 ? ['failures: name at least one, or leave it out for the whole catalog'] : []),
    ...failures.flatMap((failure, index) => [
      ...nameProblems(failure, types.slice(0, index)),
      ...sourceProblems(failure),
      ...entryProblems(failure),
      ...policyProblems(failure.definition, failure.policy),
      ...reasonProblems(failure),
      ...wordsProblems(failure.definition.words).map((problem) => `${failure.type}: its words: ${problem}`),
    ]),
    ...apologyProblems(failures, apologyEntry),
  ];
  if (problems.length > 0) throw new FailureTypesError(problems);
}

/** What is wrong with policy options, each problem with its path. */
export function policyProblems({ type, policy }: FailureDefinition, given: unknown): string[] {
  try {
    optionsOf(type, policy, given);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyOptionsError)) throw error;
    return error.problems.map((problem) => `${type}.${problem}`);
  }
}

/** A reason for an option that is not set would be read as one for its default. */
function reasonProblems({ type, policy, policyReasons }: FailureType): string[] {
  return Object.keys(policyReasons)
    .filter((name) => !Object.hasOwn(policy, name))
    .map((name) => `${type}.policyReasons.${name}: gives a reason for an option that policy does not set`);
}

/**
 * Warns where options that a deployment sets give so much on top that a remedy comes to more than half as much again as
 * the price: more does not help then. What was paid only an event knows, so the warning says for which prices it is so.
 */
export function adviseOnGenerosity(scope: IConstruct, failures: readonly FailureType[]): void {
  for (const { type, policy } of failures) {
    const generous = onTopIn(policy).map(
      ({ option, currency, minor }) =>
        `${option} gives ${minor} ${currency} on top (minor units), which is more than half of every price below ${2 * minor}`,
    );
    if (generous.length === 0) continue;
    Annotations.of(scope).addWarningV2(
      `amends:moreThanItHelps:${type}`,
      `${type}: ${generous.join('; ')}. With the price itself that is more than 150 %, and beyond it more does not help ` +
        '(Haesevoets 2017). Set less, or acknowledge it where nothing so cheap is sold.',
    );
  }
}

interface OnTop {
  readonly option: string;
  readonly currency: string;
  readonly minor: number;
}

/** Amounts that are given beside the remedy itself, by the names that options have for them. */
function onTopIn(options: object): OnTop[] {
  return Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    if (name === 'repeats' && isRecord(value)) {
      return value['then'] === 'goodwill' ? amountsIn('repeats.goodwillMinor', value['goodwillMinor']) : [];
    }
    return /^(?:\w*[cC]redit|goodwill)Minor$/u.test(name) ? amountsIn(name, value) : [];
  });
}

function amountsIn(option: string, amounts: unknown): OnTop[] {
  if (!isRecord(amounts)) return [];
  return Object.entries(amounts).flatMap(([currency, minor]) =>
    typeof minor === 'number' && minor > 0 ? [{ option, currency, minor }] : [],
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function nameProblems({ type, definition }: FailureType, before: readonly string[]): string[] {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(type)) return [`${type}: is not in PascalCase, such as TrainDelayed`];
  if (before.includes(type)) return [`${type}: is there twice`];
  if (failureTypes.includes(type) && !isInCatalog(definition)) {
    return [`${type}: the catalog has a failure type of this name; choose another one`];
  }
  return [];
}

function sourceProblems({ type, sources }: FailureType): string[] {
  if (sources.length === 0) return [`${type}: needs a source`];
  return sources.flatMap((source) => problemsOfSource(type, source));
}

function problemsOfSource(type: string, source: string): string[] {
  if (source === outcomeSource) return [`${type}: "${outcomeSource}" is the source of what Amends itself publishes`];
  // Nobody but AWS can publish from such a source.
  if (source.startsWith('aws.')) return [`${type}: "${source}" is a source of AWS; name one of your own`];
  return /^[\w.-]+$/.test(source) ? [] : [`${type}: "${source}" is no event source`];
}

function entryProblems({ type, definition, entry }: FailureType): string[] {
  if (entry !== undefined) return fileProblems(entry).map((problem) => `${type}: its entry ${problem}`);
  return isInCatalog(definition) ? [] : [`${type}: needs the entry of its function`];
}

function apologyProblems(failures: readonly FailureType[], apologyEntry: string | undefined): string[] {
  if (apologyEntry !== undefined) return fileProblems(apologyEntry).map((problem) => `apologies.entry: ${problem}`);
  const own = failures.filter(({ definition }) => !isInCatalog(definition)).map(({ type }) => type);
  if (own.length === 0) return [];
  return [
    'apologies.entry: is missing. Name the file that exports ' +
      `\`handler = apologyHandler([...catalog, …])\` with ${own.join(', ')} in the list: only that function has their texts`,
  ];
}

function isInCatalog(definition: FailureDefinition): boolean {
  return catalog.some((known: FailureDefinition) => known === definition);
}

function fileProblems(file: string): string[] {
  if (!isAbsolute(file)) return [`${file} is not an absolute path; begin it with __dirname`];
  return existsSync(file) ? [] : [`${file} does not exist`];
}
