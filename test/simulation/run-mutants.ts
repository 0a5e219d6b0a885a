import { join } from 'node:path';
import { ProgressLine } from '../../cli/progress-line';
import { bundleSimulation } from './bundle';
import { runSeeds, tellSeed } from './crew';
import { hunts, type Hunt } from './mutants';

export interface HuntOptions {
  readonly seeds: number;
  readonly only?: string | undefined;
  readonly json?: boolean | undefined;
}

/** What became of one mutant, or of several that are switched on together. */
export interface Hunted {
  readonly name: string;
  /** How many worlds it took to notice it. Missing where none did. */
  readonly seeds?: number;
  readonly violation?: string;
}

/** Breaks the flow in every listed way, and lives through worlds until one of them notices. */
export async function huntMutants(folder: string, { seeds, only, json }: HuntOptions): Promise<boolean> {
  const found: Hunted[] = [];
  const sound = join(folder, 'sound.cjs');
  await bundleSimulation(sound);
  const hunted = hunts.filter(({ name }) => only === undefined || name === only);
  const line = new ProgressLine({ unit: 'mutants', isQuiet: json });
  try {
    for (const [index, hunt] of hunted.entries()) {
      line.update(index, hunted.length);
      const one = await huntOne(join(folder, `mutant-${index}.cjs`), sound, hunt, seeds);
      found.push(one);
      if (!json) line.aside(() => console.log(lineOf(one)));
    }
  } finally {
    line.end();
  }
  if (json) console.log(JSON.stringify(found, null, 2));
  return found.length > 0 && found.every((one) => one.seeds !== undefined);
}

function lineOf({ name, seeds, violation = '' }: Hunted): string {
  const end = seeds === undefined ? 'SURVIVED' : `killed after ${seeds} seeds`;
  return `${name.padEnd(48)} ${end.padEnd(28)} ${violation}`;
}

/** @param sound the bundle without any mutant, for worlds that fail with it too prove nothing about the mutant */
export async function huntOne(bundle: string, sound: string, { name, mutants }: Hunt, seeds: number): Promise<Hunted> {
  await bundleSimulation(bundle, mutants);
  for (let from = 1; from <= seeds;) {
    const { failures } = await runSeeds(bundle, { from, seeds: seeds - from + 1, stopsAtFailure: true });
    const [first] = failures;
    if (!first) return { name };
    const { failures: anyway } = await tellSeed(sound, first.seed);
    if (anyway.length === 0) return { name, seeds: first.seed, violation: first.violations[0] ?? '' };
    from = first.seed + 1;
  }
  return { name };
}
