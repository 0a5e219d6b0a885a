import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Observer } from '../../flow/record/observer';
import { reconcile, type ReconcileContext } from '../../flow/reconcile/reconcile';
import type { Report } from '../../books/report';
import { dailyScope } from '../../books/scope';
import { reconcileSettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { wireReconcile } from '../wiring/reconcile-wiring';
import { telemetry, type Telemetry } from '../telemetry/telemetry';

/** What the run came to. The differences themselves are in the log. */
type Verdict = Pick<Report, 'verdict' | 'compared'> & { readonly findings: number };

/** The Lambda handler that a schedule runs once a day. It throws where a side could not be read, and is then run again. */
export function reconcileHandler(
  wire: (observer: Observer) => ReconcileContext = (observer) =>
    wireReconcile(reconcileSettings(process.env), observer),
  { observer, middleware }: Telemetry = telemetry(),
  clock: () => Date = () => new Date(),
): (event: unknown, context: Context) => Promise<Verdict> {
  const wired = once(() => wire(observer()));
  return middy<unknown, Verdict>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async () => {
      const { verdict, compared, findings } = await reconcile(dailyScope(clock()), wired());
      return { verdict, compared, findings: findings.length };
    });
}
