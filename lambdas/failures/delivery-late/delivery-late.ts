import { defineFailure } from '../definition/failure-definition';
import { apologiseForDeliveryLate } from './apology';
import { deliveryLateSchema } from './contract';
import { deliveryLatePolicy } from './policy';
import { deliveryLateStories } from './stories';
import { lateDeliveryWords } from './words';

export const deliveryLate = defineFailure({
  type: 'DeliveryLate',
  defaultSource: 'com.example.shop',
  owner: 'both',
  schema: deliveryLateSchema,
  subject: ({ parcel }) => parcel.shipmentId,
  // A parcel is late once, however often its expected day changes.
  occurrence: () => 'delivery',
  policy: deliveryLatePolicy,
  apologise: apologiseForDeliveryLate,
  words: lateDeliveryWords,
  stories: deliveryLateStories,
});
