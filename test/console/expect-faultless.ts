import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** A page has no fault that axe knows, and nobody has to scroll it sideways. */
export async function expectFaultless(page: Page, path: string): Promise<void> {
  const faults = await page.evaluate(
    axe.source +
      ';axe.run(document, { iframes: false }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes[0].html}`))',
  );
  expect([path, faults]).toEqual([path, []]);
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect([path, overflow]).toEqual([path, Math.min(overflow, 0)]);
}
