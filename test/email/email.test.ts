import { exampleBrands } from '../fakes/brands';
import { renderEmail } from '../../lambdas/email/email';
import { videoPlaybackWords } from '../../lambdas/failures/video-playback-failed/words';
import type { Apology } from '../../lambdas/model/apology';
import { frameFor } from '../../lambdas/words/frame';
import { writerFor } from '../../lambdas/words/writer';
import { readOf } from './read-of';
import { harmless, oneLine } from '../../lambdas/words/harmless-text';

const { signatory, look } = exampleBrands.standard;
const letterhead = { company: 'Example Films', signatory, look };
const order = { orderId: 'FILM-1', purchasedAt: '2026-11-20T19:00:00Z' };

function rendered(content: Apology, name: string | undefined) {
  const writer = writerFor({ locale: 'en-GB', timeZone: undefined }, videoPlaybackWords);
  return renderEmail(content, frameFor({ name, order, remedyId: 'rem_1' }, writer), letterhead);
}

const apology = {
  subject: 'We’re sorry',
  preview: 'It was our fault',
  paragraphs: ['The film stopped.', 'Your money is back.'],
};

it('says the same in plain text and in HTML, and is signed by a person', () => {
  const { text, html } = rendered(apology, 'Zoë Park');
  for (const words of [
    'Dear Zoë Park,',
    'The film stopped.',
    'Your money is back.',
    'just answer this mail',
    'Nora Lind',
    'Customer care',
    'Example Films',
  ]) {
    expect(text).toContain(words);
    expect(html).toContain(words);
  }
});

it('escapes everything that came from outside', () => {
  const { html } = rendered(
    { ...apology, paragraphs: ['<script>alert("1")</script> & \'so\' on'] },
    '<img src=x onerror=alert(1)>',
  );
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;&#x2F;script&gt; &amp; &#39;so&#39; on');
});

it('lets no line break and no bidirectional control through', () => {
  const { subject, text, html } = rendered(
    { ...apology, subject: 'Sorry\r\nBcc: all@example.com\u202E' },
    'Zoë\r\n\r\nFake\u2066',
  );
  expect(subject).toBe('Sorry Bcc: all@example .com');
  expect(text).toContain('Dear Zoë Fake,');
  for (const part of [subject, text, html])
    expect(part).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\r]/);
});

it('leaves right-to-left names and emoji as they are', () => {
  expect(oneLine('نور 🎬 José')).toBe('نور 🎬 José');
});

it('holds no link: there is nothing the customer has to do', () => {
  expect(rendered(apology, 'Zoë').html).not.toMatch(/<a\b|href|(?<!xmlns=")https?:/);
});

it.each([
  ['https://evil.example/pay?x=1', 'https: //evil .example/pay?x=1'],
  ['HTTPS://EVIL.EXAMPLE', 'HTTPS: //EVIL .EXAMPLE'],
  ['www.evil.example', 'www .evil .example'],
  ['Paris, evil.example/login', 'Paris, evil .example/login'],
  ['write to help@evil.example.com', 'write to help@evil .example .com'],
  ['bücher.example', 'bücher .example'],
  ['evil\uFF0Eexample', 'evil \uFF0Eexample'],
  ['see 198.51.100.7/pay', 'see 198 .51 .100 .7/pay'],
  ['\\\\evil\\share', '\\ \\evil\\share'],
])('of what came from outside nothing becomes a link: %s', (text, harmlessText) => {
  const outside = { subject: text, preview: text, paragraphs: [`“${text}” stopped.`] };
  const mail = rendered(outside, text);
  expect(mail.subject).toBe(harmlessText);
  expect(mail.text).toContain(`Dear ${harmlessText},`);
  expect(mail.text).toContain(`“${harmlessText}” stopped.`);
  for (const part of [mail.subject, mail.text, readOf(mail.html)]) {
    expect(part).not.toMatch(/:\/\/|www\.|\p{L}[.\uFF0E]\p{L}{2}/u);
  }
});

it.each(['It cost US$12.00 at 3.5 %.', 'Flight AB123, row 12.', 'v2.0', 'We came. You saw.', '1.200,50 €'])(
  'leaves %s as it is',
  (text) => {
    expect(harmless(text)).toBe(text);
  },
);

it('greets somebody whose name nobody knows all the same', () => {
  expect(rendered(apology, undefined).text).toMatch(/^Hello,\n/);
  expect(rendered(apology, '\u202E').text).toMatch(/^Hello,\n/);
});
