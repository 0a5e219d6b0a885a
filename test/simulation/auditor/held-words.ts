import { textAt } from '../stored';
import type { Invariant } from './invariant';
import type { StoredNotice, StoredRemedy } from './stored-items';
import type { View } from './view';

/**
 * Words that wait for a person are never mailed before one has approved them, and for what was given then. The money
 * does not wait for them.
 */
export const heldWords: Invariant = {
  number: 13,
  name: 'held words wait',
  *problems(seen, view) {
    if (seen.kind === 'mail-sent' && seen.mail.template === 'apology') {
      const { remedyId, customerId } = seen.mail;
      const remedy = view.remedy(customerId, remedyId);
      const notice = view.noticesOf(remedyId).get('apology');
      if (remedy?.wordsWait && !isApproved(remedy, notice, view)) {
        yield `the apology of ${remedyId} was mailed, and nobody has approved its words`;
      }
    }
    if (seen.kind === 'notice-written' && seen.after.state === 'held') {
      const { remedyId } = seen.after;
      const wasIssued = view.remedies.get(remedyId)?.history.some(({ state }) => state === 'issued');
      if (!wasIssued) yield `the words of ${remedyId} wait, and nothing was given`;
    }
  },
};

/** By people who approved the whole, or the words as they are about what was given last. */
function isApproved(remedy: StoredRemedy, notice: StoredNotice | undefined, view: View): boolean {
  const { remedyId, incidentId, hold, history } = remedy;
  if (notice?.isPlain === true) return notice.approvedAt !== undefined && notice.approvedAt >= notice.wordsUntil;
  const hasWanted = (view.approvers.get(remedyId)?.size ?? 0) > 0 || view.wasApproved(incidentId);
  if (!hasWanted) return false;
  if (hold.approvers.length > 0) return true;
  const failedAt = Math.max(
    -Infinity,
    ...history.filter(({ state }) => state === 'late-failed').map(({ stored }) => Date.parse(textAt(stored, 'at'))),
  );
  return (notice?.approvedAt ?? -Infinity) >= failedAt;
}
