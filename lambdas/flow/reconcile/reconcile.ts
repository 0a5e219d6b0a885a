import { compare } from '../../books/compare';
import { keptRun } from '../../books/kept-run';
import { reportOf, summaryOf, type Report } from '../../books/report';
import { wideWindow, type Scope } from '../../books/scope';
import type { Ledger } from '../../ledger/port/ledger';
import type { FlowContext } from '../record/flow-context';
import type { ReconciliationStore } from '../../ledger/port/reconciliation-store';
import { holdUnrecorded } from './hold-unrecorded';

export type ReconcileContext = Pick<FlowContext, 'statement' | 'provider' | 'observer'> & {
  /** Where what the ledger does not know is noted. Without it nothing is written at all. */
  readonly noting?: Pick<Ledger, 'read' | 'saveCustomerRecord'> | undefined;
  /** Where what was found is kept for people who look. Without it nobody but the caller learns it. */
  readonly keeping?: (Pick<ReconciliationStore, 'keep'> & { readonly clock: () => Date }) | undefined;
};

/** So many differences get a line each. Beyond that the trouble is one, and the report in full is a command away. */
const reportedDifferences = 200;

/**
 * Compares the ledger with the provider's books, and reports what differs. It corrects neither. What the provider paid
 * and the ledger knows nothing of is noted, so that it is not paid again.
 *
 * What it cannot see: a refund that the provider created before the window, whatever became of it since; a dispute that
 * was opened before it; a refund under another account of the provider; and what a customer should have been given and
 * was never committed. It reads the whole ledger, at half a read unit per 4 KB: some cents per million records, and
 * minutes. The provider's part, at about 1 KB a refund of the window, is kept in memory.
 *
 * @throws where one of the sides could not be read to its end. There is no report of a part
 */
export async function reconcile(scope: Scope, context: ReconcileContext): Promise<Report> {
  const { statement, provider, observer, noting, keeping } = context;
  const wide = wideWindow(scope);
  const books = {
    refunds: provider.refundsBetween(wide),
    disputes: provider.disputesBetween(wide),
    ledger: statement.items(),
    isCancelled: provider.isCancelled?.bind(provider),
  };
  const comparison = await compare(books, scope);
  const report = reportOf(comparison, scope);
  for (const { kind, sentence, ...finding } of report.findings.slice(0, reportedDifferences)) {
    const remedyId = 'remedyId' in finding ? finding.remedyId : undefined;
    observer.step({ step: 'difference', remedyId, why: `${kind}: ${sentence}` });
  }
  const noted = noting ? await holdUnrecorded(comparison.unrecorded, noting) : 0;
  if (noted > 0) {
    observer.step({ step: 'unrecorded-noted', count: noted, why: 'published again, they are held for a person' });
  }
  const count = report.findings.length;
  observer.step({ step: 'reconciled', count, why: summaryOf(report) });
  await keeping?.keep(keptRun(report, comparison.customers, keeping.clock()));
  return report;
}
