import { setTimeout as sleep } from 'node:timers/promises';

/** How often an entry is sent, and how long is waited in between. */
export interface BackOff {
  /** Times an entry is sent at most. */
  readonly attempts: number;
  /** The longest first wait. It doubles from one attempt to the next. */
  readonly baseMs: number;
  /** No wait is longer. */
  readonly mostMs: number;
}

/** 7 waits, which are 11 seconds on average. */
export const defaultBackOff: BackOff = { attempts: 8, baseMs: 200, mostMs: 10_000 };

/**
 * Full jitter: anything between nothing and the longest wait, so that many publishers who were slowed down together do not
 * come back together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param random - from 0 to just under 1
 */
export function waitMs(attempt: number, { baseMs, mostMs }: BackOff, random: number): number {
  return Math.floor(random * Math.min(mostMs, baseMs * 2 ** (attempt - 1)));
}

/** Waits, or less where the signal says stop. It does not throw then. */
export async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
