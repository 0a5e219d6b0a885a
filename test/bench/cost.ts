import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { prices as listPrices } from '../../cli/doctor/cost/prices';
import type { OnProgress } from '../../cli/progress-line';
import { telemetry } from '../../lambdas/runtime/telemetry/telemetry';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { handleFailure } from '../../lambdas/flow/remedy/handle-failure';
import { StripeRefund } from '../../lambdas/fulfilment/stripe/stripe-refund';
import { EventBridgeOutcomes } from '../../lambdas/outcomes/eventbridge-outcomes';
import { keyOf } from '../fulfilment/keys';
import { busClient } from './contestants';
import { newFailures } from './failures';
import { meter } from './request-meter';
import { remedyPorts } from './remedy-ports';
import { startEmulatedServices } from './emulated-services';
import { clientAt, createBenchTables } from './tables';

/** In USD, as the doctor counts with them too. */
export const prices = {
  millionWriteUnits: listPrices.millionWriteUnits.usd,
  millionReadUnits: listPrices.millionReadUnits.usd,
  gigabyteSecond: listPrices.gigabyteSecond.usd,
  millionInvocations: listPrices.millionInvocations.usd,
  millionEvents: listPrices.millionEvents.usd,
  millionQueueRequests: listPrices.millionQueueRequests.usd,
  gigabyteOfLog: listPrices.gigabyteOfLog.usd,
};

/** What cannot be measured without an account. */
export const assumptions = {
  memoryGigabytes: 0.5,
  /** How long Stripe takes for a refund. */
  providerMs: 300,
  /** What three requests to DynamoDB, one to EventBridge and the function's own work take in all. */
  restMs: 45,
  /** Messages that a function gets at once, and works on at once. */
  queuedBatch: 10,
};

export interface Measured {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly customerRecordBytes: number;
  readonly recordBytes: number;
  readonly logBytes: number;
}

/** USD per million first remedies, line by line. */
export type CostLines = Readonly<Record<string, number>>;

export interface Costs {
  readonly prices: typeof prices;
  readonly assumptions: typeof assumptions;
  readonly measured: Measured;
  readonly direct: CostLines;
  readonly queued: CostLines;
}

/** Runs so many first remedies, looks at what they used, and prices it. */
export async function measureCosts(remedies: number, onProgress?: OnProgress): Promise<Costs> {
  const measured = await measure(remedies, onProgress);
  return { prices, assumptions, measured, direct: costOf(measured, 'direct'), queued: costOf(measured, 'queued') };
}

function costOf({ readUnits, writeUnits, logBytes }: Measured, delivery: 'direct' | 'queued'): CostLines {
  const { memoryGigabytes, providerMs, restMs, queuedBatch } = assumptions;
  const batch = delivery === 'queued' ? queuedBatch : 1;
  const seconds = (providerMs + restMs) / 1_000 / batch;
  const lines = {
    failureEvent: prices.millionEvents,
    outcomeEvent: prices.millionEvents,
    // EventBridge puts each message alone; a batch is received and deleted together.
    queue: delivery === 'queued' ? (1 + 2 / batch) * prices.millionQueueRequests : 0,
    invocations: prices.millionInvocations / batch,
    computeTime: seconds * memoryGigabytes * prices.gigabyteSecond * 1e6,
    databaseReads: readUnits * prices.millionReadUnits,
    databaseWrites: writeUnits * prices.millionWriteUnits,
  };
  const total = Object.values(lines).reduce((sum, line) => sum + line, 0);
  const log = ((logBytes * 1e6) / 1e9) * prices.gigabyteOfLog;
  return { ...lines, total, totalWithoutFailureEvent: total - lines.failureEvent, log, totalWithLog: total + log };
}

async function measure(remedies: number, onProgress?: OnProgress): Promise<Measured> {
  const urls = await startEmulatedServices({ engine: 'dynalite', providerMs: 0 });
  try {
    (await createBenchTables(urls.engine)).destroy();
    const client = clientAt(urls.engine);
    const metered = meter(client, { units: true });
    const sizes = new Map<string, number>();
    client.middlewareStack.add(
      (next) => (args) => {
        const { Item: item } = args.input as { Item?: Record<string, AttributeValue> };
        if (item) sizes.set(item['sk']?.S?.split('#')[0] ?? '', bytesOf(item));
        return next(args);
      },
      { step: 'initialize', name: 'sizes' },
    );
    const log = countLog();
    const refunds = new StripeRefund({ key: keyOf('sk_test'), apiUrl: urls.provider });
    const outcomes = new EventBridgeOutcomes(busClient(urls), 'bus');
    const ports = remedyPorts({ client, refunds, outcomes, observer: telemetry().observer() });
    for (const [done, failure] of newFailures(remedies).entries()) {
      onProgress?.(done, remedies);
      const delivery = { failure, detectedAt: failure.occurredAt, deadlineMs: Date.now() + 20_000 };
      await handleFailure(delivery, videoPlaybackFailed, ports);
    }
    const logBytes = log.stop() / remedies;
    client.destroy();
    return {
      readUnits: metered.readUnits / remedies,
      writeUnits: metered.writeUnits / remedies,
      customerRecordBytes: sizes.get('CUSTOMER') ?? NaN,
      recordBytes: sizes.get('REMEDY') ?? NaN,
      logBytes,
    };
  } finally {
    await urls.stop();
  }
}

/** Takes what the logger writes, and counts it, instead of showing it. */
function countLog(): { stop: () => number } {
  const write = process.stdout.write.bind(process.stdout);
  let bytes = 0;
  process.stdout.write = (chunk: string | Uint8Array) => {
    bytes += Buffer.byteLength(chunk);
    return true;
  };
  return {
    stop: () => {
      process.stdout.write = write;
      return bytes;
    },
  };
}

/** The size by which DynamoDB charges, near enough: names and values in UTF-8, and what nesting adds. */
function bytesOf(item: Record<string, AttributeValue>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  if (value.B !== undefined) return value.B.length;
  if (value.L) return 3 + value.L.reduce((sum, inner) => sum + 1 + valueBytes(inner), 0);
  if (value.M) return 3 + Object.keys(value.M).length + bytesOf(value.M);
  return 1;
}
