import { itemNotAsDescribed } from '../../../lambdas/failures/item-not-as-described/item-not-as-described';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { problemsOf } from '../problems-of';
import { misdescribedItem } from './misdescribed-item';

it.each(itemNotAsDescribed.stories)('accepts its story: $title', ({ detail }) => {
  expect(parseFailure(itemNotAsDescribed, detail)).toEqual(detail);
});

it('names every problem at once, by path', () => {
  const wrong = {
    ...misdescribedItem(),
    item: { sku: '', title: ' ', describedAs: 'x'.repeat(301) },
    merchant: { contactedAt: 'on Monday', answeredAt: null },
  };
  expect(problemsOf(itemNotAsDescribed, wrong)).toEqual([
    'item.describedAs',
    'item.receivedAs',
    'item.sku',
    'item.title',
    'merchant.answeredAt',
    'merchant.contactedAt',
    'merchant.id',
  ]);
});

it('the merchant’s answer belongs to the same failure', () => {
  const answered = misdescribedItem({ merchant: { answeredAt: '2026-11-17T00:00:00Z' } });
  expect(itemNotAsDescribed.subject(answered)).toBe(itemNotAsDescribed.subject(misdescribedItem()));
  expect(itemNotAsDescribed.occurrence(answered)).toBe(itemNotAsDescribed.occurrence(misdescribedItem()));
});

it('is about one line of an order, or about the one thing of an order without lines', () => {
  const subject = (purchase: { orderId?: string; lineId?: string | undefined }) =>
    itemNotAsDescribed.subject(misdescribedItem({ purchase }));
  expect(subject({ lineId: '2' })).not.toBe(subject({ lineId: '1' }));
  expect(subject({ lineId: undefined })).toBe('ord_7203/book-used-lighthouse');
  // An id with a slash in it leans over into no other one.
  expect(subject({ orderId: 'a/b', lineId: 'c' })).not.toBe(subject({ orderId: 'a', lineId: 'b/c' }));
});
