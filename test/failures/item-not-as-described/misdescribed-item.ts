import type { ItemNotAsDescribedFailure } from '../../../lambdas/failures/item-not-as-described/contract';
import { itemNotAsDescribedStories } from '../../../lambdas/failures/item-not-as-described/stories';

/** A book that was not like new, with some things otherwise. */
export function misdescribedItem(
  change: {
    readonly customer?: Partial<ItemNotAsDescribedFailure['customer']>;
    readonly purchase?: Partial<ItemNotAsDescribedFailure['purchase']>;
    readonly item?: Partial<ItemNotAsDescribedFailure['item']>;
    readonly merchant?: Partial<ItemNotAsDescribedFailure['merchant']>;
  } = {},
): ItemNotAsDescribedFailure {
  const { detail } = itemNotAsDescribedStories[0];
  return {
    ...detail,
    customer: { ...detail.customer, ...change.customer },
    purchase: { ...detail.purchase, ...change.purchase },
    item: { ...detail.item, ...change.item },
    merchant: { ...detail.merchant, ...change.merchant },
  };
}
