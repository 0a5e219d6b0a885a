import { videoPlaybackWords } from '../../lambdas/failures/video-playback-failed/words';
import { wordsLocales } from '../../lambdas/words/locales';
import { textBlocks } from '../../lambdas/words/text-blocks';
import { approvedText, refusalText } from '../../lambdas/words/written-texts';
import { writerFor } from '../../lambdas/words/writer';

const readBy = (locale: string | undefined) => ({
  writer: writerFor({ locale, timeZone: undefined }, videoPlaybackWords),
  locale,
});

it('the refusal says nothing but what the person wrote, paragraph by paragraph', () => {
  const { paragraphs, written } = refusalText({ text: 'We looked.\n\n\nIt played on.\n\n  ' }, readBy('en-GB'));
  expect(paragraphs).toEqual([]);
  expect(written).toEqual({
    locale: 'en-GB',
    direction: 'ltr',
    note: undefined,
    blocks: [{ lines: ['We looked.'] }, { lines: ['It played on.'] }],
  });
});

it('words that somebody approved take the place of ours, and what was given is said below them', () => {
  const ours = { subject: 'Sorry', preview: 'p', paragraphs: ['Ours.'] };
  const approved = approvedText(ours, { text: 'Theirs.\n\nReally.' }, '£3.99 is back.', readBy('en-GB'));
  expect(approved).toMatchObject({ ...ours, paragraphs: ['£3.99 is back.'] });
  expect(approved.written?.blocks).toEqual([{ lines: ['Theirs.'] }, { lines: ['Really.'] }]);
  expect(approvedText(ours, { text: 'Theirs.' }, '', readBy('en-GB')).paragraphs).toEqual([]);
  expect(approvedText(ours, { text: '' }, '£3.99 is back.', readBy('en-GB'))).toBe(ours);
});

it.each([
  ['line breaks stay', 'One.\nTwo.\r\nThree.', [{ lines: ['One.', 'Two.', 'Three.'] }]],
  [
    'a list with bullets is one',
    'We did:\n- the first\n  in two lines\n* the second\n\n• the third\nThat is all.',
    [
      { lines: ['We did:'] },
      { items: [['the first', 'in two lines'], ['the second'], ['the third']], isNumbered: false },
      { lines: ['That is all.'] },
    ],
  ],
  [
    'a list with numbers is one, also with room between',
    '1. the first\n\n2. the second\n3) the third',
    [{ items: [['the first'], ['the second'], ['the third']], isNumbered: true }],
  ],
  [
    'a date that begins a line is no list, nor is a number without a second',
    'On the\n3. December we saw it.\n\n1. Advent.\n\n2.5 hours.',
    [{ lines: ['On the', '3. December we saw it.'] }, { lines: ['1. Advent.'] }, { lines: ['2.5 hours.'] }],
  ],
  [
    'two lists of two kinds stay two',
    '- a\n1. b\n2. c',
    [
      { items: [['a']], isNumbered: false },
      { items: [['b'], ['c']], isNumbered: true },
    ],
  ],
  [
    'no line holds a link, and numbers stay',
    '- seller.example\nAt\n1.200.300.400',
    [{ items: [['seller .example']], isNumbered: false }, { lines: ['At', '1.200.300.400'] }],
  ],
  ['what nobody sees is not there', '\u202E\n \n', []],
])('%s', (_, text, blocks) => {
  expect(textBlocks(text)).toEqual(blocks);
});

it.each(wordsLocales.map(({ tag }) => tag))('a text in another language is announced in %s', (tag) => {
  const other = tag === 'fi' ? 'sv' : 'fi';
  const name = new Intl.DisplayNames(tag, { type: 'language' }).of(other) ?? '';
  const { written } = refusalText({ text: 'Hei.', locale: other }, readBy(tag));
  expect(written).toMatchObject({ locale: other, note: expect.stringContaining(name) });
});

it.each([
  ['in their own language, of another region', 'de-AT', 'de'],
  ['in their own language, in which we have no words', 'fi', 'fi'],
  ['in the language that they get, having another one', 'fi', 'en'],
  ['without saying in which language', 'de', undefined],
])('nobody is told of another language who is written to %s', (_, readers, locale) => {
  expect(refusalText({ text: 'Hei.', locale }, readBy(readers)).written?.note).toBeUndefined();
});

it('a script that its reader does not read is another language, and one that runs the other way says so', () => {
  const traditional = refusalText({ text: '您好。', locale: 'zh-Hant' }, readBy('zh-CN')).written;
  expect(traditional?.note).toContain('繁体中文');
  expect(refusalText({ text: 'שלום', locale: 'he' }, readBy('en')).written).toMatchObject({ direction: 'rtl' });
});
