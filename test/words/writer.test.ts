import { defineWords } from '../../lambdas/failures/definition/type-words';
import { sentencesOf } from '../../lambdas/failures/definition/sentence';
import { say as shared } from '../../lambdas/failures/sentences/shared-sentences';
import type { MailContent, Sentence } from '../../lambdas/failures/definition/sentence';
import { MissingWordsError, inWords, writerFor } from '../../lambdas/words/writer';

const words = defineWords(
  {
    sorry: { title: 'text' },
    when: { day: 'day' },
    paid: { back: 'money' },
    lasted: { lasted: 'length' },
    longer: { period: 'period' },
  },
  {
    en: {
      sorry: 'Sorry about “{title}”.',
      when: 'It was on {day, date, near}.',
      paid: 'We’ve refunded {back}.',
      lasted: 'It took us {lasted}.',
      longer: 'It runs {period} longer.',
    },
  },
);
const { say } = words;

function read(sentence: Sentence, locale?: string, timeZone?: string): string {
  return writerFor({ locale, timeZone }, words).write(sentence);
}

function mailOf(subject: readonly Sentence[], paragraphs: MailContent['paragraphs'] = []) {
  return inWords({ subject, preview: [], paragraphs }, writerFor({ locale: 'en-GB', timeZone: undefined }, words));
}

describe('where no blanks stand between sentences', () => {
  const offered = defineWords({ own: { text: 'text' } }, { en: { own: '{text}' }, ja: { own: '{text}' } });
  const { write, join } = writerFor({ locale: 'ja', timeZone: undefined }, offered);
  const until = shared.waitingUntil({ until: '2026-11-22T10:00:00Z' });

  it('the day of the week stands behind its date, in brackets', () => {
    expect(write(until)).toContain('11月22日(日)までに');
  });

  it('one stands behind a sentence of another language, which would be taken for a link, and behind no other', () => {
    const own = offered.say.own({ text: 'We have put one aside on State Street.' });
    expect(join([own, until])).toBe(`We have put one aside on State Street. ${write(until)}`);
    expect(join([until, own])).toBe(`${write(until)}We have put one aside on State Street.`);
    expect(join([])).toBe('');
  });
});

describe('facts are written as their reader reads them', () => {
  const day = '2026-12-23T23:30:00Z';

  it.each([
    ['en-GB', undefined, 'It was on Wednesday, 23 December.'],
    ['en-US', undefined, 'It was on Wednesday, December 23.'],
    ['en-GB', 'Asia/Tokyo', 'It was on Thursday, 24 December.'],
    ['nl-NL', undefined, 'It was on Wednesday, 23 December.'],
  ])('a day in %s, in the time zone %s', (locale, timeZone, text) => {
    expect(
      read(say.when({ day }), locale, timeZone)
        .replace('Wednesday 23', 'Wednesday, 23')
        .replace('Thursday 24', 'Thursday, 24'),
    ).toBe(text);
  });

  it('money with the digits of its currency, one amount beside the other', () => {
    const back = [
      { amountMinor: 399, currency: 'GBP' },
      { amountMinor: 1250, currency: 'KWD' },
      { amountMinor: 100_000, currency: 'HUF' },
    ];
    expect(read(say.paid({ back }), 'en-GB')).toBe('We’ve refunded £3.99, KWD\u00A01.250 and HUF\u00A01,000.00.');
  });

  it('how long something lasted, and by how much it runs longer', () => {
    expect(read(say.lasted({ lasted: 33_300 }))).toBe('It took us 9 hours and 15 minutes.');
    expect(read(say.lasted({ lasted: 60 }))).toBe('It took us 1 minute.');
    expect(read(say.lasted({ lasted: 0 }))).toBe('It took us 0 seconds.');
    expect(read(say.longer({ period: 'P1MT12H' }))).toBe('It runs 1 month and 12 hours longer.');
  });
});

describe('values from outside', () => {
  it.each([
    ['https://evil.example/x', 'Sorry about “https: //evil .example/x”.'],
    ['a\r\nBcc: all@example.com', 'Sorry about “a Bcc: all@example .com”.'],
    ['\u202Eevil\u2069', 'Sorry about “evil”.'],
    ["{title} '{back}'", "Sorry about “{title} '{back}'”."],
    ['<b>x</b>', 'Sorry about “<b>x</b>”.'],
  ])('are harmless, and no words of ours: %j', (title, text) => {
    expect(read(say.sorry({ title }))).toBe(text);
  });

  it('that run from right to left are isolated one by one, and no other', () => {
    expect(read(say.sorry({ title: 'نور' }))).toBe('Sorry about “\u2068نور\u2069”.');
    expect(read(say.sorry({ title: 'Paris, Texas' }))).toBe('Sorry about “Paris, Texas”.');
  });
});

describe('a subject', () => {
  const back = [{ amountMinor: 399, currency: 'GBP' }];

  it('begins with what was done, and has no full stop', () => {
    expect(mailOf([say.paid({ back }), say.sorry({ title: 'Paris, Texas' })]).subject).toBe(
      'We’ve refunded £3.99. Sorry about “Paris, Texas”',
    );
  });

  it('is cut in its title where it is too long for a phone', () => {
    const title = 'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb';
    const { subject } = mailOf([say.paid({ back }), say.sorry({ title })]);
    expect(subject).toBe('We’ve refunded £3.99. Sorry about “Dr. Strangelove or: How…”');
    expect(subject.length).toBeLessThanOrEqual(60);
  });

  it('leaves out what comes after what was done where that does not fit', () => {
    const many = ['GBP', 'USD', 'EUR'].map((currency) => ({ amountMinor: 1_234_567, currency }));
    expect(mailOf([say.paid({ back: many }), say.sorry({ title: 'Kite' })]).subject).toBe(
      'We’ve refunded £12,345.67, US$12,345.67 and €12,345.67',
    );
  });
});

it('says nothing twice in a mail', () => {
  const { paragraphs } = mailOf([], [[shared.onStatement(), shared.nothingToDo()], [shared.nothingToDo()]]);
  expect(paragraphs).toHaveLength(1);
});

it('names the key and the language of words that are missing', () => {
  const unknown = { of: 'type', key: 'gone', facts: {} } as const;
  const withoutFacts = { of: 'type', key: 'when', facts: {} } as const;
  expect(() => read(unknown)).toThrow(new MissingWordsError('gone', 'en'));
  expect(() => read(withoutFacts)).toThrow('"when.day" in en');
});

describe('the first of a month, and a length of time, are written as people write them', () => {
  const say = sentencesOf('type', { on: { day: 'day' }, lasted: { length: 'length' } });
  const words = (tag: string) => ({
    kinds: { on: { day: 'day' }, lasted: { length: 'length' } } as const,
    locales: {
      en: { on: '{day, date, far}', lasted: '{length}' },
      [tag]: { on: '{day, date, far}', lasted: '{length}' },
    },
  });
  it.each([
    ['fr-FR', 'fr', '1er décembre 2027'],
    ['pt-BR', 'pt-BR', '1º de dezembro de 2027'],
    ['es-ES', 'es', '1 de diciembre de 2027'],
    ['en-GB', 'en', '1 December 2027'],
  ])('in %s', (locale, tag, text) => {
    const writer = writerFor({ locale, timeZone: 'UTC' }, words(tag));
    expect(writer.write(say.on({ day: '2027-12-01T00:00:00Z' }))).toBe(text);
    expect(writer.write(say.on({ day: '2027-12-11T00:00:00Z' }))).toContain('11');
  });

  it.each([
    ['ja-JP', 'ja', '9時間15分'],
    ['zh-CN', 'zh-CN', '9小时15分钟'],
    ['en-GB', 'en', '9 hours and 15 minutes'],
  ])('a length in %s', (locale, tag, text) => {
    const writer = writerFor({ locale, timeZone: 'UTC' }, words(tag));
    expect(writer.write(say.lasted({ length: 33_300 }))).toBe(text);
  });
});
