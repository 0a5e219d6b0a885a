import type { HealthSignal } from '../health/health-signal';
import { servicesOf, type HealthOptions } from '../health/options';
import type { FailureEvent } from '../run/detector-ports';
import type { TimedSignal } from '../run/replay';
import { MemoryWatchedSubjects } from '../watched/memory-watched-subjects';
import type { AffectedPage, AffectedQuestion } from '../paged/affected';
import { judgeNow } from './hear-health';
import type { OutagePage } from '../paged/outage-page';
import { spreadOutage } from './spread-outage';

/** What would have been published of one service. */
export interface ReplayedService {
  readonly service: string;
  readonly events: readonly FailureEvent[];
  /** What nobody could use, and who is left to a person. */
  readonly unjoined: readonly string[];
}

export interface HealthReplaySettings {
  readonly options: HealthOptions;
  /** What the team says of who used a service. */
  readonly affected: (question: AffectedQuestion) => AffectedPage;
  /** Until when it is looked what time alone changes. */
  readonly until: Date;
}

/**
 * What service health would have made of signals, in the order in which they arrived, with all looks between them. The
 * pace is left out: it changes when something is published, and not what. It publishes nothing.
 */
export async function replayHealth(
  signals: readonly TimedSignal<HealthSignal>[],
  settings: HealthReplaySettings,
): Promise<readonly ReplayedService[]> {
  const services = new Set(signals.flatMap(({ signal }) => servicesOf(signal, settings.options)));
  const replayed: ReplayedService[] = [];
  for (const service of services) {
    const own = signals.filter(({ signal }) => servicesOf(signal, settings.options).includes(service));
    replayed.push(await replayService(service, own, settings));
  }
  return replayed;
}

async function replayService(
  service: string,
  signals: readonly TimedSignal<HealthSignal>[],
  { options, affected, until }: HealthReplaySettings,
): Promise<ReplayedService> {
  const subjects = new MemoryWatchedSubjects();
  const [events, pages]: [FailureEvent[], OutagePage[]] = [[], []];
  let now = signals[0]?.at ?? until;
  const ports = {
    options: { ...options, eventsPerSecond: 100_000 },
    types: ['ServiceOutage'],
    subjects,
    affected: { page: async (question: AffectedQuestion) => affected(question) },
    queue: { keep: async (page: OutagePage) => void pages.push(page) },
    failures: { publish: async (event: FailureEvent) => void events.push(event) },
    observe: () => undefined,
    clock: () => now,
  };
  const spread = async (): Promise<void> => {
    for (let page = pages.shift(); page; page = pages.shift()) {
      await spreadOutage(page, ports);
      now = new Date(now.getTime() + 1);
    }
  };
  const lookUntil = async (end: Date): Promise<void> => {
    for (let due = subjects.of(service)?.dueAt; due !== undefined && Date.parse(due) <= end.getTime();) {
      now = new Date(Math.max(now.getTime(), Date.parse(due)));
      await judgeNow(service, [], ports);
      await spread();
      due = subjects.of(service)?.dueAt;
    }
  };
  for (const { at, signal } of signals) {
    await lookUntil(at);
    now = at;
    await judgeNow(service, [signal], ports);
    await spread();
  }
  await lookUntil(until);
  return { service, events, unjoined: subjects.all().flatMap(({ unjoined }) => unjoined?.why ?? []) };
}
