import { join } from 'node:path';
import { ProgressLine } from '../../cli/progress-line';
import { bundleSimulation } from './bundle';
import { runSeeds, traceSeed } from './worker-pool';
import type { MutantGroup } from './mutant';
import { mutantGroups } from './mutant-groups';

export interface RunMutantsOptions {
  readonly seeds: number;
  readonly only?: string | undefined;
  readonly json?: boolean | undefined;
}

/** What became of one mutant, or of several that are switched on together. */
export interface MutantResult {
  readonly name: string;
  /** How many worlds it took to notice it. Missing where none did. */
  readonly seeds?: number;
  readonly violation?: string;
}

/** A mutant does not compile, so that its end says nothing about the code. Its replacement has to follow the code. */
export class BrokenMutantError extends Error {
  override readonly name = 'BrokenMutantError';
}

/** Breaks the code in every listed way, and runs worlds until one of them notices. */
export async function runMutants(folder: string, { seeds, only, json }: RunMutantsOptions): Promise<boolean> {
  const found: MutantResult[] = [];
  const soundOf = new Map<string | undefined, string>();
  const groups = mutantGroups.filter(({ name }) => only === undefined || name === only);
  const line = new ProgressLine({ unit: 'mutants', isQuiet: json });
  try {
    for (const [index, group] of groups.entries()) {
      line.update(index, groups.length);
      const sound = soundOf.get(group.worker) ?? join(folder, `sound-${index}.cjs`);
      if (!soundOf.has(group.worker)) await bundleSimulation(sound, [], group.worker);
      soundOf.set(group.worker, sound);
      const one = await runMutantGroup(join(folder, `mutant-${index}.cjs`), sound, group, seeds);
      found.push(one);
      if (!json) line.aside(() => console.log(lineOf(one)));
    }
  } finally {
    line.end();
  }
  if (json) console.log(JSON.stringify(found, null, 2));
  return found.length > 0 && found.every((one) => one.seeds !== undefined);
}

function lineOf({ name, seeds, violation = '' }: MutantResult): string {
  const end = seeds === undefined ? 'SURVIVED' : `killed after ${seeds} seeds`;
  return `${name.padEnd(48)} ${end.padEnd(28)} ${violation}`;
}

/** @param sound the bundle without any mutant, for worlds that fail with it too prove nothing about the mutant */
export async function runMutantGroup(
  bundle: string,
  sound: string,
  { name, mutants, worker }: MutantGroup,
  seeds: number,
): Promise<MutantResult> {
  await bundleSimulation(bundle, mutants, worker);
  for (let from = 1; from <= seeds;) {
    const { failures } = await runSeeds(bundle, { from, seeds: seeds - from + 1, stopsAtFailure: true });
    const [first] = failures;
    if (!first) return { name };
    const { failures: anyway } = await traceSeed(sound, first.seed);
    const [violation = ''] = first.violations;
    if (violation.includes('ReferenceError'))
      throw new BrokenMutantError(`${name} names what is not there: ${violation}`);
    if (anyway.length === 0) return { name, seeds: first.seed, violation };
    from = first.seed + 1;
  }
  return { name };
}
