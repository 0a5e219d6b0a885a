import { identityOf } from './failure-identity';
import type { Invariant } from './invariant';
import type { ObservationOf, Report } from './observation';
import { textAt } from '../stored';
import type { StoredRemedy } from './stored-items';
import type { View } from './view';

/**
 * Who reports a failure first does not have the last word. What still waits when somebody says otherwise waits for a
 * person from then on, who has not decided before; and no other source ends it or lets it go.
 */
export const noLastWord: Invariant = {
  number: 4,
  name: 'who reports first has no last word',
  *problems(seen, view) {
    if (seen.kind === 'report-handled') yield* problemsOfReport(seen, view);
    if (seen.kind === 'remedy-written') yield* problemsOfEnd(seen, view);
  },
};

function* problemsOfReport(
  { identity, report, startedAt }: ObservationOf<'report-handled'>,
  view: View,
): Iterable<string> {
  for (const [remedyId, remedy] of view.remedies) {
    if (identityOf(remedy) !== identity || !differs(report, remedy)) continue;
    if ((view.recordedAt.get(remedyId) ?? Infinity) >= startedAt) continue;
    // Whoever has let it go since has read of it.
    if (remedy.state !== 'held' || remedy.history.some(({ state }) => state !== 'held')) continue;
    if (remedy.hold.awaitsUntil === undefined) continue;
    yield `${remedyId} goes on waiting for something else than a person, and ${report.source} has contradicted ${remedy.source}`;
  }
}

function differs({ orderId, lineId, paymentId, paid }: Report, remedy: StoredRemedy): boolean {
  if (orderId !== remedy.orderId || paymentId !== remedy.paymentId) return true;
  if (lineId !== remedy.lineId) return lineId !== '' && remedy.lineId !== '';
  return paid.amountMinor !== remedy.paid.amountMinor || paid.currency !== remedy.paid.currency;
}

/** A person decides anew, who reads of both; and only who reported it can say that nothing is owed. */
function* problemsOfEnd({ before, after }: ObservationOf<'remedy-written'>, view: View): Iterable<string> {
  if (before?.state !== 'held') return;
  const why = textAt(after.history.at(-1)?.stored, 'why');
  if (why.includes(' reports it too, and not as ') && after.hold.approvers.length > 0) {
    yield `${after.remedyId} is contradicted, and an approval of before counts`;
  }
  if (after.state !== 'rejected') return;
  if (!why.startsWith('published again')) return;
  if (view.isSaidNotOwedByOthersAlone(after)) yield `${after.remedyId} is ended by another source than ${after.source}`;
}
