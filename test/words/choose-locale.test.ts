import { chooseLocale } from '../../lambdas/words/choose-locale';
import type { WordsLocale } from '../../lambdas/words/locales';

const also: Readonly<Record<string, readonly string[]>> = { 'pt-BR': ['pt'], 'zh-CN': ['zh-Hans'] };

const offered = ['en', 'de', 'pt-BR', 'zh-CN', 'sr-Latn'].map((tag): WordsLocale => ({
  tag,
  register: '',
  direction: 'ltr',
  between: ' ',
  alsoFor: also[tag] ?? [],
}));

it.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['en-GB', 'en'],
  ['pt-BR', 'pt-BR'],
  // Whoever writes only “pt” may be in Portugal; it is read as Brazilian because that is said of these words.
  ['pt', 'pt-BR'],
  ['pt-PT', 'en'],
  ['pt-AO', 'en'],
  ['zh', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['zh-Hans-US', 'zh-CN'],
  ['zh-TW', 'en'],
  ['zh-HK', 'en'],
  ['zh-Hant', 'en'],
  ['zh-Hant-CN', 'en'],
  ['sr', 'en'],
  ['sr-Latn-RS', 'sr-Latn'],
  ['it-IT', 'en'],
  [undefined, 'en'],
])('a reader of %s gets %s', (wanted, tag) => {
  expect(chooseLocale(wanted, offered).tag).toBe(tag);
});
