import type { StolenParcelFailure } from '../../../lambdas/failures/parcel-stolen/contract';
import { parcelStolenStories } from '../../../lambdas/failures/parcel-stolen/stories';
import { withChange, type MissingParcelChange } from '../missing-parcel-changes';

/** A present that was taken from a porch, with some things otherwise. */
export function stolenParcel(change: MissingParcelChange = {}): StolenParcelFailure {
  return withChange(parcelStolenStories[0].detail, change);
}
