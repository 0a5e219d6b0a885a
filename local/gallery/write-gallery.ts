import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium, launchChromium } from './browser';
import { galleryBrands } from './gallery-brands';
import { galleryEmail, galleryMails } from './gallery-mails';
import { galleryPage, galleryPath } from './gallery-page';
import { openScreen, screens, takePicture } from './screenshots';

const folder = path.join(__dirname, '../../.amends/gallery');

/** Writes every mail as a file, with a page to choose from, and with `--pictures` as pictures too. */
async function writeGallery(): Promise<void> {
  const mails = galleryMails(galleryBrands);
  rmSync(folder, { recursive: true, force: true });
  for (const mail of mails) write(galleryPath(mail), galleryEmail(mail, galleryBrands)?.html ?? '');
  write('index.html', galleryPage(mails));
  console.log(`${mails.length} mails: ${path.join(folder, 'index.html')}`);
  if (process.argv.includes('--pictures')) await takePictures();
}

/** Each mail on each screen: some minutes. */
async function takePictures(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error('No Chromium was found here. CHROMIUM names where it is.');
  const browser = await launchChromium(chromium);
  for (const screen of screens) {
    const page = await openScreen(browser, screen);
    for (const mail of galleryMails(galleryBrands)) {
      const html = galleryEmail(mail, galleryBrands)?.html ?? '';
      const file = galleryPath(mail)
        .replace(/^mails/, 'pictures')
        .replace(/\.html$/, `.${screen.name}.png`);
      await takePicture(page, html, path.join(folder, file));
    }
    await page.close();
  }
  await browser.close();
}

function write(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

void writeGallery();
