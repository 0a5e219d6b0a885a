import type { PlayerState, Report, SessionReports } from '../../../lambdas/detect/playback/session-report';
import type { TimedSignal } from '../../../lambdas/detect/run/replay';
import type { Random } from '../../simulation/random';
import { finds, nothingHappened, type Life } from './lives';

const startMs = Date.parse('2026-11-20T18:00:00Z');

/** What a viewer lived: when the film played, when they waited for it, when they did something else. */
type Phase = readonly [state: PlayerState, seconds: number, isHidden?: boolean];

/** A viewer whose film was spoilt, and one whose was not. */
export function sessionLife(id: number, random: Random): Life<SessionReports> {
  const { phases, spoilt } = phasesOf(random);
  const label = spoilt ? { types: ['VideoPlaybackFailed'] } : nothingHappened;
  const filmSeconds = random.int(4_800, 9_000);
  const found = {
    customer: { id: `cus_${id}`, email: `viewer-${id}@example.com` },
    purchase: {
      orderId: `ord_${id}`,
      paymentId: `ch_${id}`,
      amountMinor: 399,
      currency: 'GBP',
      purchasedAt: new Date(startMs).toISOString(),
    },
    playback: { rentalId: `rent_${id}`, title: 'Paris, Texas', durationSeconds: filmSeconds },
  };
  return { signals: signalsOf(id, phases, random), find: finds(found), label };
}

function phasesOf(random: Random): { readonly phases: readonly Phase[]; readonly spoilt: boolean } {
  const fate = random.next();
  if (fate < 0.95) return { phases: watched(shortStalls(random), random), spoilt: false };
  // A stall that nobody has seen, because the film ran in another tab.
  if (fate < 0.955)
    return {
      phases: [
        ['s', 2],
        ['p', 900],
        ['r', random.int(40, 300), true],
        ['p', 600],
        ['q', 0],
      ],
      spoilt: false,
    };
  // A lid was closed while the film loaded, and opened the next morning.
  if (fate < 0.956)
    return {
      phases: [
        ['s', 2],
        ['p', 1_200],
        ['r', random.int(4, 9) * 3_600],
        ['p', 300],
        ['q', 0],
      ],
      spoilt: false,
    };
  // In between, where one viewer shrugs and another is cross: the longer, the more of them.
  if (fate < 0.958) {
    const seconds = 12 + random.next() * 36;
    return {
      phases: watched(pieces(seconds, random.int(1, 4), random), random),
      spoilt: random.chance(crossness(seconds)),
    };
  }
  if (fate < 0.966)
    return {
      phases: [
        ['s', random.int(50, 240)],
        [random.pick(['f', 'q'] as const), 0],
      ],
      spoilt: true,
    };
  if (fate < 0.97) {
    return {
      phases: [...watched(pieces(random.int(60, 300), 3, random), random).slice(0, -1), ['f', 0]],
      spoilt: true,
    };
  }
  const seconds = 45 + (random.next() + random.next() ** 4) * 500;
  return { phases: watched(pieces(seconds, random.int(1, 14), random), random), spoilt: true };
}

/** Three of four shrug at 20 seconds, and one of ten at 45. */
function crossness(seconds: number): number {
  return 1 / (1 + Math.exp((30 - seconds) / 4));
}

/** Blips that everybody knows. */
function shortStalls(random: Random): readonly number[] {
  return random.chance(0.7) ? [] : Array.from({ length: random.int(1, 3) }, () => 0.2 + random.next() * 3);
}

function pieces(seconds: number, count: number, random: Random): readonly number[] {
  const weights = Array.from({ length: count }, () => 0.2 + random.next());
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (seconds * weight) / all);
}

/** Playing, with these stalls, with pauses and jumps of the viewer's own. */
function watched(stalls: readonly number[], random: Random): readonly Phase[] {
  const phases: Phase[] = [['s', 0.5 + random.next() * 4]];
  for (const stall of stalls) phases.push(['p', 60 + random.next() * 900], ['r', stall]);
  phases.push(['p', 300 + random.next() * 2_000]);
  if (random.chance(0.2)) phases.push(['a', random.int(20, 3_000)], ['p', 600]);
  if (random.chance(0.1)) phases.push(['k', random.next() * 3], ['p', 400]);
  phases.push([random.pick(['e', 'q'] as const), 0]);
  return phases;
}

/** What the player says of it: by its own clock, in requests of a few reports, some of which are lost. */
function signalsOf(id: number, phases: readonly Phase[], random: Random): readonly TimedSignal<SessionReports>[] {
  const skewMs = random.chance(0.03) ? random.int(-9e8, 9e8) : random.int(-2_000, 2_000);
  const [saysLengths, saysSums, beats] = [random.chance(0.6), random.chance(0.4), random.chance(0.3)];
  const reports: Report[] = [];
  let atMs = startMs + random.int(0, 6 * 3_600_000);
  let sumMs = 0;
  let stalledMs: number | undefined;
  for (const [state, seconds, isHidden] of phases) {
    reports.push({
      atMs: atMs + skewMs,
      state,
      ...(isHidden && { isHidden }),
      ...(stalledMs !== undefined && saysLengths && { stalledMs }),
      ...(stalledMs !== undefined && saysSums && { allStalledMs: sumMs }),
      ...(state === 'f' && { errorCode: 'MEDIA_ERR_NETWORK' }),
    });
    const lengthMs = Math.round(seconds * 1000);
    // What is seen by nobody, or slept through, players do not count.
    stalledMs = state === 'r' && !isHidden && seconds < 3_600 ? lengthMs : undefined;
    sumMs += stalledMs ?? 0;
    if (beats && seconds < 3_600) {
      for (let beatMs = 30_000; beatMs < lengthMs; beatMs += 30_000) {
        if (reports.length < 400)
          reports.push({ atMs: atMs + skewMs + beatMs, state, isBeat: true, ...(isHidden && { isHidden }) });
      }
    }
    atMs += lengthMs;
  }
  return batched(id, reports, skewMs, random);
}

function batched(
  id: number,
  reports: readonly Report[],
  skewMs: number,
  random: Random,
): readonly TimedSignal<SessionReports>[] {
  const signals: TimedSignal<SessionReports>[] = [];
  for (let from = 0; from < reports.length;) {
    const batch = reports.slice(from, (from += random.int(1, 8)));
    const at = new Date((batch.at(-1)?.atMs ?? 0) - skewMs + random.int(50, 3_000));
    const signal = { sessionId: `s${id}`, contentId: `film-${id % 50}`, receivedAt: at.toISOString(), reports: batch };
    if (random.chance(0.01)) continue;
    signals.push({ at, signal });
    if (random.chance(0.05)) signals.push({ at: new Date(at.getTime() + random.int(1, 60) * 1000), signal });
  }
  return signals.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
