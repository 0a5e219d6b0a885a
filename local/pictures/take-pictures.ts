import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { playDemo } from '../demo/play-demo';
import { Journeys } from '../demo/report/journeys';
import { settledView } from '../demo/report/live-view';
import { sampleDemo } from '../demo/script/sample-demo';
import { findChromium, launchChromium } from '../gallery/browser';
import { startWithPages } from '../beside/start-with-pages';
import type { LocalSystem } from '../system/local-system';

/** One picture of the console: of which page, on which screen. */
interface Picture {
  readonly name: string;
  readonly screen: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
  /** Leads to the page from the first one. */
  readonly links: readonly string[];
  /** What is to be seen there happens first. */
  readonly before?: (page: Page, system: LocalSystem) => Promise<void>;
  /** The id of the heading at which the picture begins. @default - it begins with the page */
  readonly from?: string;
}

const desktop = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };

const pictures: readonly Picture[] = [
  { name: 'console-today', screen: desktop, colorScheme: 'light', links: [] },
  { name: 'console-hold', screen: desktop, colorScheme: 'light', links: ['Item not as described'] },
  { name: 'console-hold-phone', screen: phone, colorScheme: 'dark', links: ['Item not as described'] },
  {
    name: 'console-trouble',
    screen: desktop,
    colorScheme: 'light',
    links: ['Trouble'],
    before: healOne,
    from: 'healing',
  },
];

/** The provider is down when a failure comes, and is back a moment later. Another thing stays broken. */
async function healOne(page: Page, system: LocalSystem): Promise<void> {
  system.troubles.begin('provider-down');
  await page.getByRole('button', { name: 'Send it now' }).click();
  await page.waitForURL(/type=/);
  await system.idle();
  system.troubles.mend('provider-down');
  await page.locator('article', { hasText: 'Mail (apology): delivered' }).waitFor();
  system.troubles.begin('mail-refused');
  await page.reload();
}

const folder = path.resolve(__dirname, '../../docs/pictures');

/** Plays the demo on a system of its own, and takes the pictures of the console that the README shows. */
async function takePictures(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error('There is no Chromium on this machine. CHROMIUM names where it is.');
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const journeys = new Journeys();
  const system = await startWithPages({
    basePort: 0,
    minuteMs: 1000,
    listener: (event) => journeys.record(event),
  });
  try {
    await playDemo(
      sampleDemo(new Date()),
      system,
      journeys,
      (events, heading, isDone) => settledView(events, heading, isDone, journeys, () => undefined),
      warn,
    );
    const browser = await launchChromium(chromium);
    try {
      for (const picture of pictures) await take(picture, browser, system);
    } finally {
      await browser.close();
    }
  } finally {
    await system.stop();
  }
}

async function take(
  { name, screen, colorScheme, links, before, from }: Picture,
  browser: Browser,
  system: LocalSystem,
): Promise<void> {
  const page = await browser.newPage({ viewport: screen, colorScheme, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  await page.goto(system.endpoints.console ?? '');
  await page.getByRole('button', { name: 'Ada' }).click();
  for (const link of links) await page.getByRole('link', { name: link }).first().click();
  await before?.(page, system);
  await page.waitForLoadState('networkidle');
  if (from !== undefined) await page.goto(new URL(`#${from}`, page.url()).href);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.close();
}

function warn(warning: string): void {
  process.stderr.write(`${warning}\n`);
}

takePictures().catch((error: unknown) => {
  warn(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
