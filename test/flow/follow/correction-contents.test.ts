import {
  correctionContent,
  resolutionContent,
  type MissedPart,
} from '../../../lambdas/flow/follow/correction-contents';
import { videoPlaybackWords } from '../../../lambdas/failures/video-playback-failed/words';
import { inWords, writerFor } from '../../../lambdas/words/writer';
import { anotherPass, refund, replacement } from '../../fakes/parts';

const writer = writerFor({ locale: 'en-GB', timeZone: undefined }, videoPlaybackWords);

const correction = (...missed: readonly MissedPart[]) => inWords(correctionContent(missed), writer);

it('the correction begins with the money, says that it did not arrive, and promises no date', () => {
  const { subject, paragraphs } = correction({ part: refund, why: 'other' });
  expect(subject).toBe('Your £3.99 did not arrive after all');
  const text = paragraphs.join('\n');
  expect(text).toMatch(/£3\.99\. .*has not arrived/);
  expect(text).not.toMatch(/\d (business )?days|tomorrow|soon|new one|bank/);
});

it('what a mail said was refunded is what the correction takes back, in the money that it was paid in', () => {
  const yen = { ...refund, amountMinor: 1_520, currency: 'JPY', ofPrice: { amountMinor: 800, currency: 'GBP' } };
  const first = inWords(resolutionContent([yen], undefined), writer);
  const { subject, paragraphs } = correction({ part: yen, why: 'other' });
  expect(first.subject).toContain('JP¥1,520');
  expect(subject).toBe('Your JP¥1,520 did not arrive after all');
  expect(paragraphs.join('\n')).toContain('we had refunded JP¥1,520.');
});

it.each([
  ['card-unreachable', 'The card or account that you paid with could not take it.'],
  ['insufficient-balance', 'That is our doing, and not your bank’s.'],
  ['cancelled', 'That is our doing, and not your bank’s.'],
] as const)('the correction names the true cause of %s, and never the bank for our fault', (why, words) => {
  expect(correction({ part: refund, why }).paragraphs.join('\n')).toContain(words);
});

it('the correction of a new one that cannot be sent speaks of no money', () => {
  const { subject, paragraphs } = correction({ part: replacement, why: 'out-of-stock' });
  expect(subject).toBe('We cannot send the new one after all');
  expect(paragraphs.join('\n')).toMatch(/cannot send it after all/);
  expect(paragraphs.join('\n')).not.toMatch(/refunded|money/);
});

it('the correction names everything that was announced and did not come', () => {
  const { subject, paragraphs } = correction({ part: anotherPass, why: 'other' }, { part: refund, why: 'other' });
  expect(subject).toBe('Your £3.99 did not arrive after all');
  const text = paragraphs.join('\n');
  expect(text).toContain('I wrote to you that we had given you another pass. I have to correct that');
  expect(text).toContain('I wrote to you that we had refunded £3.99.');
});

it('the resolution begins with what was given in its place', () => {
  const { subject, paragraphs } = inWords(resolutionContent([refund], undefined), writer);
  expect(subject).toBe('We’ve refunded £3.99. It is made right after all');
  expect(paragraphs.join('\n')).toContain('We’ve refunded £3.99 to the way you paid.');
});
