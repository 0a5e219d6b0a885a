import type { ContentWithdrawal } from '../../../lambdas/failures/content-withdrawn/contract';
import { contentWithdrawnStories } from '../../../lambdas/failures/content-withdrawn/stories';

/** A book that was deleted overnight, with some things otherwise. */
export function withdrawal(
  change: {
    readonly customer?: Partial<ContentWithdrawal['customer']>;
    readonly purchase?: Partial<ContentWithdrawal['purchase']>;
    readonly content?: Partial<ContentWithdrawal['content']>;
  } & Partial<Pick<ContentWithdrawal, 'occurredAt' | 'incidentId'>> = {},
): ContentWithdrawal {
  const { detail } = contentWithdrawnStories[0];
  return {
    ...detail,
    ...change,
    customer: { ...detail.customer, ...change.customer },
    purchase: { ...detail.purchase, ...change.purchase },
    content: { ...detail.content, ...change.content },
  };
}
