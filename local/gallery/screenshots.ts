import path from 'node:path';
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

/** A screen on which mails are looked at. */
export interface Screen {
  readonly name: string;
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

export const screens: readonly Screen[] = [
  { name: 'phone-light', width: 320, colorScheme: 'light' },
  { name: 'phone-dark', width: 320, colorScheme: 'dark' },
  { name: 'desktop-light', width: 700, colorScheme: 'light' },
  { name: 'desktop-dark', width: 700, colorScheme: 'dark' },
];

/** A page as wide as a screen, which shows one mail after the other. No mail may fetch anything. */
export async function openScreen(browser: Browser, { width, colorScheme }: Screen): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 640 }, colorScheme, offline: true });
  return context.newPage();
}

/** All of a mail as a picture. */
export async function takePicture(page: Page, html: string, file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  await page.setContent(html);
  await page.screenshot({ path: file, fullPage: true });
}
