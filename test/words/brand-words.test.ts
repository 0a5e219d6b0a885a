import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parcelLost } from '../../lambdas/failures/parcel-lost/parcel-lost';
import { say } from '../../lambdas/failures/sentences/shared-sentences';
import { brandWordsIn } from '../../lambdas/runtime/brand-words-file';
import { wordsOver, type BrandWords } from '../../lambdas/words/brand-words';
import { brandWordsProblems } from '../../lambdas/words/lint/brand-words-problems';
import { writerFor } from '../../lambdas/words/writer';
import { brandWordsFiles } from '../../lib/brands/brand-words';

const types = { ParcelLost: parcelLost.words.kinds };

function writerOf(words: BrandWords, locale: string) {
  const reader = { locale, timeZone: undefined };
  return writerFor(reader, parcelLost.words, (tag) => wordsOver(words, 'ParcelLost', tag));
}

it('what a brand says in words of its own stands in the place of the words of everybody, language by language', () => {
  const words = { en: { nothingToDo: 'You need not do anything.' } };
  expect(writerOf(words, 'en-GB').write(say.nothingToDo())).toBe('You need not do anything.');
  expect(writerOf(words, 'en-GB').write(say.hearFromUs())).toBe('I wanted you to hear it from us.');
  expect(writerOf(words, 'de').write(say.nothingToDo())).toBe(writerOf({}, 'de').write(say.nothingToDo()));
});

it('a language in which only the brand has words is nobody’s', () => {
  expect(writerOf({ eo: { nothingToDo: 'Vi devas fari nenion.' } }, 'eo').locale).toBe('en');
});

describe('the linter', () => {
  it('finds nothing wrong with some good words', () => {
    const words = {
      en: { nothingToDo: 'You need not do anything.' },
      de: { hearFromUs: 'Das wollte ich Ihnen sagen.' },
    };
    expect(brandWordsProblems(words, types)).toEqual([]);
  });

  it.each<[string, BrandWords, string]>([
    ['a language in which no mail is written', { eo: {} }, 'eo: mails are in en, de'],
    [
      'a misspelt key',
      { en: { nothingToDoo: 'x' } },
      'en: nothingToDoo: is no sentence that all failure types share; "nothingToDo" is',
    ],
    ['a misspelt type', { en: { ParcelLos: {} } }, 'en: ParcelLos: is no failure type; "ParcelLost" is'],
    [
      'a key that the type has not',
      { en: { ParcelLost: { refunded: 'x' } } },
      'en: ParcelLost.refunded: is no sentence of it',
    ],
    ['a fact that a sentence has not', { en: { nothingToDo: 'Nothing, {name}.' } }, 'en: nothingToDo: names {name}'],
    ['a fact that is left out', { en: { refunded: 'We’ve refunded it.' } }, 'en: refunded: says nothing of {back}'],
    [
      'what no apology may say',
      { en: { nothingToDo: 'Unfortunately, nothing.' } },
      'en: nothingToDo: no-unfortunately',
    ],
  ])('finds %s', (_, words, problem) => {
    expect(brandWordsProblems(words, types).join('\n')).toContain(problem);
  });
});

describe('the file beside the function', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'brand-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);

  it('has the words of each brand, and is read by the function once it needs them', () => {
    write('en.json', '{ "nothingToDo": "You need not do anything." }');
    const files = brandWordsFiles({ parcels: { words: folder }, kids: {} }, types);
    const read = brandWordsIn(folder);
    for (const [name, text] of Object.entries(files)) write(name, text);
    expect(read('parcels')).toEqual({ en: { nothingToDo: 'You need not do anything.' } });
  });

  it('is none where no brand has words', () => {
    expect(brandWordsFiles({ kids: {} }, types)).toEqual({});
  });

  it('is not made of what is wrong, and all of it is named at once', () => {
    write('en.json', '{ "nothingToDoo": "x" }');
    write('de.json', '{ "nothingToDo": 1 }');
    write('fr.json', '{');
    const brands = { parcels: { words: folder }, kids: { words: 'kids-words' } };
    expect(() => brandWordsFiles(brands, types)).toThrow(
      /de\.json holds something that is neither[^]+fr\.json is not JSON[^]+parcels: en: nothingToDoo[^]+kids-words is not an absolute path[^]+kids-words is no folder/,
    );
  });
});
