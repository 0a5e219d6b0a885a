import type { StatementWindow } from '../fulfilment/port/provider-statement';
import { dayMs, hourMs } from '../model/durations';

/** What a reconciliation compares. */
export interface Scope {
  /** What was refunded or disputed in it is compared, by when the provider created it. */
  readonly window: StatementWindow;
  /** When it began. Records written since are in motion, and are left to the next one. */
  readonly startedAt: Date;
}

/**
 * So much more of the provider's books is read on both sides of the window, so that what the ledger puts into the
 * window and the provider just outside it is no difference. More than two clocks are apart.
 */
export const marginMs = hourMs;

/**
 * An asynchronous event lives in Lambda for 6 hours. A commitment that was not recorded by then is not recorded without
 * help.
 */
export const commitmentMaxMs = 7 * hourMs;

/** The sweep runs every minute. What is overdue for so long, it cannot resume. */
export const overdueMs = dayMs;

/**
 * The daily run: long enough that two runs may fail, and that what was refunded at the end of a retry is seen at least
 * once.
 */
export function dailyScope(now: Date): Scope {
  const window = { from: new Date(now.getTime() - 72 * hourMs), until: new Date(now.getTime() - hourMs) };
  return { window, startedAt: now };
}

/** A daily run is late after so long: it may have failed twice, and been run again. */
export const expectedWithinMs = 26 * hourMs;

/** The window with its margins. */
export function wideWindow({ window }: Scope): StatementWindow {
  return {
    from: new Date(window.from.getTime() - marginMs),
    until: new Date(window.until.getTime() + marginMs),
  };
}

export function isWithin(at: string, { from, until }: StatementWindow): boolean {
  const atMs = Date.parse(at);
  return atMs >= from.getTime() && atMs < until.getTime();
}
