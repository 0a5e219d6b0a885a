import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { wordsLocales } from '../../../lambdas/words/locales';
import { catalog } from '../../../lambdas/failures/catalog';
import { galleryBrands } from '../../../local/gallery/gallery-brands';
import { galleryEmail, galleryMails } from '../../../local/gallery/gallery-mails';
import { galleryPath } from '../../../local/gallery/gallery-page';
import { serveGallery } from '../../../local/gallery/serve-gallery';

const mails = galleryMails(galleryBrands);

it('has every type, in every language and two that nobody reads, of every brand', () => {
  const all = (of: 'type' | 'locale' | 'brand') => [...new Set(mails.map((mail) => mail[of]))].sort();
  expect(all('type')).toEqual(catalog.map(({ type }) => type).sort());
  expect(all('locale')).toEqual([...wordsLocales.map(({ tag }) => tag), 'en-XA', 'he-XB'].sort());
  expect(all('brand')).toEqual(['parcels', 'standard']);
});

it('what is read from the right is set so, and what stands in it from the left is as it was', () => {
  const mail = { type: 'VideoPlaybackFailed', variant: 'apology', locale: 'he-XB', brand: 'standard' };
  const html = galleryEmail(mail, galleryBrands)?.html ?? '';
  expect(html).toContain('dir="rtl"');
  expect(html).not.toMatch(/direction:ltr|text-align:left|align="left"/);
  expect(html).toContain('Maya Lindqvist');
});

it('is served to this machine, each mail by its own address', async () => {
  const gallery = await serveGallery(0, galleryBrands);
  try {
    const [first] = mails;
    if (!first) throw new Error('there is no mail');
    const page = await (await fetch(gallery.url)).text();
    expect(page).toContain(galleryPath(first));
    const mail = await fetch(`${gallery.url}/${galleryPath(first)}`);
    expect(await mail.text()).toBe(galleryEmail(first, galleryBrands)?.html);
    expect((await fetch(`${gallery.url}/mails/none.html`)).status).toBe(404);
  } finally {
    await gallery.stop();
  }
});

it('says how it is called, and writes nothing where it was called otherwise', () => {
  const root = path.join(__dirname, '../../..');
  const command = ['--import', './starter/typescript.mjs', 'local/gallery/write-gallery.ts'];
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [...command, ...args], { cwd: root, encoding: 'utf8' });
  const help = run('--help');
  expect([help.status, help.stdout]).toEqual([0, expect.stringMatching(/--stage <file>[^]+--pictures/)]);
  const misspelt = run('--picture');
  expect([misspelt.status, misspelt.stderr]).toEqual([1, expect.stringContaining("unknown option '--picture'")]);
  expect(misspelt.stdout).toBe('');
});
