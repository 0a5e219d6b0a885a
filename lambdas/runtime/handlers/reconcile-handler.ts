import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Report } from '../../books/report';
import { dailyScope, type Scope } from '../../books/scope';
import { reconcile } from '../../flow/reconcile/reconcile';
import type { ProviderReadiness } from '../../fulfilment/readiness/provider-readiness';
import type { Observer } from '../../flow/record/observer';
import { reconcileSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireReconcileFunction, type ReconcilePorts } from '../wiring/reconcile-wiring';
import { wiredHandler } from './wired-handler';

/** The result of a run. The differences themselves are in the log. */
type ReconcileResult = Pick<Report, 'verdict' | 'compared'> & { readonly findings: number };

/** Asks, in place of a comparison, what the provider lets this deployment do. */
const questionSchema = z.object({ ask: z.literal('readiness'), webhookUrl: z.optional(z.url()) });

/**
 * After a restore: everything since then, and until now. What is in motion is looked at once more before it is noted.
 */
const sinceSchema = z.object({ from: z.iso.datetime() });

export type ReadinessQuestion = z.input<typeof questionSchema>;

/**
 * The Lambda handler that a schedule runs once a day. It throws where a side could not be read, and is then run again.
 * `amends doctor` runs it with a question: it may read the provider's key, and makes nothing with it.
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
      const question = questionSchema.safeParse(event);
      if (question.success) return wired().inspection.inspect(question.data.webhookUrl);
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
