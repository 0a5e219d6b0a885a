import { itemDamaged } from '../../../lambdas/failures/item-damaged/item-damaged';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { replacementOf } from '../earlier-remedy';
import { textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { damagedItem } from './damaged-item';
import { writtenApology } from '../written-apology';

const withLabel: GivenPart = { ...replacementOf('1'), returnLabel: true, returnWithinDays: 30 };
const refund: GivenPart = { kind: 'refund', amountMinor: 8_999, currency: 'GBP', paymentId: 'ch_1', lineId: '1' };

describeApology(itemDamaged, 'blames nobody for what broke in their own hands, and says how the old one goes back', {
  failure: damagedItem(),
  given: [withLabel],
  subject: 'A new one is on its way. Sorry it broke',
  phrases: [
    '“E-book reader, 6 inch” broke',
    'makes no difference to us, and I’m sorry',
    'A new one is on its way.',
    'A prepaid label for the old one comes with it.',
    'nothing you need to do',
  ],
});

it('does not say what the customer did', () => {
  expect(textOf(writtenApology(itemDamaged, damagedItem(), [withLabel]))).not.toMatch(/Stepped|your fault/);
});

it.each([
  ['transit', 'reached you broken. We packed it and had it sent, so that is our fault'],
  ['defect', 'It should have lasted. We sold it to you like that, so that is our fault'],
] as const)('takes the blame for damage by %s', (cause, words) => {
  expect(textOf(writtenApology(itemDamaged, damagedItem({ damage: { cause } }), [withLabel]))).toContain(words);
});

it('says that the old one may stay where no label was sent', () => {
  const words = 'You need not send the old one back.';
  expect(textOf(writtenApology(itemDamaged, damagedItem(), [replacementOf('1')]))).toContain(words);
  expect(textOf(writtenApology(itemDamaged, damagedItem(), [refund]))).toContain(words);
  expect(textOf(writtenApology(itemDamaged, damagedItem(), [withLabel]))).not.toContain(words);
});

it('says once that there is no new one', () => {
  const first = textOf(writtenApology(itemDamaged, damagedItem(), [refund]));
  expect(first).toContain('We cannot send you a new one. We’ve refunded £89.99 to the way you paid.');
  const later = textOf(writtenApology(itemDamaged, damagedItem(), [{ ...refund, insteadOf: replacementOf('1') }]));
  expect(later).toContain('We could not send you a new one. We’ve refunded £89.99');
  expect(later).not.toContain('We cannot send');
});
