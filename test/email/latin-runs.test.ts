import { galleryBrands } from '../../local/gallery/gallery-brands';
import { galleryEmail } from '../../local/gallery/gallery-mails';
import { latinRunsIn } from '../../lambdas/email/layout/latin-runs';

const latinIn = (text: string, locale: string): string[] =>
  latinRunsIn(text, locale).flatMap((run) => (run.isLatin ? [run.text] : []));

it.each<[string, string, string, string[]]>([
  ['a sentence that a person wrote in English', 'I’m sorry, that was “us”.', 'zh-CN', ['I’m sorry, that was “us”.']],
  ['a title with an apostrophe', '您租的“It’s a Wonderful Life”无法播放。', 'zh-CN', ['It’s a Wonderful Life']],
  ['the same in Japanese', '「It’s a Wonderful Life」が再生できませんでした。', 'ja', ['It’s a Wonderful Life']],
  ['a title without one', '您租的“Paris, Texas”无法播放。', 'zh-CN', []],
  ['an English mail', 'I’m sorry we spoiled it.', 'en', []],
])('what is set in a Latin font so that no apostrophe is wide: %s', (_, text, locale, runs) => {
  expect(latinIn(text, locale)).toEqual(runs);
  expect(
    latinRunsIn(text, locale)
      .map((run) => run.text)
      .join(''),
  ).toBe(text);
});

it('what a person wrote in English stands in a Chinese mail as they wrote it, in a font of its own', () => {
  const mail = { type: 'VideoPlaybackFailed', variant: 'apology by hand', locale: 'zh-CN', brand: 'standard' };
  const { text = '', html = '' } = galleryEmail(mail, galleryBrands) ?? {};
  expect(text).toContain('that was our fault. I’m sorry.');
  const inEnglish = '<div lang="en" dir="ltr" style="text-align:left;font-family:Georgia, [^"]*">';
  // One font for all of it, whether or not a paragraph has an apostrophe.
  expect(html).toMatch(new RegExp(`${inEnglish}I have looked [^<]*</div>`));
  expect(html).toMatch(new RegExp(`${inEnglish}What you wrote [^<]*I’m sorry\\.</div>`));
  expect(html).not.toContain('font-family:Arial');
});
