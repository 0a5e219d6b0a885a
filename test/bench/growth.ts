import type { OnProgress } from '../../cli/progress-line';
import type { EngineName } from '../../local/emulator/engine/engine';
import { tableName } from '../ledger/ledger-table';
import { bulkLoad, type WireItem } from './bulk-load';
import { amends, type Contestant } from './contestants';
import { newFailures } from './failures';
import { meter, type Metered } from './request-meter';
import { spreadOf, type Spread } from './spread';
import { startEmulatedServices } from './emulated-services';
import { clientAt, createBenchTables } from './tables';

export interface GrownLedger {
  /** Remedy records in the ledger, each with its customer record. */
  readonly records: number;
  readonly requestsPerRemedy: number;
  readonly remedyMs: Spread;
  /** The median, divided by that of the first ledger. */
  readonly latencyToFirst: number;
}

interface Ledger {
  readonly records: number;
  readonly handle: Contestant;
  readonly metered: Metered;
  readonly times: number[];
  readonly stop: () => Promise<void>;
}

/** Remedies before those that count. */
const warmUps = 300;

/**
 * The same remedies at ledgers of different sizes, each on an engine of its own: bulk-loaded with items as large as
 * real ones, and then given new failures by turns, so that whatever else the machine does meets all of them alike.
 */
export async function measureGrowth(
  engine: EngineName,
  sizes: readonly number[],
  samples: number,
  onProgress?: OnProgress,
): Promise<GrownLedger[]> {
  const ledgers: Ledger[] = [];
  try {
    const toLoad = sizes.reduce((sum, records) => sum + records, 0);
    let loaded = 0;
    const onLoaded = (customers: number): void => onProgress?.((loaded += customers), toLoad);
    for (const records of sizes) ledgers.push(await loadedLedger(engine, records, onLoaded));
    for (let sample = 0; sample < warmUps + samples; sample++) {
      for (const ledger of ledgers) await timeOne(ledger, sample >= warmUps);
    }
    const firstMs = spreadOf(ledgers[0]?.times ?? []).median;
    return ledgers.map(({ records, metered, times }) => {
      const remedyMs = spreadOf(times);
      const requestsPerRemedy = metered.requests / (warmUps + samples);
      return { records, requestsPerRemedy, remedyMs, latencyToFirst: remedyMs.median / firstMs };
    });
  } finally {
    await Promise.all(ledgers.map(({ stop }) => stop()));
  }
}

async function timeOne({ handle, times }: Ledger, counts: boolean): Promise<void> {
  for (const failure of newFailures(1)) {
    const startedAt = performance.now();
    await handle(failure);
    if (counts) times.push(performance.now() - startedAt);
  }
}

async function loadedLedger(
  engine: EngineName,
  records: number,
  onLoaded: (customers: number) => void,
): Promise<Ledger> {
  const urls = await startEmulatedServices({ engine, providerMs: 0 });
  const loader = await createBenchTables(urls.engine);
  loader.destroy();
  await load(urls.engine, records, onLoaded);
  const client = clientAt(urls.engine);
  const metered = meter(client, { units: false });
  const stop = async (): Promise<void> => {
    client.destroy();
    await urls.stop();
  };
  return { records, handle: amends({ client, urls, publishes: false, asks: false }), metered, times: [], stop };
}

/** Customer record and remedy record of so many customers. */
async function load(url: string, customers: number, onLoaded: (customers: number) => void): Promise<void> {
  const firstOf = (page: number): number => page * customersPerPage;
  const countOf = (page: number): number => Math.min(customersPerPage, customers - firstOf(page));
  await bulkLoad({
    url,
    tableName,
    pages: Math.ceil(customers / customersPerPage),
    itemsOf: (page) =>
      Array.from({ length: countOf(page) }, (_, index) => firstOf(page) + index).flatMap((n) => [
        itemOf(n, 'CUSTOMER', customerFilling),
        itemOf(n, `REMEDY#rem_${n}`, remedyFilling),
      ]),
    onPage: (page) => onLoaded(countOf(page)),
  });
}

/** With two items each, as many as one request takes. */
const customersPerPage = 12;

/** With the rest of each item, as large as real ones. */
const [customerFilling, remedyFilling] = ['x'.repeat(500), 'x'.repeat(900)];

function itemOf(n: number, sk: string, filling: string): WireItem {
  return {
    pk: { S: `CUSTOMER#loaded_${n}` },
    sk: { S: sk },
    itemFormat: { N: '1' },
    version: { N: '1' },
    filling: { S: filling },
  };
}
