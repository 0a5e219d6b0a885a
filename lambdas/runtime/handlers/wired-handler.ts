import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { TelemetryObserver } from '../telemetry/telemetry-observer';
import type { Telemetry } from '../telemetry/telemetry';

/** What one run of a function works with. */
export interface Run<Wired> {
  /** The ports, wired at their first use and kept for the life of the function instance. */
  readonly wired: () => Wired;
  readonly observer: TelemetryObserver;
  readonly context: Context;
}

/** A Lambda handler, and what can be done before its first event. */
export interface FunctionHandler<Event, Result> {
  (event: Event, context: Context): Promise<Result>;
  /**
   * Does what needs no event, once the function is loaded: while Lambda waits for that, a function has a whole CPU, and
   * for an event only its share. It never rejects, and nothing depends on it: what failed here is done again for the
   * event, and the event then fails of it.
   */
  readonly prepare: () => Promise<void>;
}

/** Lambda starts a function again that took ten seconds to load. */
const prepareWithinMs = 4_000;

/**
 * A Lambda handler with telemetry.
 *
 * @param wire makes the ports. A failure in it fails the run, and the next run tries again.
 * @param warm reads and opens what every run needs. It has no effect, and no run needs it.
 */
export function wiredHandler<Event, Result, Wired>(
  wire: (observer: TelemetryObserver) => Wired,
  { observer, middleware }: Telemetry,
  handle: (event: Event, run: Run<Wired>) => Promise<Result>,
  warm: (ports: Wired) => Promise<unknown> = async () => undefined,
): FunctionHandler<Event, Result> {
  let kept: { readonly ports: Wired } | undefined;
  const wired = (): Wired => (kept ??= { ports: wire(observer()) }).ports;
  const handler = middy<Event, Result>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler((event, context) => handle(event, { wired, observer: observer(), context }));
  return Object.assign(handler, { prepare: () => within(prepareWithinMs, async () => warm(wired())) });
}

/** Waits no longer than this for work that may fail. */
async function within(limitMs: number, work: () => Promise<unknown>): Promise<void> {
  const ended = work().then(
    () => undefined,
    () => undefined,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([ended, late]);
  clearTimeout(timer);
}
