import { deliveryLate } from '../../../lambdas/failures/delivery-late/delivery-late';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { lateDelivery } from './late-delivery';
import { writtenApology } from '../written-apology';

const refund: GivenPart = { kind: 'refund', amountMinor: 795, currency: 'USD', paymentId: 'ch_1' };
const credit: GivenPart = {
  kind: 'credit',
  amountMinor: 1_000,
  currency: 'USD',
  accountId: 'wallet_808',
  basis: 'goodwill',
  expiresAt: '2027-11-22T09:00:00Z',
};

describeApology(deliveryLate, 'takes the blame, names both days, says what was done, and asks for nothing', {
  failure: lateDelivery(),
  given: [refund, credit],
  subject: 'We’ve refunded $7.95. Sorry your parcel is late',
  phrases: [
    'by Tuesday, November 24, and it will not be there in time',
    'We expect it by Friday, November 27 now.',
    'our fault, and I’m sorry',
    'The shipping was for a day we did not keep. We’ve refunded $7.95 to the way you paid.',
    '$10.00 of credit on your account with us. It is yours to use or not, until November 22, 2027.',
    'nothing you need to do',
  ],
});

it('offers another way, and a customer who does nothing gets the parcel', () => {
  const { paragraphs } = writtenApology(deliveryLate, lateDelivery(), [refund]);
  expect(paragraphs.at(-1)).toBe(
    'There is another way to have it in time, if it suits you. We have put one aside for you in our shop on State Street. It is there for you until Tuesday, November 24. If it does not suit you, your parcel comes all the same.',
  );
  const none = writtenApology(deliveryLate, lateDelivery({ alternative: undefined }), [refund]);
  expect(textOf(none)).not.toContain('another way');
});

it('ends the sentence of the alternative where its author did not', () => {
  const alternative = { text: 'We have one in our shop', by: '2026-11-24T12:00:00Z' };
  expect(textOf(writtenApology(deliveryLate, lateDelivery({ alternative }), []))).toContain('in our shop. It is there');
});

it('names no shipping where none was refunded', () => {
  const apology = writtenApology(deliveryLate, lateDelivery(), [credit]);
  expect(apology.subject).toBe('You have $10.00 of credit. Sorry your parcel is late');
  expect(textOf(apology)).not.toMatch(/shipping|refunded/);
});

it('does not name the same day twice', () => {
  const hours = lateDelivery({ parcel: { promisedBy: '2026-11-24T18:00:00Z', expectedBy: '2026-11-24T22:00:00Z' } });
  expect(textOf(writtenApology(deliveryLate, hours, [refund]))).toContain('We expect it later on that day.');
});
