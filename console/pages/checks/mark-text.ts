import type { CheckView } from '../../../lambdas/operator-api/response-schemas';
import { amountsText } from '../../elements/amount';

/** What a checker said, in words. */
export function markText(mark: CheckView['marks'][number] | undefined, locale: string): string {
  if (!mark) return 'Not yet';
  if (mark.should === undefined) return 'Right';
  const amount = mark.amount === undefined ? '' : `: ${amountsText([mark.amount], locale)}`;
  return `${shouldTexts[mark.should]}${amount}`;
}

export const shouldTexts = {
  nothing: 'Nothing should have been given',
  less: 'Less should have been given',
  more: 'More should have been given',
  otherwise: 'Something else should have been given',
} as const;
