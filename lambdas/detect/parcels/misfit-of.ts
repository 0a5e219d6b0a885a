import { dayMs } from '../../model/durations';
import type { ParcelOptions } from './options';
import type { ParcelState } from './parcel-state';

interface FoundTimes {
  readonly purchase: { readonly purchasedAt: string };
  readonly parcel: { readonly promisedBy: string };
}

/** Labels are printed, and clocks differ, before a sale is booked. */
const beforeSaleMs = 2 * dayMs;

/**
 * Carriers use a tracking number again after some months, and a shop that knows it from then names an old order, or
 * one that is yet to come. All that is said of a parcel lies between its sale and some weeks after its promise; where
 * any of it does not, it is not certain which parcel is meant, and a person looks.
 */
export function misfitOf(
  { beganAt, scannedAt, updatedAt }: ParcelState,
  { purchase, parcel }: FoundTimes,
  { joinDays }: Pick<ParcelOptions, 'joinDays'>,
): string | undefined {
  const times = [beganAt, scannedAt, updatedAt].flatMap((time) => (time === undefined ? [] : Date.parse(time)));
  if (Math.min(...times) < Date.parse(purchase.purchasedAt) - beforeSaleMs) {
    return 'the carrier spoke of this number before the order was placed that the shop names: it may be another parcel';
  }
  if (Math.max(...times) > Date.parse(parcel.promisedBy) + joinDays * dayMs) {
    return 'the carrier speaks of this number long after the order was due that the shop names: it may be another parcel';
  }
  return undefined;
}
