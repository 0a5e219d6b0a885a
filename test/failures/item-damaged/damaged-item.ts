import type { ItemDamagedFailure } from '../../../lambdas/failures/item-damaged/contract';
import { itemDamagedStories } from '../../../lambdas/failures/item-damaged/stories';

/** A reader that its owner broke, with some things otherwise. */
export function damagedItem(
  change: {
    readonly customer?: Partial<ItemDamagedFailure['customer']>;
    readonly purchase?: Partial<ItemDamagedFailure['purchase']>;
    readonly item?: Partial<ItemDamagedFailure['item']>;
    readonly damage?: Partial<ItemDamagedFailure['damage']>;
  } & Partial<Pick<ItemDamagedFailure, 'occurredAt'>> = {},
): ItemDamagedFailure {
  const { detail } = itemDamagedStories[0];
  return {
    ...detail,
    ...change,
    customer: { ...detail.customer, ...change.customer },
    purchase: { ...detail.purchase, ...change.purchase },
    item: { ...detail.item, ...change.item },
    damage: { ...detail.damage, ...change.damage },
  };
}
