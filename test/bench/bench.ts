import { Command, Option } from 'commander';
import type { EngineName } from '../../local/emulator/engine/engine';
import { measureCosts } from './cost';
import { measureGrowth } from './growth';
import { measureLocalStorm } from './local-storm';
import { countRequests } from './requests';
import { measureStartUp } from './start-up';
import { simulateStorm, storm } from './storm';
import { measureThroughput } from './throughput';

interface Options {
  readonly json?: true;
  readonly quick?: true;
  readonly rounds: number;
  readonly engine: EngineName;
  readonly throughput?: true;
  readonly startUp?: true;
  readonly cost?: true;
  readonly growth?: string;
  readonly storm?: true;
  readonly localStorm?: number;
}

const command = new Command('bench')
  .description(
    'Compares the money path with its peers, and counts what it costs. Without a choice: all but growth and storms.',
  )
  .option('--json', 'print JSON and nothing else')
  .option('--quick', 'on tiny sizes, to see whether it works')
  .option('--rounds <n>', 'rounds that count', Number, 5)
  .addOption(new Option('--engine <name>').choices(['dynalite', 'dynamodb-local']).default('dynalite'))
  .option('--throughput', 'events per second, requests and CPU, against the peers')
  .option('--start-up', 'fresh process to handler ready')
  .option('--cost', 'requests, and what a million remedies cost')
  .option('--growth <sizes>', 'entries in the ledger, such as 1000,100000,1000000')
  .option('--storm', 'a million failures in five minutes, on a simulated clock')
  .option('--local-storm <count>', 'so many failures at once to the running local system, through its queues', Number);

async function main(): Promise<void> {
  const options = command.parse().opts<Options>();
  const results = await measure(options);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...machine(), ...results }, null, 2)}\n`);
  else for (const [name, result] of Object.entries(results)) show(name, result);
}

async function measure(options: Options): Promise<Record<string, unknown>> {
  const { engine, rounds, quick } = options;
  const { throughput, startUp, cost, growth, storm: simulated, localStorm } = options;
  const isChosen = [throughput, startUp, cost, growth, simulated, localStorm].some(Boolean);
  const results: Record<string, unknown> = {};
  if (throughput || !isChosen) {
    // Duplicates must not come while their first is at work, so few at once where there are few.
    const [events, atOnce] = quick ? [40, 4] : [400, 32];
    results['throughput'] = await measureThroughput({ engine, rounds, events, atOnce, providerMs: 5 });
  }
  if (startUp || !isChosen) results['startUp'] = measureStartUp(quick ? 2 : Math.max(15, rounds));
  if (cost || !isChosen) {
    results['requests'] = await countRequests(engine, quick ? 100 : 1_000);
    results['cost'] = await measureCosts(quick ? 100 : 1_000);
  }
  if (growth) {
    results['growth'] = await measureGrowth(engine, growth.split(',').map(Number), quick ? 20 : 1_000);
  }
  if (simulated) {
    const size = quick ? { failures: 20_000, publishedWithinSeconds: 6 } : {};
    results['storm'] = await simulateStorm({ ...storm, ...size });
  }
  if (localStorm) {
    const say = (line: string): void => void process.stderr.write(`${line}\n`);
    results['localStorm'] = await measureLocalStorm({ failures: localStorm, twiceEvery: 10, concurrency: 2, say });
  }
  return results;
}

function machine(): Record<string, unknown> {
  return { node: process.version, platform: `${process.platform} ${process.arch}` };
}

function show(name: string, result: unknown): void {
  const rows = Array.isArray(result) ? (result as unknown[]) : [result];
  process.stdout.write(`\n${name}\n`);
  for (const row of rows) process.stdout.write(`  ${JSON.stringify(row)}\n`);
}

void main();
