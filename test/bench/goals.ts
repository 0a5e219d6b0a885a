import type { Costs, LifeCost } from './cost';
import type { FirstEventComparison } from './first-event/first-event';
import type { GrownLedger } from './growth';
import type { LocalStormReport } from './local-storm';
import type { PageTimes } from './pages/measure-pages';
import type { RequestCounts } from './requests';
import type { DrainReport } from './drain/drain';
import type { WorkloadResult } from './throughput';

/** What was measured, of all that can be. */
export interface Measured {
  readonly throughput?: readonly WorkloadResult[];
  readonly firstEvent?: readonly FirstEventComparison[];
  readonly requests?: readonly RequestCounts[];
  readonly cost?: Costs;
  readonly drain?: readonly DrainReport[];
  readonly growth?: readonly GrownLedger[];
  readonly localStorm?: LocalStormReport;
  readonly pages?: readonly PageTimes[];
}

/** One number to reach. */
interface Goal {
  readonly name: string;
  readonly unit: '×' | 'requests' | 'USD per million' | '%' | 'failures' | 'a second' | 'ms' | 's' | 'worlds';
  readonly limit: { readonly atLeast: number } | { readonly atMost: number };
  /** What has to be run for it. */
  readonly command: string;
  /** Undefined where that was not run, or where another program measures it. */
  readonly valueIn: (measured: Measured) => number | undefined;
  /** What keeps it from being reached, and the same number with that taken out. */
  readonly without?: { readonly cause: string; readonly valueIn: (measured: Measured) => number | undefined };
}

export interface GoalResult {
  readonly name: string;
  readonly goal: string;
  /** Null where it was not measured by this run. */
  readonly value: number | null;
  readonly met: boolean | null;
  readonly command: string;
  /** The same number without what keeps it from being reached, where a goal names that. */
  readonly without?: { readonly cause: string; readonly value: number | null };
}

const bench = (option: string): string => `npm run bench -- ${option}`;
const unmeasured = (): undefined => undefined;
const requestsAlone = 'all of our own work: what is left are our requests, through the same SDKs';
const moreThanRefund =
  'what a plain refund has not: items for whose an order line is and who reports, and all beyond an item’s first kilobyte';

/** The numbers to reach, each with where it is found. */
export const goals: readonly Goal[] = [
  {
    name: 'events a second, to Powertools idempotency and two writes',
    unit: '×',
    limit: { atLeast: 1.5 },
    command: bench('--throughput'),
    valueIn: ({ throughput }) => throughput?.[0]?.oursToPowertoolsWithLedger.eventsPerSecond.median,
    without: {
      cause: requestsAlone,
      valueIn: ({ throughput }) => throughput?.[0]?.requestsAloneToPowertoolsWithLedger.eventsPerSecond.median,
    },
  },
  {
    name: 'CPU for an event, to the same',
    unit: '×',
    limit: { atMost: 0.7 },
    command: bench('--throughput'),
    valueIn: ({ throughput }) => throughput?.[0]?.oursToPowertoolsWithLedger.cpuMsPerEvent.median,
    without: {
      cause: requestsAlone,
      valueIn: ({ throughput }) => throughput?.[0]?.requestsAloneToPowertoolsWithLedger.cpuMsPerEvent.median,
    },
  },
  {
    name: 'load and first event at 0.29 of a CPU, to the peer',
    unit: '×',
    limit: { atMost: 0.6 },
    command: bench('--start-up --node NODE24'),
    valueIn: ({ firstEvent }) => worstOf(firstEvent, 'shared', 'inAllMs', 'ours'),
    without: {
      cause: requestsAlone,
      valueIn: ({ firstEvent }) => worstOf(firstEvent, 'shared', 'inAllMs', 'sdksAlone'),
    },
  },
  {
    name: 'first event at 0.29 of a CPU, to the peer',
    unit: '×',
    limit: { atMost: 1 },
    command: bench('--start-up --node NODE24'),
    valueIn: ({ firstEvent }) => worstOf(firstEvent, 'as-lambda', 'eventMs', 'ours'),
  },
  {
    name: 'database requests for a first refund, shared limits aside',
    unit: 'requests',
    limit: { atMost: 3 },
    command: bench('--cost'),
    valueIn: ({ requests }) => requests?.find(({ contestant }) => contestant === 'ours')?.firstRemedy.moneyPath,
  },
  {
    name: 'database requests for a duplicate',
    unit: 'requests',
    limit: { atMost: 1 },
    command: bench('--cost'),
    valueIn: ({ requests }) => requests?.find(({ contestant }) => contestant === 'ours')?.duplicate.moneyPath,
  },
  {
    name: 'write units of a hundredth remedy, to the first, for the dearest type',
    unit: '×',
    limit: { atMost: 1.5 },
    command: bench('--cost'),
    valueIn: ({ cost }) => most(pairsOf(cost).map(([first, hundredth]) => unitsOf(hundredth) / unitsOf(first))),
  },
  {
    name: 'database for a first whole life, for the dearest type',
    unit: 'USD per million',
    limit: { atMost: 4.5 },
    command: bench('--cost'),
    valueIn: ({ cost }) => most(pairsOf(cost).map(([first]) => first.direct.database)),
    without: {
      cause: moreThanRefund,
      valueIn: ({ cost }) => most(pairsOf(cost).map(([first]) => first.direct.databaseOfPlainRefund)),
    },
  },
  {
    name: 'all of AWS but SES for a first whole life, for the dearest type',
    unit: 'USD per million',
    limit: { atMost: 10 },
    command: bench('--cost'),
    valueIn: ({ cost }) => most(pairsOf(cost).map(([first]) => first.direct.total)),
    without: {
      cause: `the time in which the provider and the partners answer, and ${moreThanRefund}`,
      valueIn: ({ cost }) => most(pairsOf(cost).map(([first]) => first.direct.totalOfPlainRefundWithoutProvider)),
    },
  },
  {
    name: 'the provider’s rate that a storm in queues uses, where it uses the least',
    unit: '%',
    limit: { atLeast: 95 },
    command: bench('--drain'),
    valueIn: ({ drain }) => least(drain?.map(({ rateUsed }) => 100 * rateUsed)),
  },
  {
    name: 'requests that the provider turns away in a storm, where they are the most',
    unit: '%',
    limit: { atMost: 1 },
    command: bench('--drain'),
    valueIn: ({ drain }) => most(drain?.map(({ turnedAway }) => 100 * turnedAway)),
  },
  {
    name: 'failures of a storm that are left to the sweep',
    unit: 'failures',
    limit: { atMost: 0 },
    command: bench('--drain'),
    valueIn: ({ drain }) => most(drain?.map(({ leftToSweep }) => leftToSweep)),
  },
  {
    name: 'refunds of 20,000 failures through the local queues',
    unit: 'a second',
    limit: { atLeast: 90 },
    command: bench('--local-storm 20000'),
    valueIn: ({ localStorm }) => localStorm?.refundsPerSecond,
  },
  {
    name: 'mails of 20,000 failures through the local queues',
    unit: 'a second',
    limit: { atLeast: 60 },
    command: bench('--local-storm 20000'),
    valueIn: ({ localStorm }) => localStorm?.mailsPerSecond,
  },
  {
    name: 'time for a remedy with 10⁶ records in the ledger, to 10³',
    unit: '×',
    limit: { atMost: 1.1 },
    command: bench('--growth 1000,100000,1000000 --engine dynamodb-local'),
    valueIn: ({ growth }) => growth?.find(({ records }) => records >= 1_000_000)?.latencyToFirst,
  },
  {
    name: 'a page of the console with 100,000 records, 95th percentile of the slowest',
    unit: 'ms',
    limit: { atMost: 100 },
    command: bench('--pages'),
    valueIn: ({ pages }) => most(pages?.filter(({ records }) => records >= 100_000).map(({ p95Ms }) => p95Ms)),
  },
  {
    name: 'detected to mailed on this machine, 95th percentile',
    unit: 's',
    limit: { atMost: 2 },
    command: 'npm start --silent -- --once --json',
    valueIn: unmeasured,
  },
  {
    name: 'simulated worlds without a violation',
    unit: 'worlds',
    limit: { atLeast: 1_000_000 },
    command: 'npm run simulate -- --seeds 1000000',
    valueIn: unmeasured,
  },
];

export function goalResults(measured: Measured): GoalResult[] {
  return goals.map(({ name, unit, limit, command, valueIn, without }) => {
    const value = valueIn(measured);
    const goal = 'atLeast' in limit ? `≥ ${limit.atLeast} ${unit}` : `≤ ${limit.atMost} ${unit}`;
    if (value === undefined) return { name, goal, value: null, met: null, command };
    const met = 'atLeast' in limit ? value >= limit.atLeast : value <= limit.atMost;
    if (met || !without) return { name, goal, value, met, command };
    const { cause } = without;
    return { name, goal, value, met, command, without: { cause, value: without.valueIn(measured) ?? null } };
  });
}

/** As the table stands in docs/performance.md. */
export function goalTable(results: readonly GoalResult[]): string {
  const rows = results.map(({ name, goal, value, met, command }) => {
    const answer = met === null ? '' : met ? 'yes' : 'no';
    return `| ${name} | ${goal} | ${rounded(value)} | ${answer} | \`${command}\` |`;
  });
  return ['| what | goal | measured | met | by |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** What is not met, and what it would be without its cause. */
export function causeTable(results: readonly GoalResult[]): string {
  const rows = results.flatMap(({ name, goal, value, without }) =>
    without ? [`| ${name} | ${goal} | ${rounded(value)} | ${without.cause} | ${rounded(without.value)} |`] : [],
  );
  return ['| what | goal | measured | taken out | and then |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function rounded(value: number | null): string {
  return value === null ? 'not by this run' : String(Number(value.toPrecision(3)));
}

function worstOf(
  comparisons: Measured['firstEvent'],
  pace: FirstEventComparison['pace'],
  quantity: 'inAllMs' | 'eventMs',
  contestant: 'ours' | 'sdksAlone',
): number | undefined {
  return most(
    comparisons
      ?.filter((one) => one.pace === pace)
      .flatMap(({ toPeer }) => toPeer[contestant]?.[quantity].median ?? []),
  );
}

/** The first and the hundredth remedy of each type whose remedies were all issued. */
function pairsOf(cost: Costs | undefined): readonly (readonly [LifeCost, LifeCost])[] {
  const lives = cost?.lives ?? [];
  return lives.flatMap((first) => {
    const hundredth = lives.find(({ failureType, remedy }) => failureType === first.failureType && remedy === 100);
    const isMailed = first.remedy === 1 && first.state === 'issued' && hundredth?.state === 'issued';
    return isMailed ? [[first, hundredth] as const] : [];
  });
}

function unitsOf({ database: { writeUnits, indexWriteUnits } }: LifeCost): number {
  return writeUnits + indexWriteUnits;
}

function most(values: readonly number[] | undefined): number | undefined {
  return values === undefined || values.length === 0 ? undefined : Math.max(...values);
}

function least(values: readonly number[] | undefined): number | undefined {
  return values === undefined || values.length === 0 ? undefined : Math.min(...values);
}
