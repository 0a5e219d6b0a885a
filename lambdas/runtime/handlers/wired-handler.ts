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

/**
 * A Lambda handler with telemetry.
 *
 * @param wire makes the ports. A failure in it fails the run, and the next run tries again.
 */
export function wiredHandler<Event, Result, Wired>(
  wire: (observer: TelemetryObserver) => Wired,
  { observer, middleware }: Telemetry,
  handle: (event: Event, run: Run<Wired>) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  let kept: { readonly ports: Wired } | undefined;
  const wired = (): Wired => (kept ??= { ports: wire(observer()) }).ports;
  return middy<Event, Result>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler((event, context) => handle(event, { wired, observer: observer(), context }));
}
