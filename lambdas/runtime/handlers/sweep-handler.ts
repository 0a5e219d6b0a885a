import type { Context } from 'aws-lambda';
import type { Observer } from '../../flow/record/observer';
import { sweep, type SweepReport } from '../../flow/sweep/sweep';
import type { ProviderInspection, ProviderReadiness } from '../../fulfilment/readiness/provider-readiness';
import type { SealInspection, SealReadiness } from '../../ledger/seal/seal-readiness';
import { sweepSettings } from '../environment/environment';
import { isSealsQuestion, readinessQuestion } from './readiness-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireInspection } from '../wiring/provider-wiring';
import { wireSealInspection, wireSweep, type WiredSweep } from '../wiring/sweep-wiring';
import { wiredHandler } from './wired-handler';

type SweepResult = SweepReport | ProviderReadiness | SealReadiness;

/** The time reserved for the last remedy that is begun: its provider call, and recording what came of it. */
const reserveMs = 28_000;

/**
 * The Lambda handler that a schedule runs once a minute. `amends doctor` asks it what the key that pays may do, and
 * which keys it seals with: it reads them anyway, and answers to nobody but who may invoke it.
 */
export function sweepHandler(
  wire: (observer: Observer) => (event: unknown) => WiredSweep = (observer) =>
    wireSweep(sweepSettings(process.env), observer),
  tools: Telemetry = telemetry(),
  inspection: () => ProviderInspection = () => wireInspection(sweepSettings(process.env)),
  seals: () => SealInspection = () => wireSealInspection(sweepSettings(process.env)),
): (event: unknown, context: Context) => Promise<SweepResult> {
  return wiredHandler<unknown, SweepResult, ReturnType<typeof wire>>(wire, tools, async (event, run) => {
    const question = readinessQuestion(event);
    if (question) return inspection().inspect(question.webhookUrl);
    if (isSealsQuestion(event)) return seals().inspect();
    const { wired, context } = run;
    const ports = wired()(event);
    const report = await sweep(ports, ports.clock().getTime() + context.getRemainingTimeInMillis() - reserveMs);
    await ports.noteInForce?.();
    return report;
  });
}
