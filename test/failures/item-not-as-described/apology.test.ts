import { itemNotAsDescribed } from '../../../lambdas/failures/item-not-as-described/item-not-as-described';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { misdescribedItem } from './misdescribed-item';
import { writtenApology } from '../written-apology';

const refund: GivenPart = { kind: 'refund', amountMinor: 1_850, currency: 'GBP', paymentId: 'ch_1' };

describeApology(itemNotAsDescribed, 'takes the blame for the seller, says what arrived, and wants nothing back', {
  failure: misdescribedItem(),
  given: [refund],
  subject: 'We’ve refunded £18.50. Sorry it was not as described',
  phrases: [
    '“To the Lighthouse” was sold to you as “like new”, and what came was “worn, with notes in the margins”',
    'we let you down. I’m sorry',
    'We asked the seller on Monday 16 November, and have heard nothing.',
    'We’ve refunded £18.50 to the way you paid.',
    'You need not send anything back',
    'nothing you need to do',
  ],
});

it('says nothing of silence where the seller answered', () => {
  const answered = misdescribedItem({ merchant: { answeredAt: '2026-11-17T00:00:00Z' } });
  expect(textOf(writtenApology(itemNotAsDescribed, answered, [refund]))).not.toMatch(/heard nothing|asked the seller/);
});

it('does not name the seller', () => {
  expect(textOf(writtenApology(itemNotAsDescribed, misdescribedItem(), [refund]))).not.toContain('merchant_3310');
});

it('never says that we asked where the customer did', () => {
  const merchant = { contactedAt: '2026-11-16T10:45:00Z' };
  const textBy = (contactedBy: 'customer' | 'platform') =>
    textOf(writtenApology(itemNotAsDescribed, misdescribedItem({ merchant: { ...merchant, contactedBy } }), []));
  expect(textBy('customer')).toContain('You asked the seller on');
  expect(textBy('customer')).not.toMatch(/We asked/);
  expect(textBy('platform')).toContain('We asked the seller on');
});
