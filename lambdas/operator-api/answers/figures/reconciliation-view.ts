import { adviceOf } from '../../../books/advice';
import { expectedWithinMs } from '../../../books/scope';
import type { ReconciliationStore } from '../../../ledger/port/reconciliation-store';
import type { ReconciliationsView } from '../../response-schemas';

/** So many runs are listed: about a month of them. */
const mostRuns = 30;

/**
 * The last comparisons, and what one of them found.
 *
 * @param wanted when it began. Undefined: the newest
 */
export async function viewReconciliations(
  wanted: string | undefined,
  { reconciliations, clock }: { readonly reconciliations: ReconciliationStore; readonly clock: () => Date },
): Promise<ReconciliationsView> {
  const runs = await reconciliations.lastRuns(mostRuns);
  const newest = runs[0]?.startedAt;
  const which = wanted ?? newest;
  const shown = which === undefined ? undefined : await reconciliations.readRun(which);
  const isLate = newest === undefined || clock().getTime() - Date.parse(newest) > expectedWithinMs;
  return {
    runs,
    isLate,
    shown: shown
      ? {
          ...shown,
          findings: shown.findings.map(({ remedies, ...finding }) => {
            const whatToDo = adviceOf(finding.kind);
            return { ...finding, remedies: [...remedies], ...(whatToDo !== undefined && { whatToDo }) };
          }),
        }
      : null,
  };
}
