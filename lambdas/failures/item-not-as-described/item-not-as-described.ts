import { defineFailure } from '../definition/failure-definition';
import { joinedIds } from '../definition/joined-ids';
import { affectedOf, piecesInOccurrence } from '../shared/affected';
import { apologiseForItemNotAsDescribed } from './apology';
import { itemNotAsDescribedSchema } from './contract';
import { itemNotAsDescribedPolicy } from './policy';
import { itemNotAsDescribedStories } from './stories';
import { misdescribedItemWords } from './words';

export const itemNotAsDescribed = defineFailure({
  type: 'ItemNotAsDescribed',
  defaultSource: 'com.example.marketplace',
  owner: 'contact-center',
  schema: itemNotAsDescribedSchema,
  // An order that names no lines has one line, and the SKU stands in for its id.
  subject: ({ purchase: { orderId, lineId }, item: { sku } }) => joinedIds([orderId, lineId ?? sku], '/'),
  // The whole line fails once. The merchant's answer, when it arrives, belongs to the same failure. Where only some of
  // the line failed, others may fail on another day, or be named.
  occurrence: ({ occurredAt, item }) => {
    const { count, of } = affectedOf(item);
    if (item.affectedIds !== undefined) return `item${piecesInOccurrence(item)}`;
    return count === of ? 'item' : `item ${new Date(occurredAt).toISOString().slice(0, 10)}`;
  },
  policy: itemNotAsDescribedPolicy,
  apologise: apologiseForItemNotAsDescribed,
  words: misdescribedItemWords,
  stories: itemNotAsDescribedStories,
});
