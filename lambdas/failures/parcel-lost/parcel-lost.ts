import { defineFailure } from '../definition/failure-definition';
import { missingLines } from '../shared/parcel';
import { apologiseForParcelLost } from './apology';
import { parcelLostSchema } from './contract';
import { parcelLostPolicy } from './policy';
import { parcelLostStories } from './stories';
import { lostParcelWords } from './words';

export const parcelLost = defineFailure({
  type: 'ParcelLost',
  defaultSource: 'com.example.shop',
  owner: 'contact-center',
  schema: parcelLostSchema,
  subject: ({ parcel }) => parcel.shipmentId,
  // The carrier and the customer name the same lines. A line that is found missing later is a failure of its own.
  occurrence: ({ parcel }) => missingLines(parcel),
  policy: parcelLostPolicy,
  apologise: apologiseForParcelLost,
  words: lostParcelWords,
  stories: parcelLostStories,
});
