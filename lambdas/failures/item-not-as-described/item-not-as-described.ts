import { defineFailure } from '../definition/failure-definition';
import { joinedIds } from '../shared/joined-ids';
import { apologiseForItemNotAsDescribed } from './apology';
import { itemNotAsDescribedSchema } from './contract';
import { itemNotAsDescribedPolicy } from './policy';
import { itemNotAsDescribedStories } from './stories';

export const itemNotAsDescribed = defineFailure({
  type: 'ItemNotAsDescribed',
  defaultSource: 'com.example.marketplace',
  owner: 'contact-center',
  schema: itemNotAsDescribedSchema,
  // An order that names no lines has one line, and the SKU stands in for its id.
  subject: ({ purchase: { orderId, lineId }, item: { sku } }) => joinedIds([orderId, lineId ?? sku], '/'),
  // It is refunded in full, so it fails once. The merchant's answer, when it arrives, belongs to the same failure.
  occurrence: () => 'item',
  policy: itemNotAsDescribedPolicy,
  apologise: apologiseForItemNotAsDescribed,
  stories: itemNotAsDescribedStories,
});
