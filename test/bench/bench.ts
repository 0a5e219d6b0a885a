import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { Command, Option } from 'commander';
import { withProgress, type OnProgress } from '../../cli/progress-line';
import type { EngineName } from '../../local/emulator/engine/engine';
import { measureAnswers } from './answers/measure-answers';
import { measureCosts } from './cost';
import { measureDetect } from './detect/measure-detect';
import { simulateDrain, type DrainReport } from './drain/drain';
import { drainTable } from './drain/drain-table';
import { simulateDrains, simulateOtherDrains } from './drain/drains';
import { measureFirstEvent } from './first-event/first-event';
import { causeTable, goalResults, goalTable, type GoalResult } from './goals';
import { measureGrowth } from './growth';
import { measureLifeAlone } from './life-alone';
import { measureLocalStorm } from './local-storm';
import { measurePages } from './pages/measure-pages';
import { countRequests } from './requests';
import { measureStartUp } from './start-up';
import { measureThroughput } from './throughput';

interface Options {
  readonly json?: true;
  readonly table?: true;
  readonly from?: readonly string[];
  readonly quick?: true;
  readonly rounds: number;
  readonly engine: EngineName;
  readonly throughput?: true;
  readonly startUp?: true;
  readonly forms?: true;
  readonly node: readonly string[];
  readonly cost?: true;
  readonly growth?: string;
  readonly drain?: true;
  readonly failures?: number;
  readonly localStorm?: number;
  readonly pages?: true | number;
  readonly detect?: true;
  readonly answers?: true;
}

const command = new Command('bench')
  .description(
    'Compares the money path with its peers, and counts what it costs. Without a choice: all but growth, the local storm, pages, answers and detectors.',
  )
  .option('--json', 'print JSON and nothing else')
  .option(
    '--table',
    'print the tables of goals and drained storms as they stand in docs/performance.md, and nothing else',
  )
  .option('--from <files...>', 'count what earlier runs printed with --json; nothing else is run unless it is chosen')
  .option('--quick', 'on tiny sizes, to see whether it works')
  .option('--rounds <n>', 'rounds that count', Number, 9)
  .addOption(new Option('--engine <name>').choices(['dynalite', 'dynamodb-local']).default('dynalite'))
  .option('--throughput', 'events per second, requests and CPU, against the peers')
  .option('--start-up', 'loading every function, and the first event of one under a CPU quota')
  .option('--forms', 'with --start-up: also in the forms in which functions are not deployed')
  .option('--node <paths...>', 'with --start-up: the Nodes that give the first event', [process.execPath])
  .option('--cost', 'requests, and what a million whole lives cost, by failure type')
  .option('--growth <sizes>', 'remedy records in the ledger, such as 1000,100000,1000000')
  .option('--drain', 'storms that wait in queues, drained by the deployed handlers, on a simulated clock')
  .option('--failures <count>', 'with --drain: one storm of so many, refunded and mailed, and no other', Number)
  .option('--local-storm <count>', 'so many failures at once to the running local system, through its queues', Number)
  .option('--detect', 'what detectors make of sessions, parcels, tickets and services with planted failures')
  .option('--answers', 'how long customers wait for the answer to a report, on the local system')
  .option('--pages [records]', 'the pages of the console, with so many remedy records (100,000) in the ledger', Number);

async function main(): Promise<void> {
  // As every deployed function has one: without it, each run of one says that it is missing.
  process.env['POWERTOOLS_METRICS_NAMESPACE'] ??= 'Amends/bench';
  const options = command.parse().opts<Options>();
  const earlier = (options.from ?? []).map((file) => JSON.parse(readFileSync(file, 'utf8')) as object);
  const results: Record<string, unknown> = Object.assign({}, ...earlier, await measure(options));
  const goals = goalResults(results);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...machine(), ...results, goals }, null, 2)}\n`);
  else if (options.table) process.stdout.write(tables(results, goals));
  else for (const [name, result] of Object.entries({ ...results, goals })) show(name, result);
}

async function measure(options: Options): Promise<Record<string, unknown>> {
  const { engine, rounds, quick, json, table, from } = options;
  const { throughput, startUp, cost, drain, failures, growth, localStorm, pages, detect, answers } = options;
  const isChosen = [from, throughput, startUp, cost, drain, growth, localStorm, pages, detect, answers].some(Boolean);
  const results: Record<string, unknown> = {};
  const take = async (name: string, unit: string, work: (onProgress: OnProgress) => unknown): Promise<void> => {
    results[name] = await withProgress({ unit, isQuiet: json ?? table }, work);
  };
  if (detect) {
    const sizes = quick
      ? { sessions: 10_000, parcels: 10_000, tickets: 10_000, services: 200 }
      : { sessions: 1_000_000, parcels: 100_000, tickets: 100_000, services: 10_000 };
    const settings = { ...sizes, seed: 17, nowMs: () => performance.now() };
    await take('detect', 'lives', (onProgress) => measureDetect({ ...settings, onProgress }));
  }
  if (answers) await take('answers', 'reports', (onProgress) => measureAnswers(quick ? 5 : 60, onProgress));
  const events = quick ? 100 : 1_000;
  if (throughput || !isChosen) {
    // Duplicates must not come while their first is at work, so few at once where there are few.
    const [perLap, atOnce] = quick ? [40, 4] : [400, 32];
    const settings = { engine, rounds, events: perLap, atOnce, providerMs: 5 };
    await take('throughput', 'laps', (onProgress) => measureThroughput({ ...settings, onProgress }));
  }
  if (startUp || !isChosen) {
    const starts = quick ? 2 : Math.max(15, rounds);
    const settings = { rounds: starts, nodes: options.node, forms: options.forms };
    await take('startUp', 'rounds', (onProgress) => measureStartUp(starts, onProgress));
    await take('firstEvent', 'rounds', (onProgress) => measureFirstEvent({ ...settings, onProgress }));
  }
  if (cost || !isChosen) {
    await take('requests', 'events', (onProgress) => countRequests(engine, events, undefined, onProgress));
    await take('cost', 'remedies', (onProgress) => measureCosts(onProgress));
  }
  if (drain && failures) {
    const large = { refundsPerSecond: 25, latencyMs: 300, types: 1, mailsPerSecond: 14 } as const;
    await take('largeDrain', 'refunds', (onProgress) => simulateDrain({ ...large, failures }, onProgress));
  } else if (drain || !isChosen) {
    const [long, short] = quick ? [0.1, 0.1] : [10, 2];
    await take('drain', 'storms', (onProgress) => simulateDrains(long, onProgress));
    await take('shortDrain', 'storms', (onProgress) => simulateDrains(short, onProgress));
    await take('otherDrains', 'storms', (onProgress) => simulateOtherDrains(long, onProgress));
  }
  if (growth) {
    const sizes = growth.split(',').map(Number);
    await take('growth', 'customers', (onProgress) => measureGrowth(engine, sizes, quick ? 20 : events, onProgress));
  }
  if (localStorm) {
    const settings = { failures: localStorm, twiceEvery: 10, concurrency: 2 };
    await take('localStorm', 'steps', (onProgress) => measureLocalStorm({ ...settings, onProgress }));
    await take('lifeAlone', 'lives', (onProgress) => measureLifeAlone(Math.min(1_500, localStorm), onProgress));
  }
  if (pages) {
    const records = pages === true ? 100_000 : pages;
    const settings = { engine, records, times: quick ? 5 : 40 };
    await take('pages', 'records', (onProgress) => measurePages({ ...settings, onProgress }));
  }
  return results;
}

/** The goals, and the storms that were drained. */
function tables({ drain, shortDrain }: Record<string, unknown>, goals: readonly GoalResult[]): string {
  const drains = [drain, shortDrain].filter((reports) => reports !== undefined) as (readonly DrainReport[])[];
  return [goalTable(goals), causeTable(goals), ...drains.map(drainTable)].map((table) => `${table}\n`).join('\n');
}

function machine(): Record<string, unknown> {
  const [lastMinute] = loadavg();
  return { node: process.version, platform: `${process.platform} ${process.arch}`, load: lastMinute };
}

function show(name: string, result: unknown): void {
  const rows = Array.isArray(result) ? (result as unknown[]) : [result];
  process.stdout.write(`\n${name}\n`);
  for (const row of rows) process.stdout.write(`  ${JSON.stringify(row)}\n`);
}

void main();
