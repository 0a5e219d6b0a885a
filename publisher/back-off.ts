import { setTimeout as sleep } from 'node:timers/promises';

/** How often an entry is sent, and how long the publisher waits in between. */
export interface BackOff {
  /** The maximum number of times an entry is sent. */
  readonly attempts: number;
  /** The upper bound of the first wait. It doubles with every attempt. */
  readonly baseMs: number;
  /** The upper bound of every wait. */
  readonly maxMs: number;
}

/** 7 waits, which add up to 11 seconds on average. */
export const defaultBackOff: BackOff = { attempts: 8, baseMs: 200, maxMs: 10_000 };

/**
 * Full jitter: a random wait between 0 and the upper bound, so that many publishers that were throttled together do not
 * retry together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param random - from 0 to just under 1
 */
export function waitMs(attempt: number, { baseMs, maxMs }: BackOff, random: number): number {
  return Math.floor(random * Math.min(maxMs, baseMs * 2 ** (attempt - 1)));
}

/** Waits, and resolves early once the signal aborts. It never rejects. */
export async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
