import type { CountedLimit } from './audited-limits';
import type { Invariant } from './invariant';
import { costIn, type StoredCommitment } from './stored-items';
import { toleranceMs } from './tolerance';
import type { View } from './view';

/** So much no simulated world spends of any limit, whatever is lost with the functions that had reserved it. */
const endlessRemedies = 1_000_000;
const endlessMinor = 1_000_000_000;

/** What is said of the payment, of one remedy, and of the limits that all share is so when it is said. */
export const reasonsOfThePayment: Invariant = {
  number: 14,
  name: 'reasons are true, of the payment and of shared limits',
  *problems(seen, view) {
    if (seen.kind !== 'committed') return;
    const { commitment } = seen;
    for (const reason of commitment.reasons) {
      if (isSo(reason, commitment, view)) continue;
      yield `${commitment.remedyId} is held because "${reason}", and that is not so`;
    }
  },
};

/** What was asked a little before may just have changed. */
function isSo(reason: string, commitment: StoredCommitment, view: View): boolean {
  const payment = view.payments.get(commitment.paymentId);
  const justNow = view.now - toleranceMs;
  if (/^the payment is disputed/.test(reason)) {
    return payment?.disputedSince !== undefined || (payment?.disputeEndedAt ?? -Infinity) > justNow;
  }
  if (/^the payment is authorised/.test(reason)) return (payment?.capturedAt ?? -Infinity) > justNow;
  if (/^nothing was taken/.test(reason)) return payment?.isCancelled === true;
  if (/^it was paid in \w+, and nobody knows/.test(reason)) {
    if (view.misreported.has(commitment.paymentId)) return true;
    return commitment.lineId !== '' && payment?.currency !== view.currencies.get(commitment.paymentId);
  }
  if (/is more than .*, the limit of one remedy$/.test(reason)) return isAboveOne(commitment, view);
  if (/^the limit of the day is used up/.test(reason)) return canBeUsedUp(view.limits.perDay, commitment);
  if (/^the day's limit for .* is used up/.test(reason)) {
    return /publishes/.test(reason) || canBeUsedUp(view.limits.perFailureTypeAndDay, commitment);
  }
  if (/^the limit of its incident is used up/.test(reason)) return canBeUsedUp(view.limits.perIncident, commitment);
  return true;
}

function isAboveOne({ parts }: StoredCommitment, { limits }: View): boolean {
  return parts.some(({ currency }) => costIn(parts, currency) > (limits.perRemedy[currency] ?? 0));
}

function canBeUsedUp(limit: CountedLimit, { parts }: StoredCommitment): boolean {
  if (limit.remedies < endlessRemedies || limit.referenceMinor !== undefined) return true;
  return parts.some(({ currency }) => currency !== '' && (limit.amountMinor[currency] ?? 0) < endlessMinor);
}
