import { load, type CheerioAPI } from 'cheerio';
import fc from 'fast-check';
import { brandFor } from '../../lambdas/email/brand';
import { renderEmail } from '../../lambdas/email/email';
import { frameFor } from '../../lambdas/words/frame';
import { say } from '../../lambdas/failures/sentences/shared-sentences';
import { videoPlaybackWords } from '../../lambdas/failures/video-playback-failed/words';
import { inWords, writerFor } from '../../lambdas/words/writer';
import { approvedText } from '../../lambdas/words/written-texts';
import { exampleBrands } from '../fakes/brands';

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</title><meta http-equiv=refresh content="0;url=//evil.example">',
  '<!--[if mso]><a href="//evil.example">x</a><![endif]-->',
  '--><a href=//evil.example>pay</a><!--',
  '{{{subject}}}{{#body}}{{text}}{{/body}}',
  '{{=<% %>=}}<% company %>',
  '{{> partial}}{{& company}}',
  'a\r\nBcc: all@example.com\r\n\r\n<b>body</b>',
  '\u0000\u0008\u001b[31m',
  '\u202Etxt.exe\u202C \u2066x\u2069 \u2068 \u2069\u2069',
  'https://evil.example/pay www.evil.example mailto:x@evil.example 198.51.100.7/x',
  '</style><style>*{display:none}',
  "' style='position:fixed",
  '&lt;b&gt; &amp;#60;script&amp;#62; &#x3C;script&#x3E;',
  '\uD800 lonely \uDFFF',
  'x'.repeat(300),
];

/** Names, titles and words of agents: attacks, pieces of them beside each other, and any text at all. */
const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc
    .array(fc.constantFrom(...attacks.flatMap((attack) => [attack, attack.slice(3), attack.slice(0, -2)])), {
      maxLength: 4,
    })
    .map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

const { say: sayOfFilm } = videoPlaybackWords;

function mailWith(name: string, title: string, words: string, orderId: string) {
  const writer = writerFor({ locale: 'en-GB', timeZone: undefined }, videoPlaybackWords);
  const back = [{ amountMinor: 399, currency: 'GBP' }];
  const content = {
    subject: [say.subjectRefunded({ back }), sayOfFilm.sorry({ title })],
    preview: [sayOfFilm.preview({ title })],
    outcome: { headline: [say.subjectRefunded({ back })], arrival: [] },
    paragraphs: [[sayOfFilm.happened({ title })]],
  };
  const { sender, signatory, look } = brandFor({}, exampleBrands);
  const apology = approvedText(inWords(content, writer), { text: words }, writer.write(sayOfFilm.happened({ title })), {
    writer,
    locale: 'en-GB',
  });
  const frame = frameFor({ name, order: { orderId, purchasedAt: '2026-11-20T19:00:00Z' }, remedyId: 'rem_1' }, writer);
  return renderEmail(apology, frame, { company: sender.name, signatory, look });
}

/** The tags of a mail, with their attributes. Its title is a label too, and says what it says. */
function skeletonOf(page: CheerioAPI): string[] {
  return page('*')
    .toArray()
    .map((element) => {
      const { 'aria-label': _, ...attributes } = page(element).attr() ?? {};
      return `${page(element).prop('tagName') ?? ''} ${JSON.stringify(attributes)}`;
    });
}

const harmless = new Set(
  skeletonOf(
    load(mailWith('Zoë', 'Paris', 'I am sorry.\nIt was us.\n\n- one\n  more\n\n1. first\n2. second', 'ord_1').html),
  ),
);

it('500 hostile names, titles, order numbers and words of agents make no new tag, attribute, link or header', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (name, title, words, orderId) => {
      const { html, subject, text } = mailWith(name, title, words, orderId);
      const page = load(html);
      const strange = skeletonOf(page).filter((element) => !harmless.has(element));
      expect(strange).toEqual([]);
      expect(page('a, img, script, link, iframe, form, base, object')).toHaveLength(0);
      expect(html.match(/<!--\[if/g)).toHaveLength(html.match(/<!\[endif\]-->/g)?.length ?? 0);
      for (const part of [subject, text]) expect(part).not.toMatch(/:\/\/|\bwww\./u);
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E]/u);
    }),
    { numRuns: 500, seed: 15 },
  );
});
