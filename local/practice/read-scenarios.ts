import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenarioSchema, type Scenario } from './scenario';

/** Scenarios that cannot be practised with, and everything that is wrong with them. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  constructor(readonly problems: readonly string[]) {
    super(`These scenarios cannot be practised with (docs/practice.md):\n${problems.join('\n')}`);
  }
}

const ownFolder = join(__dirname, 'scenarios');

/**
 * The scenarios of this project, and a team's own.
 *
 * @param folder has a file `.json` for each of a team's own. One with the id of one of ours takes its place
 * @throws {@link ScenarioError}
 */
export function readScenarios(folder?: string): readonly Scenario[] {
  const problems: string[] = [];
  const found = new Map<string, Scenario>();
  for (const place of folder === undefined ? [ownFolder] : [ownFolder, folder]) {
    for (const scenario of scenariosIn(place, problems)) found.set(scenario.id, scenario);
  }
  if (problems.length > 0) throw new ScenarioError(problems);
  return [...found.values()];
}

function scenariosIn(folder: string, problems: string[]): Scenario[] {
  const files = filesIn(folder, problems);
  if (files.length === 0 && problems.length === 0) problems.push(`${folder}: has no file .json`);
  return files.flatMap((file) => {
    const read = readIn(join(folder, file));
    if ('scenario' in read) return [read.scenario];
    problems.push(...read.problems.map((problem) => `${file}: ${problem}`));
    return [];
  });
}

function filesIn(folder: string, problems: string[]): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .toSorted();
  } catch (error) {
    problems.push(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function readIn(file: string): { readonly scenario: Scenario } | { readonly problems: readonly string[] } {
  try {
    const parsed = scenarioSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (parsed.success) return { scenario: parsed.data };
    return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  } catch (error) {
    return { problems: [`is no JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
}
