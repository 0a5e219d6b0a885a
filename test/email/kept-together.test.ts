import { load } from 'cheerio';
import { keptTogetherIn, quotedIn, type Kept } from '../../lambdas/email/layout/kept-together';
import { galleryBrands } from '../../local/gallery/gallery-brands';
import { galleryEmail } from '../../local/gallery/gallery-mails';

const keptOf = (pieces: readonly Kept[]): string[] => pieces.flatMap(({ text, isKept }) => (isKept ? [text] : []));

it.each<[string, string, string[]]>([
  ['en', 'by Wednesday, December 23, or on 1 May 2027. In May 20 came.', ['December 23', '1 May', 'May 20']],
  ['de', 'Am Mittwoch, 18. November fiel Ihr Dienst aus, im November 2026.', ['18. November']],
  ['fr', 'du 1er novembre 2026 au mercredi 23 décembre', ['1er novembre', '23 décembre']],
  ['es', 'hasta el miércoles, 25 de noviembre', ['25 de noviembre']],
  ['pt-BR', 'de 1º de novembro de 2026', ['1º de novembro']],
  ['ja', '2026年11月1日から12月23日(水)まで', ['11月1日', '12月23日(水)']],
  ['zh-CN', '最晚12月23日星期三送达', ['12月23日星期三']],
  ['ru', '(2 июня 2026 г.), не позднее 23 декабря', ['2 июня', '23 декабря']],
])('a day and its month are one piece in %s, and nothing else is', (locale, text, kept) => {
  const pieces = keptTogetherIn(text, locale);
  expect(keptOf(pieces)).toEqual(kept);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
});

it('a number that is quoted is one piece, but for one that a phone has no room for', () => {
  const text = 'Your reference is 97XJ-N8XP, your order D01-5583-0001-2026-X of D01-5583.';
  expect(keptOf(quotedIn(text, 'en'))).toEqual(['97XJ-N8XP', 'D01-5583']);
});

it('what is one piece stands on one line wherever a mail says it', () => {
  const mail = { type: 'DeliveryLate', variant: 'apology', locale: 'de', brand: 'standard' };
  const page = load(galleryEmail(mail, galleryBrands)?.html ?? '');
  const kept = page('span')
    .toArray()
    .filter((span) => page(span).attr('style') === 'white-space:nowrap')
    .map((span) => page(span).text());
  expect(kept).toEqual(['24. November', '27. November', '21. November', '25. November', '97XJ-N8XP', '16. November']);
});
