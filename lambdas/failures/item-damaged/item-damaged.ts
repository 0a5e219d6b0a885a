import { defineFailure } from '../definition/failure-definition';
import { joinedIds } from '../shared/joined-ids';
import { apologiseForItemDamaged } from './apology';
import { itemDamagedSchema } from './contract';
import { itemDamagedPolicy } from './policy';
import { itemDamagedStories } from './stories';

export const itemDamaged = defineFailure({
  type: 'ItemDamaged',
  defaultSource: 'com.example.shop',
  owner: 'contact-center',
  schema: itemDamagedSchema,
  // An order that names no lines has one line, and the SKU stands in for its id.
  subject: ({ purchase: { orderId, lineId }, item: { sku } }) => joinedIds([orderId, lineId ?? sku], '/'),
  // The new one can break too, so a line can fail on more than one day. Two detectors that disagree about the day cause
  // no second remedy: nothing of the line's price is refundable any more, and a person decides.
  occurrence: ({ occurredAt }) => new Date(occurredAt).toISOString().slice(0, 10),
  policy: itemDamagedPolicy,
  apologise: apologiseForItemDamaged,
  stories: itemDamagedStories,
});
