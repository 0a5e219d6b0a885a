import type { Judgement } from '../definition/detector';
import type { PlaybackOptions } from './options';
import type { PlayerState, Report } from './session-report';
import type { SessionState } from './session-state';

/** What an event says of a session. */
export interface SessionFacts {
  readonly stalledSeconds: number;
  readonly errorCode?: string | undefined;
}

/** After these a session is over. */
const ends: ReadonlySet<PlayerState> = new Set(['e', 'f', 'q']);

/**
 * How a session goes: at once where the film has stalled for long enough, so that its viewer hears of it the same
 * evening; and where it never began, once it is over or nothing more is heard of it.
 */
export function judgeSession(state: SessionState, now: Date, options: PlaybackOptions): Judgement<SessionFacts> {
  const { reports } = state;
  const begun = reports.some((report) => report.state === 'p');
  const quietAt = Date.parse(state.heardAt) + options.quietSeconds * 1000;
  const last = reports.findLast((report) => report.state !== undefined);
  const isOver = (last?.state !== undefined && ends.has(last.state)) || now.getTime() >= quietAt;
  const waitedMs = isOver && !begun ? lateStart(reports, options) : 0;
  const stalledSeconds = Math.floor((stalledMsOf(reports, options) + waitedMs) / 1000);
  if (stalledSeconds < options.minStalledSeconds) {
    return { suspects: [], lookAgainAt: begun || isOver ? undefined : new Date(quietAt).toISOString() };
  }
  const errorCode = reports.findLast((report) => report.errorCode !== undefined)?.errorCode;
  const suspect = {
    type: 'VideoPlaybackFailed',
    // The clock of a player may be wrong by years, and ours is not.
    occurredAt: state.heardAt,
    evidence: [`cmcd:${state.sessionId}`],
    facts: { stalledSeconds, errorCode },
  };
  return { suspects: [suspect] };
}

/**
 * How long the film stalled. A player that counts it itself is believed: its sum survives a report that is lost. Of
 * others it is the time between two states, and so it is where a stall does not count that is in the sum. A stall that
 * ended with the session is in no sum yet.
 */
function stalledMsOf(reports: readonly Report[], options: PlaybackOptions): number {
  const all = spansOf(reports).filter(({ state }) => state === 'r');
  const stalls = all.filter((span) => counts(span, options));
  const seenMs = sumOf(stalls.map(({ lengthMs }) => lengthMs));
  if (stalls.length < all.length) return seenMs;
  const sums = reports.flatMap(({ allStalledMs }) => allStalledMs ?? []);
  const lengths = reports.flatMap(({ stalledMs }) => stalledMs ?? []);
  const last = stalls.filter(({ next }) => next !== undefined && ends.has(next)).at(-1)?.lengthMs ?? 0;
  if (sums.length > 0) return Math.max(...sums, last);
  if (lengths.length > 0) return Math.max(sumOf(lengths), last);
  return seenMs;
}

/** How long a film was waited for that never began, beyond what it may take. */
function lateStart(reports: readonly Report[], options: PlaybackOptions): number {
  const waits = spansOf(reports).filter((span) => span.state === 's' && counts(span, options));
  return Math.max(0, sumOf(waits.map(({ lengthMs }) => lengthMs)) - options.startSeconds * 1000);
}

interface Span {
  readonly state: PlayerState;
  readonly isHidden: boolean;
  readonly lengthMs: number;
  /** What came after it. Undefined where it is not over. */
  readonly next: PlayerState | undefined;
}

function counts({ isHidden, lengthMs }: Span, { longestStallSeconds }: PlaybackOptions): boolean {
  return !isHidden && lengthMs <= longestStallSeconds * 1000;
}

/** From each report of a state to the next one. The last lasts until the last report of any kind. */
function spansOf(reports: readonly Report[]): readonly Span[] {
  const changes = reports.filter(({ state }) => state !== undefined);
  const endMs = reports.at(-1)?.atMs ?? 0;
  return changes.flatMap(({ state, atMs, isHidden = false }, index) => {
    const next = changes[index + 1];
    // Another state at a beat: the report of the change itself was lost, and nobody knows how soon it came.
    const lengthMs = next?.isBeat && next.state !== state ? 0 : Math.max(0, (next?.atMs ?? endMs) - atMs);
    return state ? [{ state, isHidden, lengthMs, next: next?.state }] : [];
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
