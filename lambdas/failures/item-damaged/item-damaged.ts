import { defineFailure } from '../definition/failure-definition';
import { joinedIds } from '../definition/joined-ids';
import { piecesInOccurrence } from '../shared/affected';
import { apologiseForItemDamaged } from './apology';
import { itemDamagedSchema } from './contract';
import { itemDamagedPolicy } from './policy';
import { itemDamagedStories } from './stories';
import { damagedItemWords } from './words';

export const itemDamaged = defineFailure({
  type: 'ItemDamaged',
  defaultSource: 'com.example.shop',
  owner: 'contact-center',
  schema: itemDamagedSchema,
  // An order that names no lines has one line, and the SKU stands in for its id.
  subject: ({ purchase: { orderId, lineId }, item: { sku } }) => joinedIds([orderId, lineId ?? sku], '/'),
  // The new one can break too, so a line can fail on more than one day, and in several pieces where they are named. Two
  // detectors that disagree about the day cause no second remedy for the whole line: nothing of its price is refundable
  // any more, and a person decides.
  occurrence: ({ occurredAt, item }) => `${new Date(occurredAt).toISOString().slice(0, 10)}${piecesInOccurrence(item)}`,
  policy: itemDamagedPolicy,
  apologise: apologiseForItemDamaged,
  words: damagedItemWords,
  stories: itemDamagedStories,
});
