import type { LateDeliveryFailure } from '../../../lambdas/failures/delivery-late/contract';
import { deliveryLateStories } from '../../../lambdas/failures/delivery-late/stories';

/** A present that will not be in time, with some things otherwise. */
export function lateDelivery(
  change: {
    readonly customer?: Partial<LateDeliveryFailure['customer']>;
    readonly purchase?: Partial<LateDeliveryFailure['purchase']>;
    readonly parcel?: Partial<LateDeliveryFailure['parcel']>;
  } & Partial<Pick<LateDeliveryFailure, 'alternative'>> = {},
): LateDeliveryFailure {
  const { detail } = deliveryLateStories[0];
  return {
    ...detail,
    ...change,
    customer: { ...detail.customer, ...change.customer },
    purchase: { ...detail.purchase, ...change.purchase },
    parcel: { ...detail.parcel, ...change.parcel },
  };
}
