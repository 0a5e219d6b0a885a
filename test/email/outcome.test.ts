import { load } from 'cheerio';
import { renderEmail } from '../../lambdas/email/email';
import type { GivenPart } from '../../lambdas/failures/definition/failure-definition';
import { outcomeOf } from '../../lambdas/failures/sentences/part-sentences';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { exampleBrands } from '../fakes/brands';
import { frameFor } from '../../lambdas/words/frame';
import { inWords, writerFor } from '../../lambdas/words/writer';

const [{ detail: failure }] = videoPlaybackFailed.stories;
const refund: GivenPart = {
  kind: 'refund',
  amountMinor: 399,
  currency: 'GBP',
  paymentId: 'ch_1',
  arrival: { minBusinessDays: 5, maxBusinessDays: 10 },
};
const replacement: GivenPart = {
  kind: 'replacement',
  lineId: '1',
  sku: 'sku_1',
  quantity: 1,
  worthMinor: 5000,
  currency: 'GBP',
  express: false,
  giftWrap: false,
  returnLabel: false,
  answerWithinSeconds: 3600,
};

function mailAbout(given: readonly GivenPart[], locale = 'en-GB') {
  const { words } = videoPlaybackFailed;
  const writer = writerFor({ locale, timeZone: 'Europe/London' }, words);
  const content = inWords({ outcome: outcomeOf(given), ...videoPlaybackFailed.apologise(failure, given) }, writer);
  const frame = frameFor({ name: 'Zoë Park', order: failure.purchase, remedyId: 'rem_1' }, writer);
  const { signatory, look } = exampleBrands.standard;
  return renderEmail(content, frame, { company: 'Example Films', signatory, look });
}

it.each([
  ['en-GB', 'We’ve refunded £3.99', '£3.99'],
  ['de', 'Wir haben 3,99 £ erstattet', '3,99 £'],
  ['ja', '£3.99を返金しました', '£3.99'],
])('what was done stands above the letter, and its amount stands out, wherever %s has it', (locale, line, amount) => {
  const page = load(mailAbout([refund], locale).html);
  const plain = (text: string): string => text.replaceAll('\u00A0', ' ');
  expect(plain(page('h1').text())).toBe(line);
  expect(plain(page('h1 .accent').text())).toBe(amount);
});

it('says when it arrives once, above the letter, in both parts', () => {
  const { html, text } = mailAbout([refund]);
  for (const part of [load(html).text(), text]) {
    expect(part.split('It should reach you in 5 to 10 business days')).toHaveLength(2);
  }
  expect(text).toMatch(
    /^We’ve refunded £3\.99\nIt should reach you in 5 to 10 business days, depending on your bank\.\n\nDear/,
  );
});

it('of something new it says by which day, if all of it comes that day', () => {
  const arriving = (arrivesBy: string): GivenPart => ({ ...replacement, shipment: { arrivesBy } });
  const first = arriving('2026-12-23T18:00:00Z');
  expect(mailAbout([first]).text).toMatch(/^A new one is on its way\nArrives by Wednesday,? 23 December\.\n/);
  expect(mailAbout([first, arriving('2026-12-24T18:00:00Z')]).text).toMatch(/^New ones are on their way\n\n/);
  expect(mailAbout([replacement]).text).toMatch(/^A new one is on its way\n\n/);
});

it('two refunds that arrive at different times are one amount, and the letter says of each when it comes', () => {
  const { text } = mailAbout([refund, { ...refund, arrival: { minBusinessDays: 0, maxBusinessDays: 1 } }]);
  expect(text).toMatch(/^We’ve refunded £7\.98\n\nDear/);
  expect(text).toContain('5 to 10 business days');
  expect(text).toContain('within one business day');
});

it('where nothing was given, the letter begins the mail', () => {
  const { html, text } = mailAbout([]);
  expect(load(html)('h1')).toHaveLength(0);
  expect(text).toMatch(/^Dear Zoë Park,/);
});
