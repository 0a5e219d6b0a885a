import type { OnProgress } from '../../cli/progress-line';
import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';
import { inParallel } from '../../lambdas/flow/record/in-parallel';
import type { EngineName } from '../../local/emulator/engine/engine';
import { amends, powertoolsAlone, powertoolsWithLedger, type Contestant } from './contestants';
import { newFailures, withDuplicates } from './failures';
import { RequestsAlone } from './requests-alone';
import { meter, type Metered } from './request-meter';
import { spreadOf, type Spread } from './spread';
import { startEmulatedServicesApart, type ServiceUrls } from './emulated-services';
import { clientAt, createBenchTables, plainClientAt } from './tables';

export interface ThroughputSettings {
  readonly engine: EngineName;
  readonly rounds: number;
  /** Events of one contestant in one round. */
  readonly events: number;
  /** How many of them are worked on at once. */
  readonly atOnce: number;
  readonly providerMs: number;
  /** Hears of every lap of a contestant. */
  readonly onProgress?: OnProgress | undefined;
}

/** What one contestant did in one round. */
interface Lap {
  readonly eventsPerSecond: number;
  readonly requestsPerEvent: number;
  readonly cpuMsPerEvent: number;
}

export interface Comparison {
  /** One's divided by the other's, in the same round. */
  readonly eventsPerSecond: Spread;
  readonly requestsPerEvent: Spread;
  readonly cpuMsPerEvent: Spread;
}

export interface WorkloadResult {
  readonly workload: string;
  readonly rounds: number;
  readonly medians: Readonly<Record<string, Lap>>;
  readonly oursToPowertools: Comparison;
  readonly oursToPowertoolsWithLedger: Comparison;
  /** What is left of ours when all of its work is taken out: its requests, through the same SDKs. */
  readonly requestsAloneToPowertoolsWithLedger: Comparison;
}

interface Workload {
  readonly name: string;
  readonly publishes: boolean;
  readonly asks: boolean;
  readonly failures: (count: number) => VideoPlaybackFailure[];
}

const alone = { publishes: false, asks: false };

const workloads: readonly Workload[] = [
  { name: 'unique', ...alone, failures: newFailures },
  { name: '50 % duplicates', ...alone, failures: (count) => withDuplicates(newFailures(count / 2), 200) },
  { name: 'unique, and the outcome on the bus', ...alone, publishes: true, failures: newFailures },
  { name: 'unique, and the payment looked at', ...alone, asks: true, failures: newFailures },
];

const names = ['ours', 'powertools', 'powertoolsWithLedger', 'requestsAlone'] as const;
type Name = (typeof names)[number];

/** Rounds in which every contestant does the same, one right after the other, and first a different one each time. */
export async function measureThroughput(settings: ThroughputSettings): Promise<WorkloadResult[]> {
  const services = await startEmulatedServicesApart(settings);
  try {
    const tracks = await makeReady(services);
    const results: WorkloadResult[] = [];
    const lapsOfAll = workloads.length * (settings.rounds + 1) * tracks.length;
    let done = 0;
    const onLap = (): void => settings.onProgress?.(++done, lapsOfAll);
    settings.onProgress?.(done, lapsOfAll);
    for (const workload of workloads) results.push(await race(workload, tracks, settings, onLap));
    tracks.forEach(({ close }) => close());
    return results;
  } finally {
    await services.stop();
  }
}

/** A function that is warm, and what has to happen before it is given some failures. */
interface Warm {
  readonly contestant: Contestant;
  readonly prepare?: (failures: readonly VideoPlaybackFailure[]) => Promise<void>;
}

interface Track {
  readonly name: Name;
  readonly warmFor: (workload: Workload) => Warm;
  readonly metered: Metered;
  readonly close: () => void;
}

async function makeReady(urls: ServiceUrls): Promise<Track[]> {
  const first = await createBenchTables(urls.engine);
  first.destroy();
  return names.map((name) => trackOf(name, urls));
}

function trackOf(name: Name, urls: ServiceUrls): Track {
  const isOurs = name === 'ours' || name === 'requestsAlone';
  const client = isOurs ? clientAt(urls.engine) : plainClientAt(urls.engine);
  const clients = [client];
  const warmFor = ({ publishes, asks }: Workload): Warm => {
    const parts = { client, urls, publishes, asks };
    if (name !== 'requestsAlone') return { contestant: workers[name](parts) };
    const recorded = clientAt(urls.engine);
    clients.push(recorded);
    const alone = new RequestsAlone(parts, recorded);
    return { contestant: alone.contestant(), prepare: (failures) => alone.prepare(failures) };
  };
  const close = (): void => clients.forEach((one) => one.destroy());
  return { name, warmFor, metered: meter(client, { units: false }), close };
}

const workers = { ours: amends, powertools: powertoolsAlone, powertoolsWithLedger };

async function race(
  workload: Workload,
  tracks: readonly Track[],
  { rounds, events, atOnce }: ThroughputSettings,
  onLap: () => void,
): Promise<WorkloadResult> {
  const laps: Record<Name, Lap>[] = [];
  const warm = tracks.map((track) => ({ ...track, ...track.warmFor(workload) }));
  // The first round warms up and does not count.
  for (let round = 0; round <= rounds; round++) {
    const inTurn = warm.map((_, index) => warm[(index + round) % warm.length]).filter((track) => !!track);
    const timed: [Name, Lap][] = [];
    for (const { name, contestant, prepare, metered } of inTurn) {
      const failures = workload.failures(events);
      await prepare?.(failures);
      timed.push([name, await lap(contestant, metered, failures, atOnce)]);
      onLap();
    }
    if (round > 0) laps.push(Object.fromEntries(timed) as Record<Name, Lap>);
  }
  const medians = Object.fromEntries(names.map((name) => [name, medianOf(laps.map((round) => round[name]))]));
  return {
    workload: workload.name,
    rounds,
    medians,
    oursToPowertools: compare(laps, 'ours', 'powertools'),
    oursToPowertoolsWithLedger: compare(laps, 'ours', 'powertoolsWithLedger'),
    requestsAloneToPowertoolsWithLedger: compare(laps, 'requestsAlone', 'powertoolsWithLedger'),
  };
}

async function lap(
  contestant: Contestant,
  metered: Metered,
  failures: readonly VideoPlaybackFailure[],
  atOnce: number,
): Promise<Lap> {
  const requestsBefore = metered.requests;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await inParallel(failures, atOnce, async (failure) => {
    await contestant(failure);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const { length } = failures;
  return {
    eventsPerSecond: length / seconds,
    requestsPerEvent: (metered.requests - requestsBefore) / length,
    cpuMsPerEvent: (user + system) / 1000 / length,
  };
}

const quantities = ['eventsPerSecond', 'requestsPerEvent', 'cpuMsPerEvent'] as const;

function compare(laps: readonly Record<Name, Lap>[], one: Name, peer: Name): Comparison {
  const ratios = quantities.map((quantity) => [
    quantity,
    spreadOf(laps.map((round) => round[one][quantity] / round[peer][quantity])),
  ]);
  return Object.fromEntries(ratios) as Record<(typeof quantities)[number], Spread>;
}

function medianOf(laps: readonly Lap[]): Lap {
  const medians = quantities.map((quantity) => [quantity, spreadOf(laps.map((one) => one[quantity])).median]);
  return Object.fromEntries(medians) as Record<(typeof quantities)[number], number>;
}
