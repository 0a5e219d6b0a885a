import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { filmFailure } from '../../fakes/film-failure';
import { textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { writtenApology } from '../written-apology';

const given = (amountMinor: number, currency: string) => ({
  kind: 'refund' as const,
  amountMinor,
  currency,
  paymentId: 'ch_1',
  arrival: { minBusinessDays: 5, maxBusinessDays: 10 },
});

const credit = {
  kind: 'credit' as const,
  amountMinor: 399,
  currency: 'GBP',
  accountId: 'cus_501',
  basis: 'price' as const,
  insteadOf: given(399, 'GBP'),
};

describeApology(videoPlaybackFailed, 'takes the blame, names the film, and asks for nothing', {
  failure: filmFailure(),
  given: [given(399, 'GBP')],
  phrases: ['“Paris, Texas”', 'our fault', 'nothing you need to do'],
});

it.each([
  ['en-GB', 399, 'GBP', '£3.99'],
  ['de-DE', 499, 'EUR', '4,99\u00A0€'],
  ['ja-JP', 550, 'JPY', '￥550'],
  // English sentences tear amounts apart that run from right to left.
  ['ar-KW', 1250, 'KWD', 'KWD\u00A01.250'],
  ['he-IL', 1990, 'ILS', '₪19.90'],
])('says the amount as it is read in %s', (locale, amountMinor, currency, text) => {
  const failure = filmFailure({ customer: { locale } });
  const { subject, paragraphs } = writtenApology(videoPlaybackFailed, failure, [given(amountMinor, currency)]);
  expect(subject).toContain(text);
  expect(paragraphs.join(' ')).toContain(text);
});

it('says when the money arrives where that is known, and promises nothing where it is not', () => {
  const known = writtenApology(videoPlaybackFailed, filmFailure(), [given(399, 'GBP')]).paragraphs.join(' ');
  expect(known).toContain('5 to 10 business days');
  const { arrival: _, ...unknown } = given(399, 'GBP');
  expect(writtenApology(videoPlaybackFailed, filmFailure(), [unknown]).paragraphs.join(' ')).not.toMatch(/days/);
});

it('names a credit where the card could not be reached, and no money on its way', () => {
  const text = textOf(writtenApology(videoPlaybackFailed, filmFailure(), [credit]));
  expect(text).toContain('£3.99 of credit');
  expect(text).not.toMatch(/on its way back|refunded/);
});

it('names a goodwill credit separately from the money that goes back', () => {
  const goodwill = { ...credit, amountMinor: 500, basis: 'goodwill' as const, insteadOf: undefined };
  const { subject, paragraphs } = writtenApology(videoPlaybackFailed, filmFailure(), [given(399, 'GBP'), goodwill]);
  expect(subject).toContain('We’ve refunded £3.99');
  expect(paragraphs.join(' ')).toContain('£5.00 of credit');
});

it('without money it says sorry, and promises nothing', () => {
  const { subject, preview, paragraphs } = writtenApology(videoPlaybackFailed, filmFailure(), []);
  expect(subject).toBe('Sorry about “Paris, Texas”');
  expect(preview).not.toMatch(/money/);
  expect(paragraphs).toEqual([
    'You sat down to watch “Paris, Texas”, and it kept stopping to load. That was our fault, and I’m sorry we spoiled it.',
    'There is nothing you need to do. I wanted you to hear it from us.',
  ]);
});

it('tells a subscriber what the money is for', () => {
  const subscription = { periodStart: '2026-11-01T00:00:00Z', periodEnd: '2026-12-01T00:00:00Z' };
  const failure = filmFailure({ purchase: { subscription } });
  expect(textOf(writtenApology(videoPlaybackFailed, failure, [given(80, 'GBP')]))).toContain(
    'That is for this film. Your subscription stays as it is.',
  );
});
