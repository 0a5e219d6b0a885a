import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import type { Brands } from '../../lambdas/email/brand';
import { findChromium, launchChromium } from './browser';
import { galleryBrands } from './gallery-brands';
import { galleryEmail, galleryMails } from './gallery-mails';
import { galleryPage, galleryPath } from './gallery-page';
import { openScreen, screens, takePicture } from './screenshots';
import { stageBrands } from './stage-brands';

const folder = path.join(__dirname, '../../.amends/gallery');

/**
 * Writes every mail as a file, with a page to choose from, and with `--pictures` as pictures too. `--stage prod` shows
 * the brands of that stage in the place of two examples.
 */
async function writeGallery(): Promise<void> {
  const { stage, pictures } = new Command('npm run gallery --')
    .description('Writes every mail as a file, with a page to choose from.')
    .option('--stage <file>', 'the brands of this stage in the place of two examples: stages/prod.ts, or its name')
    .option('--pictures', 'a picture of each on every screen too: some minutes, and needs Chromium', false)
    .parse()
    .opts<{ stage?: string; pictures: boolean }>();
  const brands = stage === undefined ? galleryBrands : stageBrands(stage);
  const mails = galleryMails(brands);
  rmSync(folder, { recursive: true, force: true });
  for (const mail of mails) write(galleryPath(mail), galleryEmail(mail, brands)?.html ?? '');
  write('index.html', galleryPage(mails));
  console.log(`${mails.length} mails: ${path.join(folder, 'index.html')}`);
  if (pictures) await takePictures(brands);
}

/** Each mail on each screen: some minutes. */
async function takePictures(brands: Brands): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error('No Chromium was found here. CHROMIUM names where it is.');
  const browser = await launchChromium(chromium);
  for (const screen of screens) {
    const page = await openScreen(browser, screen);
    for (const mail of galleryMails(brands)) {
      const html = galleryEmail(mail, brands)?.html ?? '';
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

writeGallery().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
