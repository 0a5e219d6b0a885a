import { defineFailure } from '../definition/failure-definition';
import { missingLines } from '../shared/parcel';
import { apologiseForParcelStolen } from './apology';
import { parcelStolenSchema } from './contract';
import { parcelStolenPolicy } from './policy';
import { parcelStolenStories } from './stories';
import { stolenParcelWords } from './words';

export const parcelStolen = defineFailure({
  type: 'ParcelStolen',
  defaultSource: 'com.example.shop',
  owner: 'contact-center',
  schema: parcelStolenSchema,
  subject: ({ parcel }) => parcel.shipmentId,
  // Items of one parcel can be stolen one after the other, so each set of lines is a failure of its own.
  occurrence: ({ parcel }) => missingLines(parcel),
  policy: parcelStolenPolicy,
  apologise: apologiseForParcelStolen,
  words: stolenParcelWords,
  stories: parcelStolenStories,
});
