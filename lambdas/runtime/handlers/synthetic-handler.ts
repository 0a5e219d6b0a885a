import type { Context } from 'aws-lambda';
import type { Observer } from '../../flow/record/observer';
import {
  makeSyntheticFailure,
  type SyntheticContext,
  type SyntheticResult,
} from '../../flow/synthetic/make-synthetic-failure';
import { syntheticSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireSynthetic, type SyntheticKind } from '../wiring/synthetic-wiring';
import { wiredHandler } from './wired-handler';

/** The Lambda handler that a schedule runs every hour in a stage with synthetic failures. */
export function syntheticHandler(
  kind: SyntheticKind,
  wire: (observer: Observer) => SyntheticContext = (observer) =>
    wireSynthetic(kind, syntheticSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<SyntheticResult> {
  return wiredHandler(wire, tools, async (_event: unknown, { wired }) => makeSyntheticFailure(wired()));
}
