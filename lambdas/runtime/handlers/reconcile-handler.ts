import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Report } from '../../books/report';
import { dailyScope, type Scope } from '../../books/scope';
import { reconcile } from '../../flow/reconcile/reconcile';
import type { ProviderReadiness } from '../../fulfilment/readiness/provider-readiness';
import type { Observer } from '../../flow/record/observer';
import { reconcileSettings } from '../environment/environment';
import { readinessQuestion } from './readiness-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireReconcileFunction, type ReconcilePorts } from '../wiring/reconcile-wiring';
import { wiredHandler } from './wired-handler';

/** The result of a run. The differences themselves are in the log. */
type ReconcileResult = Pick<Report, 'verdict' | 'compared'> & { readonly findings: number };

/**
 * After a restore: everything since then, and until now. What is in motion is looked at once more before it is noted.
 */
const sinceSchema = z.object({ from: z.iso.datetime() });

/**
 * The Lambda handler that a schedule runs once a day. It throws where a side could not be read, and is then run again.
 * `amends doctor` asks it what its key may do.
 */
export function reconcileHandler(
  wire: (observer: Observer) => ReconcilePorts = (observer) =>
    wireReconcileFunction(reconcileSettings(process.env), observer),
  tools: Telemetry = telemetry(),
  clock: () => Date = () => new Date(),
): (event: unknown, context: Context) => Promise<ReconcileResult | ProviderReadiness> {
  return wiredHandler<unknown, ReconcileResult | ProviderReadiness, ReconcilePorts>(
    wire,
    tools,
    async (event, { wired }) => {
      const question = readinessQuestion(event);
      if (question) return wired().inspection.inspect(question.webhookUrl);
      const { verdict, compared, findings } = await reconcile(scopeOf(event, clock()), wired());
      return { verdict, compared, findings: findings.length };
    },
  );
}

function scopeOf(event: unknown, now: Date): Scope {
  const since = sinceSchema.safeParse(event);
  if (!since.success) return dailyScope(now);
  return { window: { from: new Date(since.data.from), until: now }, startedAt: now };
}
