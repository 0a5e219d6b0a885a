import type { CohortView } from '../../lambdas/operator-api/response-schemas';
import { amountsText } from '../elements/amount';

/** How much it is, as a person reads it: `142 remedies, £567.00 and 3 mails`. */
export function cohortText({ remedies, amounts, words = 0 }: CohortView, locale: string): string {
  const money = amounts.length === 0 ? '' : `, ${amountsText(amounts, locale)}`;
  const counted = `${countText(remedies, locale)} ${remedies === 1 ? 'remedy' : 'remedies'}${money}`;
  if (words === 0) return counted;
  const mails = `${countText(words, locale)} ${words === 1 ? 'mail' : 'mails'}`;
  return remedies === 0 ? mails : `${counted}, and ${mails}`;
}

function countText(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}
