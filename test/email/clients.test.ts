import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { galleryBrands } from '../../local/gallery/gallery-brands';
import { galleryEmail } from '../../local/gallery/gallery-mails';

/** What each client of docs/mail-layout.md does not know, all of which a mail is read as well without. */
const doneWithout = {
  'apple-mail.macos': [],
  'apple-mail.ios': [],
  'gmail.desktop-webmail': ['text-wrap'],
  'gmail.ios': ['text-wrap'],
  'gmail.android': ['text-wrap'],
  'outlook.windows': [
    '@media',
    'Chaining selectors',
    'border-radius',
    'overflow',
    'table-layout',
    'text-wrap',
    'white-space',
  ],
  'outlook.macos': ['<body> element', 'text-wrap'],
  'outlook.ios': ['text-wrap'],
  'outlook.android': ['text-wrap'],
  'yahoo.desktop-webmail': ['aria-label attribute', 'height property', 'text-wrap', 'word-break'],
  'yahoo.ios': ['<body> element', 'aria-label attribute', 'height property', 'text-wrap', 'word-break'],
  'yahoo.android': ['<body> element', 'aria-label attribute', 'height property', 'text-wrap', 'word-break'],
  'samsung-email.android': ['white-space'],
} as const;

it('a mail with all that it can have uses nothing that the clients do not know, but for what the page names', () => {
  const mail = { type: 'ParcelLost', variant: 'apology', locale: 'en', brand: 'parcels' };
  const html = galleryEmail(mail, galleryBrands)?.html ?? '';
  const script = path.join(__dirname, 'unsupported.mjs');
  const found = execFileSync(process.execPath, [script, ...Object.keys(doneWithout)], {
    input: html,
    encoding: 'utf8',
  });
  expect(JSON.parse(found)).toEqual(doneWithout);
});

it('docs/mail-layout.md names these clients, and all that they do without', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/mail-layout.md'), 'utf8');
  for (const [client, features] of Object.entries(doneWithout)) {
    const row = page.split('\n').find((line) => line.includes(`\`${client}\``)) ?? '';
    for (const feature of features) expect(row).toContain(feature);
  }
});
