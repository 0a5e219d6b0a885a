import { join } from 'node:path';
import { ProgressLine } from '../../cli/progress-line';
import { bundleSimulation, Bundler } from './bundle';
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
  const bundlers = new Map<string | undefined, Bundler>();
  const line = new ProgressLine({ unit: 'mutants', isQuiet: json });
  try {
    for (const [index, group] of groups.entries()) {
      line.update(index, groups.length);
      const sound = soundOf.get(group.worker) ?? join(folder, `sound-${index}.cjs`);
      if (!soundOf.has(group.worker)) await bundleSimulation(sound, [], group.worker);
      soundOf.set(group.worker, sound);
      const bundler = bundlers.get(group.worker) ?? bundlerOf(groups, group.worker);
      bundlers.set(group.worker, bundler);
      const one = await runMutantGroup(group, { bundle: join(folder, 'mutant.cjs'), sound, seeds, bundler });
      found.push(one);
      if (!json) line.aside(() => console.log(lineOf(one)));
    }
  } finally {
    line.end();
    for (const bundler of bundlers.values()) await bundler.close();
  }
  if (json) console.log(JSON.stringify(found, null, 2));
  return found.length > 0 && found.every((one) => one.seeds !== undefined);
}

function lineOf({ name, seeds, violation = '' }: MutantResult): string {
  const end = seeds === undefined ? 'SURVIVED' : `killed after ${seeds} seeds`;
  return `${name.padEnd(48)} ${end.padEnd(28)} ${violation}`;
}

/** How a mutant is run. */
export interface MutantRun {
  /** Where its bundle is written. */
  readonly bundle: string;
  /** The bundle without any mutant, for worlds that fail with it too prove nothing about the mutant. */
  readonly sound: string;
  /** How many worlds it is given. */
  readonly seeds: number;
  /** @default - it is bundled by itself */
  readonly bundler?: Bundler | undefined;
  /** Up to this seed all worlds are known not to fail without any mutant. @default 0 */
  readonly soundUpTo?: number | undefined;
}

/** Bundles the mutants of the same worlds one after another. */
export function bundlerOf(groups: readonly MutantGroup[], worker: string | undefined): Bundler {
  const mutants = groups.filter((group) => group.worker === worker).flatMap((group) => group.mutants);
  return new Bundler(
    mutants.map(({ file }) => file),
    worker,
  );
}

export async function runMutantGroup(
  { name, mutants, worker }: MutantGroup,
  { bundle, sound, seeds, bundler, soundUpTo = 0 }: MutantRun,
): Promise<MutantResult> {
  await (bundler ? bundler.bundle(bundle, mutants) : bundleSimulation(bundle, mutants, worker));
  for (let from = 1; from <= seeds;) {
    const { failures } = await runSeeds(bundle, { from, seeds: seeds - from + 1, stopsAtFailure: true });
    const [first] = failures;
    if (!first) return { name };
    const [violation = ''] = first.violations;
    if (violation.includes('ReferenceError'))
      throw new BrokenMutantError(`${name} names what is not there: ${violation}`);
    const isSound = first.seed <= soundUpTo || (await traceSeed(sound, first.seed)).failures.length === 0;
    if (isSound) return { name, seeds: first.seed, violation };
    from = first.seed + 1;
  }
  return { name };
}
