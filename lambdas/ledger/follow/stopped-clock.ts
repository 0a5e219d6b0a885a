import type { AskedOf, Hold, Owed, RemedyRecord, StoppedClock } from '../remedy-record';
import { hourMs } from '../../model/durations';
import type { Limits } from '../../model/limits';

/** The clocks of what is held, as they stand once somebody was asked, or has answered. */
export type Clocks = Pick<RemedyRecord, 'owed'> & Pick<Hold, 'deadline' | 'escalateAt' | 'stopped'>;

/**
 * Has the clocks of a hold stand still for as long as somebody is waited for who was asked: that of the hold for so
 * many hours in all as a deployment allows, and that of what is owed where its schedule says so. They go on with the
 * answer, or when the answer was wanted by. A day that a customer was told of stays. Pure.
 *
 * @param mostMs how long the hold's clock may stand still in all
 */
export function withClocks(
  { owed, announced }: Pick<RemedyRecord, 'owed' | 'announced'>,
  hold: Hold,
  asked: readonly AskedOf[],
  mostMs: number,
): Clocks {
  const { stopped } = hold;
  const isCounted = ({ at }: AskedOf): boolean => stopped?.from === undefined || at >= stopped.from;
  const waitedMs = Math.min(mostMs, waitedFor(asked.filter(isCounted)));
  const isTold = announced !== undefined;
  const ms = isTold ? Math.min(waitedMs, stopped?.ms ?? 0) : waitedMs;
  const addedMs = ms - (stopped?.ms ?? 0);
  return {
    deadline: later(hold.deadline, addedMs),
    escalateAt: later(hold.escalateAt, addedMs),
    stopped: stoppedFor({ ...stopped, mostMs, ms }),
    owed: owed && withOwedClock(owed, asked),
  };
}

/** How long the clock of a hold may stand still, as a deployment says, or as it said when somebody was asked first. */
export function mostStoppedMs({ stopped }: Hold, { askedHours = 0 }: Pick<Limits, 'askedHours'>): number {
  return stopped?.mostMs ?? askedHours * hourMs;
}

/** Whoever extends a hold says how long it has from now on. What was asked before counts no more. */
export function extendedAt(hold: Hold, at: string): Pick<Hold, 'stopped'> {
  return hold.stopped ? { stopped: { ...hold.stopped, ms: 0, from: at } } : {};
}

function stoppedFor(stopped: StoppedClock): StoppedClock | undefined {
  return stopped.mostMs === 0 && stopped.ms === 0 ? undefined : stopped;
}

function withOwedClock(owed: Owed, asked: readonly AskedOf[]): Owed {
  if (!owed.stops) return owed;
  const stoppedMs = waitedFor(asked);
  return { ...owed, by: later(owed.by, stoppedMs - (owed.stoppedMs ?? 0)), stoppedMs };
}

/** How long somebody is waited for in all. Who is waited for at the same time is waited for once. */
function waitedFor(asked: readonly AskedOf[]): number {
  const waits = asked
    .map(({ at, by, answeredAt }) => {
      const until = answeredAt !== undefined && answeredAt < by ? answeredAt : by;
      return { fromMs: Date.parse(at), untilMs: Date.parse(until) };
    })
    .toSorted((a, b) => a.fromMs - b.fromMs);
  let [sum, reached] = [0, 0];
  for (const { fromMs, untilMs } of waits) {
    sum += Math.max(0, untilMs - Math.max(fromMs, reached));
    reached = Math.max(reached, untilMs);
  }
  return sum;
}

function later(at: string, ms: number): string {
  return ms === 0 ? at : new Date(Date.parse(at) + ms).toISOString();
}
