import type { HealthSignal } from '../../../lambdas/detect/health/health-signal';
import type { TimedSignal } from '../../../lambdas/detect/run/replay';
import type { Random } from '../../simulation/random';

const minuteMs = 60_000;

export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What went on with a service, or with whoever watches it. */
export interface Disruption extends Span {
  readonly is: 'outage' | 'blip' | 'false-alarm' | 'maintenance';
  /** Whether its customers would call it a failure. */
  readonly isFelt: boolean;
}

/** Something that a source says, by its own clock. */
interface Said {
  readonly is: HealthSignal['is'];
  readonly atMs: number;
  readonly downSinceMs?: number | undefined;
}

/** What alarms, the pager and the status page say of one disruption: each in its time, and not each of them. */
export function signalsOfDisruption(id: string, disruption: Disruption, random: Random): TimedSignal<HealthSignal>[] {
  // Some things fail where nobody looks.
  if (disruption.is === 'outage' && random.chance(0.015)) return [];
  const name = `streaming-${random.int(1, 3)}`;
  const alarm = signalsOf('cloudwatch', name, name, alarmOf(disruption, random));
  if (disruption.is === 'blip' || disruption.is === 'maintenance') {
    return random.chance(disruption.is === 'blip' ? 0.7 : 0.3) ? alarm : [];
  }
  const pager = signalsOf('pagerduty', 'PSTREAM', `INC${id}`, pagerOf(disruption, random));
  const page = signalsOf('statuspage', 'cmp_1', 'cmp_1', pageOf(disruption, random));
  if (disruption.is === 'false-alarm') return [...alarm, ...(random.chance(0.5) ? pager : [])];
  return [...alarm, ...(random.chance(0.8) ? pager : []), ...(random.chance(0.6) ? page : [])];
}

/** It rings minutes after the first failed request, comes and goes, and is quiet minutes after the last. */
function alarmOf({ fromMs, untilMs }: Disruption, random: Random): readonly Said[] {
  const beganMs = fromMs + random.int(30, 180) * 1_000;
  const endedMs = Math.max(beganMs, untilMs) + random.int(30, 300) * 1_000;
  const flaps: Said[] = [];
  if (random.chance(0.3) && untilMs - fromMs > 30 * minuteMs) {
    const upMs = beganMs + random.next() * (untilMs - beganMs);
    const downMs = upMs + random.int(1, 20) * minuteMs;
    if (downMs < endedMs) flaps.push({ is: 'up', atMs: upMs }, { is: 'down', atMs: downMs });
  }
  return [{ is: 'down', atMs: beganMs }, ...flaps, { is: 'up', atMs: endedMs }];
}

/** Somebody is woken, and closes it once they are sure. */
function pagerOf({ fromMs, untilMs }: Disruption, random: Random): readonly Said[] {
  const downSinceMs = fromMs + random.int(1, 6) * minuteMs;
  const atMs = Math.max(downSinceMs, untilMs) + random.int(3, 45) * minuteMs;
  return [
    { is: 'down', atMs: downSinceMs },
    { is: 'up', atMs, downSinceMs },
  ];
}

/** Somebody writes it down when they have time, and sometimes "degraded" first. */
function pageOf({ fromMs, untilMs }: Disruption, random: Random): readonly Said[] {
  const atMs = fromMs + random.int(8, 40) * minuteMs;
  if (atMs >= untilMs) return [];
  const first: Said[] = random.chance(0.3) ? [{ is: 'degraded', atMs: atMs - 5 * minuteMs }] : [];
  return [...first, { is: 'down', atMs }, { is: 'up', atMs: untilMs + random.int(5, 90) * minuteMs }];
}

function signalsOf(
  source: HealthSignal['source'],
  what: string,
  sourceId: string,
  all: readonly Said[],
): TimedSignal<HealthSignal>[] {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return all.map(({ is, atMs, downSinceMs }) => ({
    at: new Date(atMs + 1_000),
    signal: {
      source,
      what,
      sourceId,
      is,
      at: iso(atMs),
      ...(downSinceMs !== undefined && { downSince: iso(downSinceMs) }),
    },
  }));
}
