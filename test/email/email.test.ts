import { escapeHtml, renderEmail, oneLine } from '../../lambdas/email/email';

const signatory = { name: 'Nora Lind', role: 'Customer care', company: 'Example Films' };
const apology = {
  subject: 'We’re sorry',
  preview: 'It was our fault',
  paragraphs: ['The film stopped.', 'Your money is back.'],
};

it('says the same in plain text and in HTML, and is signed by a person', () => {
  const { text, html } = renderEmail(apology, 'Zoë Park', signatory);
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
  const { html } = renderEmail(
    { ...apology, paragraphs: ['<script>alert("1")</script> & \'so\' on'] },
    '<img src=x onerror=alert(1)>',
    signatory,
  );
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;so&#39; on');
});

it('lets no line break and no bidirectional control through', () => {
  const { subject, text, html } = renderEmail(
    { ...apology, subject: 'Sorry\r\nBcc: all@example.com\u202E' },
    'Zoë\r\n\r\nFake\u2066',
    signatory,
  );
  expect(subject).toBe('Sorry Bcc: all@example.com');
  expect(text).toContain('Dear Zoë Fake,');
  for (const part of [subject, text, html])
    expect(part).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\r]/);
});

it('leaves right-to-left names and emoji as they are', () => {
  expect(oneLine('نور 🎬 José')).toBe('نور 🎬 José');
});

it('holds no link: there is nothing the customer has to do', () => {
  expect(renderEmail(apology, 'Zoë', signatory).html).not.toMatch(/<a |https?:/);
});

it('escapes each of the five characters that HTML gives a meaning', () => {
  expect(escapeHtml(`&<>"'`)).toBe('&amp;&lt;&gt;&quot;&#39;');
});
