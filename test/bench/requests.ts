import type { OnProgress } from '../../cli/progress-line';
import type { EngineName } from '../../local/emulator/engine/engine';
import { amends, powertoolsAlone, powertoolsWithLedger, type Contestant } from './contestants';
import { newFailures } from './failures';
import { meter, type Metered } from './request-meter';
import { startEmulatedServices } from './emulated-services';
import { clientAt, createBenchTables } from './tables';

/** What one event costs at DynamoDB. */
export interface RequestsPerEvent {
  /** On the way from the failure to the record: the read, the commitment, the remedy record. */
  readonly moneyPath: number;
  /** To reserve shared limits, spread over all events. */
  readonly reservations: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly byOperation: Readonly<Record<string, number>>;
}

export interface RequestCounts {
  readonly contestant: Counted;
  readonly firstRemedy: RequestsPerEvent;
  readonly duplicate: RequestsPerEvent;
}

const contestants = { ours: amends, powertools: powertoolsAlone, powertoolsWithLedger };

export type Counted = keyof typeof contestants;

/** Counts what one warm function asks of DynamoDB for so many failures, and for the same ones again. */
export async function countRequests(
  engine: EngineName,
  events: number,
  counted: readonly Counted[] = ['ours', 'powertools', 'powertoolsWithLedger'],
  onProgress?: OnProgress,
): Promise<RequestCounts[]> {
  const urls = await startEmulatedServices({ engine, providerMs: 0 });
  try {
    (await createBenchTables(urls.engine)).destroy();
    const counts: RequestCounts[] = [];
    const all = counted.length * 2 * events;
    let done = 0;
    const onEvent = (): void => onProgress?.(++done, all);
    for (const contestant of counted) {
      const client = clientAt(urls.engine);
      const metered = meter(client, { units: true });
      const handle = contestants[contestant]({ client, urls, publishes: false, asks: false });
      const failures = newFailures(events);
      const count = (): Promise<RequestsPerEvent> => countWhile(metered, failures, handle, onEvent);
      counts.push({ contestant, firstRemedy: await count(), duplicate: await count() });
      client.destroy();
    }
    return counts;
  } finally {
    await urls.stop();
  }
}

async function countWhile(
  metered: Metered,
  failures: ReturnType<typeof newFailures>,
  handle: Contestant,
  onEvent: () => void,
): Promise<RequestsPerEvent> {
  const before = { ...metered, byOperation: new Map(metered.byOperation) };
  for (const failure of failures) {
    await handle(failure);
    onEvent();
  }
  const per = (count: number): number => count / failures.length;
  const byOperation = [...metered.byOperation].map(
    ([operation, count]) => [operation, per(count - (before.byOperation.get(operation) ?? 0))] as const,
  );
  const done = Object.fromEntries(byOperation.filter(([, count]) => count > 0));
  // Our money path updates only budgets in place; everything else it writes whole.
  const isOurs = 'BatchGetItem' in done;
  const reservations = isOurs ? (done['UpdateItem'] ?? 0) : 0;
  return {
    moneyPath: per(metered.requests - before.requests) - reservations,
    reservations,
    readUnits: per(metered.readUnits - before.readUnits),
    writeUnits: per(metered.writeUnits - before.writeUnits),
    byOperation: done,
  };
}
