import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { withProgress } from '../../cli/progress-line';
import { afterwardsHasToHappen } from './afterwards/what-has-to-happen';
import { bundleSimulation } from './bundle';
import { channelsHaveToHappen } from './channels/what-has-to-happen';
import { neverHappened } from './conversations/what-has-to-happen';
import { coverage } from './coverage';
import { runSeedsKept } from './kept-progress';
import { nameOfMutant } from './mutant-groups';
import { runSeeds, traceSeed } from './worker-pool';
import { runMutants } from './run-mutants';

interface Options {
  readonly seeds?: string;
  readonly from: string;
  readonly seed?: string;
  readonly trace?: boolean;
  readonly json?: boolean;
  readonly mutants?: boolean;
  readonly only?: string;
  readonly keepGoing?: boolean;
  readonly keep?: string;
  readonly conversations?: boolean;
  readonly afterwards?: boolean;
  readonly channels?: boolean;
}

async function simulate(options: Options): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'simulation-'));
  try {
    if (options.mutants) return await runMutants(folder, { ...options, seeds: Number(options.seeds ?? 20_000) });
    const bundle = join(folder, 'simulation.cjs');
    await bundleSimulation(bundle, [], workerOf(options));
    if (options.seed !== undefined) return await replay(bundle, Number(options.seed), options.trace ?? false);
    return await runMany(bundle, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Which worlds are meant. Undefined for those of money. */
function workerOf({ conversations, afterwards, channels }: Options): string | undefined {
  if (conversations) return 'conversations/worker.ts';
  if (afterwards) return 'afterwards/worker.ts';
  return channels ? 'channels/worker.ts' : undefined;
}

async function replay(bundle: string, seed: number, isTraced: boolean): Promise<boolean> {
  const { trace, failures } = await traceSeed(bundle, seed);
  if (isTraced) console.log(trace.join('\n'));
  for (const sentence of failures.flatMap(({ violations }) => violations)) console.error(sentence);
  if (failures.length === 0) console.error(`seed ${seed}: nothing is wrong`);
  return failures.length === 0;
}

async function runMany(
  bundle: string,
  { seeds = '10000', from, json, keepGoing, keep, ...kind }: Options,
): Promise<boolean> {
  const report = await withProgress({ unit: 'worlds', isQuiet: json }, (onProgress) => {
    const order = { from: Number(from), seeds: Number(seeds), stopsAtFailure: !keepGoing, onProgress };
    return keep === undefined ? runSeeds(bundle, order) : runSeedsKept(bundle, order, { file: keep });
  });
  const { missed, lines } = comeAcross(kind, report.counts);
  const seedsPerSecond = Math.round(report.seeds / (report.ms / 1_000));
  if (json) {
    const counts = Object.fromEntries([...report.counts].sort());
    console.log(
      JSON.stringify({ seeds: report.seeds, seedsPerSecond, failures: report.failures, missed, counts }, null, 2),
    );
  } else {
    console.log([...lines, `${report.seeds} seeds, ${seedsPerSecond} a second`].join('\n'));
  }
  for (const { seed, violations } of report.failures.slice(0, 10)) {
    const again = `npm run simulate -- ${flagOf(kind)}--seed ${seed} --trace`;
    console.error(`seed ${seed}: ${violations[0] ?? ''}\n  replay it: ${again}`);
  }
  if (missed.length > 0) console.error(`never happened: ${missed.join(', ')}`);
  return report.failures.length === 0;
}

type Kind = Pick<Options, 'conversations' | 'afterwards' | 'channels'>;

function comeAcross({ conversations, afterwards, channels }: Kind, counts: ReadonlyMap<string, number>) {
  if (conversations) return { missed: neverHappened(counts), lines: [] };
  if (!afterwards && !channels) return coverage(counts);
  const hasToHappen = afterwards ? afterwardsHasToHappen : channelsHaveToHappen;
  return { missed: hasToHappen.filter((what) => !counts.has(what)), lines: [] };
}

function flagOf({ conversations, afterwards, channels }: Kind): string {
  if (conversations) return '--conversations ';
  if (afterwards) return '--afterwards ';
  return channels ? '--channels ' : '';
}

const command = new Command('simulate')
  .description('Runs simulated worlds, and says in which of them money was lost, paid twice or given over a limit.')
  .option('--seeds <count>', 'how many worlds: 10000 by itself, 20000 at most for each mutant')
  .option('--from <seed>', 'the first of them', '1')
  .option('--seed <seed>', 'one world only')
  .option('--trace', 'print everything that happens in that world')
  .option('--json', 'report as JSON')
  .option('--keep <file>', 'write down what came of them after each thousand, and go on from there the next time')
  .option('--keep-going', 'do not stop at the first world that fails')
  .option('--conversations', 'worlds of customers who write and people who answer, and not of money')
  .option('--afterwards', 'worlds that go on for weeks, with all that follows after a mail that says sorry')
  .option('--channels', 'worlds with networks on which customers write, and are written to')
  .option('--mutants', 'break the flow on purpose in every listed way, and see whether it is noticed')
  .option('--only <name>', 'one mutant only', nameOfMutant);

command.parse();
void simulate(command.opts<Options>()).then((isFine) => {
  process.exitCode = isFine ? 0 : 1;
});
