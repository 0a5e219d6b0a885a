import axe from 'axe-core';
import type { Browser } from 'playwright-core';

export interface PageLook {
  readonly url: string;
  readonly isDark: boolean;
  /** Shown at the address in place of what the server answers: a page that a form was answered with. */
  readonly html?: string | undefined;
}

/** A busy machine may take long. */
const patienceMs = 600_000;

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with a page on a small phone, and whether it is too wide for it. The script is axe's alone. */
export async function faultsOfPage(browser: Browser, { url, isDark, html }: PageLook): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width: 320, height: 800 },
    colorScheme: isDark ? 'dark' : 'light',
    bypassCSP: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  if (html !== undefined)
    await page.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.goto(url);
  const isTooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>(`axe.run({ runOnly: ${JSON.stringify(rules)} })`);
  await context.close();
  return [
    ...found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
    ...(isTooWide ? ['too wide'] : []),
  ];
}
