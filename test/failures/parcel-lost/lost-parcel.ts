import type { LostParcelFailure } from '../../../lambdas/failures/parcel-lost/contract';
import { parcelLostStories } from '../../../lambdas/failures/parcel-lost/stories';
import { withChange, type MissingParcelChange } from '../missing-parcel-changes';

/** A console that never came, with some things otherwise. */
export function lostParcel(change: MissingParcelChange = {}): LostParcelFailure {
  return withChange(parcelLostStories[0].detail, change);
}
