import { prices as listPrices, pricesAsOf, pricesOf, priceSources } from '../../cli/doctor/cost/prices';
import type { OnProgress } from '../../cli/progress-line';
import { batchSize, timeInQueue } from '../../lib/function/queued-events';
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
  /**
   * In a storm, queues are drained as fast as others allow, by two functions at each, which take batch after batch for
   * three minutes and are billed for all of that: `lib/function/queued-events.ts`.
   */
  storm: {
    memoryGigabytes: 1,
    functions: 2,
    batch: batchSize,
    secondsOfFunction: timeInQueue.toSeconds(),
    /** What a provider and SES take. */
    perSecond: { refund: 25, mail: 14 },
  },
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
  readonly direct: CostLines & {
    readonly total: number;
    /** If providers and partners answered at once: a function is billed while it waits for them. */
    readonly totalWithoutProvider: number;
    /** If every item were as small as those of a plain refund, and there were no others ({@link DatabaseUse}). */
    readonly databaseOfPlainRefund: number;
    /** If both were so. */
    readonly totalOfPlainRefundWithoutProvider: number;
  };
  /** In a storm. */
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
  const alone = withoutProvider(runs);
  const plain = { ...database, writeUnits: database.writeUnits - database.furtherWriteUnits };
  return {
    failureType: definition.type,
    story,
    remedy,
    state: lived[to - 1]?.state ?? 'none',
    database,
    logBytes: steps.reduce((sum, step) => sum + runs[step].logBytes, 0),
    billedMs: steps.reduce((sum, step) => sum + billedMs(runs[step]), 0),
    direct: {
      ...linesOf(runs, database, 'direct'),
      totalWithoutProvider: linesOf(alone, database, 'direct').total,
      databaseOfPlainRefund: linesOf(runs, plain, 'direct').database,
      totalOfPlainRefundWithoutProvider: linesOf(alone, plain, 'direct').total,
    },
    queued: linesOf(runs, database, 'queued'),
  };
}

function withoutProvider(runs: Readonly<Record<Step, FunctionRun>>): Readonly<Record<Step, FunctionRun>> {
  return Object.fromEntries(steps.map((step) => [step, { ...runs[step], providerRequests: 0 }])) as Record<
    Step,
    FunctionRun
  >;
}

/** Its own work at the share of a CPU that it has, and its waiting for others. */
function billedMs({ cpuMs, database, providerRequests, events, mails }: FunctionRun): number {
  const { databaseMs, providerMs, eventsMs, mailMs } = assumptions;
  const waitingMs = database.requests * databaseMs + providerRequests * providerMs + events * eventsMs + mails * mailMs;
  return cpuMs / lambdaShare + waitingMs;
}

type Delivery = 'direct' | 'queued';

/** What is billed for one run of a function, or for its part in one. */
interface Billed {
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  readonly queueRequests: number;
}

function billedFor(step: Step, run: FunctionRun, delivery: Delivery): Billed {
  // Where nothing was mailed, nobody ran for it.
  const ran = run.cpuMs > 0 && run.logBytes > 0 ? 1 : 0;
  if (delivery === 'direct' || step === 'deliveryReport') {
    const gigabyteSeconds = (billedMs(run) / 1_000) * assumptions.memoryGigabytes;
    return { invocations: ran, gigabyteSeconds, queueRequests: 0 };
  }
  const { functions, batch, secondsOfFunction, perSecond, memoryGigabytes } = assumptions.storm;
  const perFunction = perSecond[step] / functions;
  // Twice the memory is twice the CPU.
  const cpuSeconds = run.cpuMs / 1_000 / ((lambdaShare * memoryGigabytes) / assumptions.memoryGigabytes);
  return {
    invocations: ran / (perFunction * secondsOfFunction),
    gigabyteSeconds: ran * Math.max(cpuSeconds, 1 / perFunction) * memoryGigabytes,
    // EventBridge puts each message alone; a batch is received and deleted together.
    queueRequests: ran * (1 + 2 / batch),
  };
}

function linesOf(
  runs: Readonly<Record<Step, FunctionRun>>,
  { readUnits, writeUnits, indexWriteUnits }: DatabaseUse,
  delivery: Delivery,
): CostLines & { readonly total: number } {
  const billed = steps.map((step) => billedFor(step, runs[step], delivery));
  const invocations = totalOf(billed.map((one) => one.invocations));
  const lines: CostLines = {
    failureEvent: listPrices.millionEvents.usd,
    outcomeEvents: totalOf(steps.map((step) => runs[step].events)) * listPrices.millionEvents.usd,
    queues: totalOf(billed.map((one) => one.queueRequests)) * listPrices.millionQueueRequests.usd,
    invocations: invocations * listPrices.millionInvocations.usd,
    computeTime: totalOf(billed.map((one) => one.gigabyteSeconds)) * listPrices.gigabyteSecond.usd * 1e6,
    database: databaseUsd(readUnits, writeUnits + indexWriteUnits),
    log: (totalOf(steps.map((step) => runs[step].logBytes)) / 1e9) * 1e6 * listPrices.gigabyteOfLog.usd,
    traces: invocations * assumptions.tracedShare * listPrices.millionTraces.usd,
  };
  return { ...lines, total: totalOf(Object.values(lines)) };
}

function totalOf(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

/** For a million times so many units. */
function databaseUsd(readUnits: number, writeUnits: number): number {
  return readUnits * listPrices.millionReadUnits.usd + writeUnits * listPrices.millionWriteUnits.usd;
}
