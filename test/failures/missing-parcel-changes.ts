import type { Failure } from '../../lambdas/failures/definition/failure';
import type { MissingParcel, ParcelLine } from '../../lambdas/failures/shared/parcel';

type MissingParcelFailure = Failure & { readonly parcel: MissingParcel };

export interface MissingParcelChange extends Partial<Pick<Failure, 'occurredAt' | 'evidence' | 'proof'>> {
  readonly customer?: Partial<Failure['customer']>;
  readonly purchase?: Partial<Failure['purchase']>;
  readonly parcel?: Partial<MissingParcel>;
}

/** A failure about a missing parcel, with some things otherwise. */
export function withChange<Detail extends MissingParcelFailure>(detail: Detail, change: MissingParcelChange): Detail {
  return {
    ...detail,
    ...change,
    customer: { ...detail.customer, ...change.customer },
    purchase: { ...detail.purchase, ...change.purchase },
    parcel: { ...detail.parcel, ...change.parcel },
  };
}

/** One line of a missing parcel, with some things otherwise. */
export function parcelLine(change: Partial<ParcelLine> = {}): ParcelLine {
  return { lineId: '1', sku: 'sku_1', title: 'Kite', quantity: 1, amountMinor: 5_000, inStock: true, ...change };
}
