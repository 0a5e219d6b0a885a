import { prices as listPrices, pricesAsOf, pricesOf, priceSources } from '../../cli/doctor/cost/prices';
import type { OnProgress } from '../../cli/progress-line';
import { startEmulatedServicesApart } from './emulated-services';
import { lambdaShare } from './first-event/cpu-quota';
import {
  firstStories,
  Lives,
  meanOf,
  steps,
  type FunctionRun,
  type Life,
  type LifeKind,
  type Step,
} from './cost/whole-life';
import { sumOf, nothing, type DatabaseUse } from './cost/database-use';
import { clientAt, createBenchTables } from './tables';

/** What cannot be measured without an account: how long others take, in milliseconds. */
export const assumptions = {
  memoryGigabytes: 0.5,
  databaseMs: 5,
  eventsMs: 15,
  /** Stripe, or a partner's endpoint. */
  providerMs: 300,
  mailMs: 60,
  /** Messages that a function gets at once, and how many it works on at once: refunds, and mails. */
  queuedBatch: 10,
  lanes: { refund: 5, mail: 1, deliveryReport: 1 },
  /** X-Ray records the first trace of a second, and 5 % of the others. */
  tracedShare: 0.05,
} as const;

/** In USD per million lives. The mail itself (SES) is not among them. */
export type CostLines = Readonly<
  Record<
    'failureEvent' | 'outcomeEvents' | 'queues' | 'invocations' | 'computeTime' | 'database' | 'log' | 'traces',
    number
  >
>;

export interface LifeCost {
  readonly failureType: string;
  readonly story: string;
  /** Of that customer. The 10th is the mean of the 6th to the 10th, the 100th that of the 91st to the 100th. */
  readonly remedy: 1 | 10 | 100;
  /** What became of it: only what is issued is mailed. */
  readonly state: Life['state'];
  readonly database: DatabaseUse;
  readonly logBytes: number;
  /** Billed for the three functions, in milliseconds. */
  readonly billedMs: number;
  readonly direct: CostLines & { readonly total: number };
  readonly queued: CostLines & { readonly total: number };
}

export interface Costs {
  readonly pricesAsOf: string;
  readonly region: string;
  readonly sources: readonly string[];
  readonly assumptions: typeof assumptions;
  readonly lives: readonly LifeCost[];
}

const remediesOfCustomer = 100;

/** Which lives of a customer stand for the first, the tenth and the hundredth. */
const samples = { 1: [1, 1], 10: [6, 10], 100: [91, 100] } as const;

/** Lives through a hundred remedies of one customer for every failure type, and prices what was counted. */
export async function measureCosts(onProgress?: OnProgress, kinds: readonly LifeKind[] = firstStories): Promise<Costs> {
  const lives: LifeCost[] = [];
  for (const [done, kind] of kinds.entries()) {
    const onLife = (n: number): void => onProgress?.(done * remediesOfCustomer + n, kinds.length * remediesOfCustomer);
    lives.push(...(await livesOf(kind, onLife)));
  }
  return { pricesAsOf, region: pricesOf, sources: priceSources, assumptions, lives };
}

async function livesOf(kind: LifeKind, onLife: (n: number) => void): Promise<LifeCost[]> {
  const services = await startEmulatedServicesApart({ engine: 'dynalite', providerMs: 0 });
  try {
    (await createBenchTables(services.engine)).destroy();
    const client = clientAt(services.engine);
    const functions = new Lives(client, kind);
    // A function that has worked for a while: its blocks of shared limits are as large as they get.
    for (let n = 1; n <= remediesOfCustomer; n++) await functions.next(`cus_warm${String(n).padStart(28, '0')}`, n);
    const lived: Life[] = [];
    for (let n = 1; n <= remediesOfCustomer; n++) {
      onLife(n);
      lived.push(await functions.next('cus_5b1f2c9e-8d34-4a7b-9c55-0e6f1a2b3c4d', n));
    }
    client.destroy();
    return ([1, 10, 100] as const).map((remedy) => costOf(kind, remedy, lived));
  } finally {
    await services.stop();
  }
}

function costOf({ definition, story }: LifeKind, remedy: 1 | 10 | 100, lived: readonly Life[]): LifeCost {
  const [from, to] = samples[remedy];
  const sample = lived.slice(from - 1, to);
  // What a function computes does not depend on which remedy it is, and one alone is measured badly.
  const cpuMs = Object.fromEntries(
    steps.map((step) => [step, meanOf(lived.map(({ runs }) => runs[step])).cpuMs]),
  ) as Record<Step, number>;
  const runs = Object.fromEntries(
    steps.map((step) => [step, { ...meanOf(sample.map((life) => life.runs[step])), cpuMs: cpuMs[step] }]),
  ) as Record<Step, FunctionRun>;
  const database = steps.map((step) => runs[step].database).reduce(sumOf, nothing);
  return {
    failureType: definition.type,
    story,
    remedy,
    state: lived[to - 1]?.state ?? 'none',
    database,
    logBytes: steps.reduce((sum, step) => sum + runs[step].logBytes, 0),
    billedMs: steps.reduce((sum, step) => sum + billedMs(runs[step]), 0),
    direct: linesOf(runs, database, 'direct'),
    queued: linesOf(runs, database, 'queued'),
  };
}

/** Its own work at the share of a CPU that it has, and its waiting for others, of which lanes do some at once. */
function billedMs({ cpuMs, database, providerRequests, events, mails }: FunctionRun, lanes = 1): number {
  const { databaseMs, providerMs, eventsMs, mailMs } = assumptions;
  const waitingMs = database.requests * databaseMs + providerRequests * providerMs + events * eventsMs + mails * mailMs;
  return cpuMs / lambdaShare + waitingMs / lanes;
}

type Delivery = 'direct' | 'queued';

function linesOf(
  runs: Readonly<Record<Step, FunctionRun>>,
  { readUnits, writeUnits, indexWriteUnits }: DatabaseUse,
  delivery: Delivery,
): CostLines & { readonly total: number } {
  const isQueued = (step: Step): boolean => delivery === 'queued' && step !== 'deliveryReport';
  const sum = (valueOf: (step: Step) => number): number => steps.reduce((all, step) => all + valueOf(step), 0);
  // Where nothing was mailed, nobody ran for it.
  const ran = (step: Step): number => (runs[step].cpuMs > 0 && runs[step].logBytes > 0 ? 1 : 0);
  const { queuedBatch, lanes, memoryGigabytes, tracedShare } = assumptions;
  const invocations = sum((step) => ran(step) / (isQueued(step) ? queuedBatch : 1));
  const ms = sum((step) => billedMs(runs[step], isQueued(step) ? lanes[step] : 1));
  const lines: CostLines = {
    failureEvent: listPrices.millionEvents.usd,
    outcomeEvents: sum((step) => runs[step].events) * listPrices.millionEvents.usd,
    // EventBridge puts each message alone; a batch is received and deleted together.
    queues: sum((step) => (isQueued(step) ? 1 + 2 / queuedBatch : 0)) * listPrices.millionQueueRequests.usd,
    invocations: invocations * listPrices.millionInvocations.usd,
    computeTime: (ms / 1_000) * memoryGigabytes * listPrices.gigabyteSecond.usd * 1e6,
    database: databaseUsd(readUnits, writeUnits + indexWriteUnits),
    log: (sum((step) => runs[step].logBytes) / 1e9) * 1e6 * listPrices.gigabyteOfLog.usd,
    traces: invocations * tracedShare * listPrices.millionTraces.usd,
  };
  return { ...lines, total: Object.values(lines).reduce((all, line) => all + line, 0) };
}

/** For a million times so many units. */
function databaseUsd(readUnits: number, writeUnits: number): number {
  return readUnits * listPrices.millionReadUnits.usd + writeUnits * listPrices.millionWriteUnits.usd;
}
