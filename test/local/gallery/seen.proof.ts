import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium } from '../../../local/gallery/browser';
import { galleryBrands } from '../../../local/gallery/gallery-brands';
import { galleryEmail, galleryMails, type GalleryMail } from '../../../local/gallery/gallery-mails';
import { galleryPath } from '../../../local/gallery/gallery-page';
import { openScreen, screens, takePicture } from '../../../local/gallery/screenshots';

const chromium = findChromium();
const seen = chromium === undefined ? describe.skip : describe;
const unless = chromium === undefined ? ' (skipped: no Chromium on this machine; CHROMIUM names where it is)' : '';

/** A client shows a mail inside a page of its own, which has the landmarks. */
const ofPages = ['region', 'landmark-one-main', 'page-has-heading-one'];

/** Runs in the page. */
const checked = `axe.run({ rules: ${JSON.stringify(Object.fromEntries(ofPages.map((rule) => [rule, { enabled: false }])))} })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`;

/** Every mail once: each kind in another language and of another brand in turn, and one kind in all. */
const mails = galleryMails(galleryBrands).filter(
  ({ type, variant }, index) => index % 7 === 0 || (type === 'ParcelLost' && variant === 'apology'),
);

const htmlOf = (mail: GalleryMail): string => galleryEmail(mail, galleryBrands)?.html ?? '';

seen(`mails as Chromium shows them${unless}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser.close());

  it.each(screens)(
    '$name: nothing is wider than the screen, axe finds nothing, and nothing is fetched',
    async (screen) => {
      const page = await openScreen(browser, screen);
      const fetched: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith('data:')) fetched.push(request.url());
      });
      const problems: string[] = [];
      for (const mail of mails) {
        await page.setContent(htmlOf(mail));
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        if (width > screen.width) problems.push(`${galleryPath(mail)} is ${width} wide`);
      }
      for (const mail of mails.slice(0, 24)) {
        await page.setContent(htmlOf(mail));
        await page.evaluate(axe.source);
        const violations = await page.evaluate<string[]>(checked);
        problems.push(...violations.map((violation) => `${galleryPath(mail)}: ${violation}`));
      }
      await page.close();
      expect(problems).toEqual([]);
      expect(fetched).toEqual([]);
    },
  );

  it('pictures of one mail in every language are left to be looked at', async () => {
    const folder = process.env['GALLERY_PICTURES'] ?? mkdtempSync(path.join(tmpdir(), 'mails-'));
    for (const screen of screens) {
      const page = await openScreen(browser, screen);
      for (const mail of mails.filter(({ type, variant }) => type === 'ParcelLost' && variant === 'apology')) {
        await takePicture(page, htmlOf(mail), path.join(folder, `${mail.locale}.${mail.brand}.${screen.name}.png`));
      }
      await page.close();
    }
    console.log(`Pictures of mails: ${folder}`);
  });
});
