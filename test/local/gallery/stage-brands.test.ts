import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { galleryEmail, galleryMails } from '../../../local/gallery/gallery-mails';
import { stageBrands } from '../../../local/gallery/stage-brands';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stage-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A stage with two brands, as somebody writes it. */
function stageFile(name: string, words: object): string {
  const ownWords = path.join(folder, `${name}-words`);
  mkdirSync(ownWords);
  writeFileSync(path.join(ownWords, 'de.json'), JSON.stringify(words));
  const settings = {
    ...{ stage: 'prod', account: '111111111111', sender: 'care@example.com', senderName: 'Example Films' },
    ...{ replyTo: 'help@example.com', signatory: 'Maya Lindqvist', signatoryRole: 'Head of Customer Care' },
    brands: {
      music: { senderName: 'Example Music', signatory: 'Noa Berg', words: ownWords, look: { accent: '#5b2a86' } },
    },
  };
  const file = path.join(folder, `${name}.js`);
  writeFileSync(file, `exports.default = ${JSON.stringify(settings)};`);
  return file;
}

const late = { type: 'DeliveryLate', variant: 'apology', locale: 'de' };

it('mails of a stage’s own brands are seen before they are deployed, with their words, colours and people', () => {
  const brands = stageBrands(stageFile('good', { DeliveryLate: { sorry: 'Zu spät: Das tut uns leid.' } }));
  expect([...new Set(galleryMails(brands).map(({ brand }) => brand))]).toEqual(['standard', 'music']);
  const own = galleryEmail({ ...late, brand: 'music' }, brands);
  expect(own?.subject).toMatch(/Zu spät: Das tut uns leid$/);
  expect(own?.html).toContain('#5b2a86');
  expect(own?.text).toMatch(/Noa Berg\nCustomer Care\nExample Music/);
  const others = galleryEmail({ ...late, brand: 'standard' }, brands);
  expect(others?.text).toMatch(/Maya Lindqvist\nHead of Customer Care\nExample Films/);
  expect(others?.subject).not.toContain('Zu spät');
});

it('words that cannot be used are named before anything is shown', () => {
  const file = stageFile('bad', { DeliveryLate: { sorry: 'Sorry that you had to wait for it.' } });
  expect(() => stageBrands(file)).toThrow(/music: de: DeliveryLate\.sorry: language: /);
});
