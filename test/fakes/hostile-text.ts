import fc from 'fast-check';
import type { CheerioAPI } from 'cheerio';

/** What breaks out of HTML, headers, templates, comments and lines, and what mail programs make links of. */
export const attacks = [
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
export const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc
    .array(fc.constantFrom(...attacks.flatMap((attack) => [attack, attack.slice(3), attack.slice(0, -2)])), {
      maxLength: 4,
    })
    .map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

/** The tags of a mail, with their attributes. Its title is a label too, and says what it says. */
export function skeletonOf(page: CheerioAPI): string[] {
  return page('*')
    .toArray()
    .map((element) => {
      const { 'aria-label': _, ...attributes } = page(element).attr() ?? {};
      return `${page(element).prop('tagName') ?? ''} ${JSON.stringify(attributes)}`;
    });
}

/** The tags of a page, without their attributes. */
export function tagsOf(page: CheerioAPI): string[] {
  return page('*')
    .toArray()
    .map((element) => (page(element).prop('tagName') ?? '').toLowerCase());
}
