import type { Context } from 'aws-lambda';
import type { Report } from '../../books/report';
import { dailyScope } from '../../books/scope';
import { reconcile, type ReconcileContext } from '../../flow/reconcile/reconcile';
import type { Observer } from '../../flow/record/observer';
import { reconcileSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireReconcile } from '../wiring/reconcile-wiring';
import { wiredHandler } from './wired-handler';

/** The result of a run. The differences themselves are in the log. */
type ReconcileResult = Pick<Report, 'verdict' | 'compared'> & { readonly findings: number };

/**
 * The Lambda handler that a schedule runs once a day. It throws where a side could not be read, and is then run again.
 */
export function reconcileHandler(
  wire: (observer: Observer) => ReconcileContext = (observer) =>
    wireReconcile(reconcileSettings(process.env), observer),
  tools: Telemetry = telemetry(),
  clock: () => Date = () => new Date(),
): (event: unknown, context: Context) => Promise<ReconcileResult> {
  return wiredHandler(wire, tools, async (_event: unknown, { wired }) => {
    const { verdict, compared, findings } = await reconcile(dailyScope(clock()), wired());
    return { verdict, compared, findings: findings.length };
  });
}
