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
  // An order that names no lines has one, and the thing itself stands for it.
  subject: ({ purchase: { orderId, lineId }, item: { sku } }) => joinedIds([orderId, lineId ?? sku], '/'),
  // The new one can break as well, so a line can fail on more than one day. Two detectors who disagree about the day get nothing
  // twice: the price of the line is given back already, and a person looks.
  occurrence: ({ occurredAt }) => new Date(occurredAt).toISOString().slice(0, 10),
  policy: itemDamagedPolicy,
  apologise: apologiseForItemDamaged,
  stories: itemDamagedStories,
});
