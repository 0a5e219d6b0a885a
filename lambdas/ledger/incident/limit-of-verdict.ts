import type { Budget } from '../budget';
import type { IncidentVerdict } from './incident';
import { inReference } from '../../model/guards/reference';
import { shareOfThreshold, type AmountsMinor, type Limits } from '../../model/limits';

type Limit = Budget['limit'];

/**
 * What one verdict releases in all: what its approvers had seen, and a little more. A list that lags shows people less
 * than waits, and late reports of the incident follow its verdict.
 */
export function limitOfVerdict(verdict: IncidentVerdict, limits: Limits): Limit {
  const { remedies = 0, amounts = [] } = verdict.approved?.cohort ?? {};
  const unseen = limitOfUnseen(verdict, limits);
  const { reference } = limits;
  const amountMinor: Record<string, number> = { ...unseen.amountMinor };
  for (const seen of amounts) amountMinor[seen.currency] = (amountMinor[seen.currency] ?? 0) + seen.amountMinor;
  const inAll = amounts.map((seen) => (reference && inReference(seen, reference)?.amountMinor) ?? 0);
  const referenceMinor =
    unseen.referenceMinor === undefined ? undefined : inAll.reduce((sum, one) => sum + one, unseen.referenceMinor);
  return { remedies: remedies + unseen.remedies, amountMinor, referenceMinor };
}

/**
 * Of what nobody had seen no more is released than goes without any verdict. One person alone never releases more than
 * one person may, with what that person has seen.
 */
function limitOfUnseen({ approved }: IncidentVerdict, limits: Limits): Limit {
  const { perIncident, twoPeopleAbove, reference } = limits;
  if (approved && approved.approvals.length >= 2) return perIncident;
  const leftShare = Math.max(0, 1 - shareOfThreshold(approved?.cohort.amounts ?? [], twoPeopleAbove));
  const left = Object.entries(twoPeopleAbove).map(([currency, most]): [string, number] => {
    return [currency, Math.floor(most * leftShare)];
  });
  const amountMinor = atMost(perIncident.amountMinor, Object.fromEntries(left));
  // The largest of them is what all of them together may come to.
  const inAll =
    reference && left.map(([currency, amount]) => inReference({ amountMinor: amount, currency }, reference));
  const most = inAll && Math.max(0, ...inAll.map((money) => money?.amountMinor ?? 0));
  const referenceMinor = most === undefined ? undefined : Math.min(most, perIncident.referenceMinor ?? most);
  return { remedies: perIncident.remedies, amountMinor, referenceMinor };
}

function atMost(amounts: AmountsMinor, most: AmountsMinor): AmountsMinor {
  return Object.fromEntries(
    Object.entries(amounts).map(([currency, amountMinor]) => [currency, Math.min(amountMinor, most[currency] ?? 0)]),
  );
}
