import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Observer } from '../../flow/record/observer';
import { sweep, type SweepContext, type SweepReport } from '../../flow/sweep/sweep';
import { sweepSettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { wireSweep } from '../wiring/sweep-wiring';
import { telemetry, type Telemetry } from '../telemetry/telemetry';

/** What has to be left for the last remedy that is begun: its provider call, and writing down what came of it. */
const reserveMs = 28_000;

/** The Lambda handler that a schedule runs once a minute. */
export function sweepHandler(
  wire: (observer: Observer) => (event: unknown) => SweepContext = (observer) =>
    wireSweep(sweepSettings(process.env), observer),
  { observer, middleware }: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<SweepReport> {
  const wired = once(() => wire(observer()));
  return middy<unknown, SweepReport>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event, context) => {
      const ports = wired()(event);
      return sweep(ports, ports.clock().getTime() + context.getRemainingTimeInMillis() - reserveMs);
    });
}
