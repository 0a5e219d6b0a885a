import { prices, pricesAsOf, pricesOf, priceSources } from './prices';
import { assumed, measuredOfRemedy, minutesPerMonth } from './usage';

/** What of a stage costs money while nothing happens. */
export interface StageSize {
  /** Synthetic failures that are made every hour. */
  readonly hourlyFailures: number;
  /** Metrics that alarms look at. */
  readonly alarmedMetrics: number;
  readonly dashboards: number;
  readonly keys: number;
  readonly secrets: number;
  readonly retryQueues: number;
  /** Queues that Lambda reads. */
  readonly polledQueues: number;
  /** Public URLs that take webhook events. Each has one of those queues. */
  readonly webhooks: number;
  readonly tableBytes: number;
}

export interface CostLine {
  readonly what: string;
  readonly usd: number;
}

export interface CostEstimate {
  /** A month in which nothing fails, with the table as large as it is now. */
  readonly idleMonth: { readonly usd: number; readonly lines: readonly CostLine[] };
  /** A million remedies that are refunded, mailed and delivered, on top. */
  readonly million: { readonly usd: number; readonly lines: readonly CostLine[] };
  /** Year and month. */
  readonly pricesAsOf: string;
  /** The region whose list prices these are. */
  readonly region: string;
  readonly sources: readonly string[];
  readonly notIncluded: string;
}

const [million, gigabyte] = [1e6, 1e9];

/** Pure. */
export function estimateCost(size: StageSize): CostEstimate {
  return {
    idleMonth: summed(idleLines(size)),
    million: summed(millionLines(size)),
    pricesAsOf,
    region: pricesOf,
    sources: priceSources,
    notIncluded: "the provider's fees, free tiers, taxes, support, data transfer, and what a storm adds in retries",
  };
}

function idleLines(size: StageSize): CostLine[] {
  const runs = minutesPerMonth;
  const hours = runs / 60;
  return [
    line('alarms', size.alarmedMetrics * prices.alarmedMetric.usd),
    line('dashboards', size.dashboards * prices.dashboard.usd),
    line('encryption keys', size.keys * prices.key.usd),
    line('secrets', size.secrets * prices.secret.usd),
    // The sweep's, every hour; the two of the reconciliation in one hour of the day.
    line('metrics', prices.customMetric.usd * (1 + 2 / 24)),
    line('table and its recovery', stored(size.tableBytes)),
    line(
      'the sweep, once a minute',
      millionths(runs, prices.millionInvocations.usd + prices.millionScheduled.usd) +
        computed(runs, assumed.idleSweepMs) +
        millionths(runs * assumed.idleSweepReadUnits, prices.millionReadUnits.usd) +
        logged(runs * assumed.idleSweepLogBytes),
    ),
    ...(size.hourlyFailures === 0
      ? []
      : [
          line(
            'synthetic failures, once an hour',
            size.hourlyFailures *
              (millionths(hours, summed(millionLines(size)).usd) +
                assumed.metricsOfSynthetic * prices.customMetric.usd),
          ),
        ]),
    // A run a minute is always the first of its second.
    line('traces', millionths(runs, prices.millionTraces.usd)),
    line(
      'asking queues',
      millionths(
        runs * (size.retryQueues + size.polledQueues * assumed.pollsPerMinute),
        prices.millionQueueRequests.usd,
      ),
    ),
  ];
}

function millionLines({ polledQueues, webhooks }: StageSize): CostLine[] {
  const { readUnits, writeUnits, logBytes } = measuredOfRemedy;
  const functions = 3;
  return [
    line('mails', (million / 1_000) * prices.thousandMails.usd),
    line('database', readUnits * prices.millionReadUnits.usd + writeUnits * prices.millionWriteUnits.usd),
    line('compute time', computed(million, assumed.refundMs + assumed.mailMs + assumed.mailEventMs)),
    line('invocations', functions * prices.millionInvocations.usd),
    line('events', 2 * prices.millionEvents.usd),
    // Sent, received and deleted, the last two for ten at once.
    line('queues', polledQueues > webhooks ? 1.2 * prices.millionQueueRequests.usd : 0),
    line('webhook events', webhooks > 0 ? assumed.eventsOfRefund * millionEvents() : 0),
    line('log', logged(million * (logBytes + assumed.mailLogBytes))),
    line('traces', millionths(million * functions * assumed.tracedShare, prices.millionTraces.usd)),
    line('keeping the records, a month', stored(million * assumed.storedBytes)),
  ];
}

/** A million webhook events that tell nothing new. */
function millionEvents(): number {
  const functions = 2;
  return (
    functions * prices.millionInvocations.usd +
    computed(million, assumed.webhookMs + assumed.applyMs) +
    assumed.queueRequestsOfEvent * prices.millionQueueRequests.usd +
    assumed.readUnitsOfEvent * prices.millionReadUnits.usd +
    logged(million * assumed.eventLogBytes) +
    millionths(million * functions * assumed.tracedShare, prices.millionTraces.usd)
  );
}

function line(what: string, usd: number): CostLine {
  return { what, usd: Math.round(usd * 100) / 100 };
}

function summed(lines: readonly CostLine[]) {
  const usd = Math.round(lines.reduce((sum, one) => sum + one.usd, 0) * 100) / 100;
  return { usd, lines: lines.filter((one) => one.usd > 0).sort((a, b) => b.usd - a.usd) };
}

function millionths(count: number, usdPerMillion: number): number {
  return (count / million) * usdPerMillion;
}

function computed(runs: number, ms: number): number {
  return runs * (ms / 1_000) * assumed.memoryGigabytes * prices.gigabyteSecond.usd;
}

function logged(bytes: number): number {
  return (bytes / gigabyte) * prices.gigabyteOfLog.usd;
}

function stored(bytes: number): number {
  return (bytes / gigabyte) * (prices.gigabyteOfTable.usd + prices.gigabyteOfRecovery.usd);
}
