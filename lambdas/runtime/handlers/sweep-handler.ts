import type { Context } from 'aws-lambda';
import type { Observer } from '../../flow/record/observer';
import { sweep, type SweepContext, type SweepReport } from '../../flow/sweep/sweep';
import { sweepSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireSweep } from '../wiring/sweep-wiring';
import { wiredHandler } from './wired-handler';

/** The time reserved for the last remedy that is begun: its provider call, and recording what came of it. */
const reserveMs = 28_000;

/** The Lambda handler that a schedule runs once a minute. */
export function sweepHandler(
  wire: (observer: Observer) => (event: unknown) => SweepContext = (observer) =>
    wireSweep(sweepSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<SweepReport> {
  return wiredHandler(wire, tools, async (event: unknown, { wired, context }) => {
    const ports = wired()(event);
    return sweep(ports, ports.clock().getTime() + context.getRemainingTimeInMillis() - reserveMs);
  });
}
