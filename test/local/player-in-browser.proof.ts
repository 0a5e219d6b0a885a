import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { sessionToken } from '../../lambdas/detect/playback/cmcd-door';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { synthesize } from '../../local/system/synthesize';
import type { SystemEvent } from '../../local/system/system-event';
import { TestSystem } from './test-system';

const chromium = findChromium();
const seen = chromium === undefined ? describe.skip : describe;
const unless = chromium === undefined ? ' (skipped: no Chromium on this machine; CHROMIUM names where it is)' : '';

const local = 'local-secret';

/** A page of the company, at an origin of its own. */
async function openSite(): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>film'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

seen(`a player in a browser on another origin${unless}`, () => {
  let system: TestSystem;
  let ended: () => Promise<void>;
  let browser: Browser;
  const sites: Server[] = [];
  const outcomes: string[] = [];
  const pages: { readonly allowed: string; readonly other: string } = { allowed: '', other: '' };

  beforeAll(async () => {
    const [allowed, other] = await Promise.all([openSite(), openSite()]);
    sites.push(allowed.server, other.server);
    Object.assign(pages, { allowed: allowed.origin, other: other.origin });
    const detectors = JSON.stringify({ playback: { allowedOrigins: [allowed.origin] } });
    const synthesized = await synthesize({ context: { detectors } });
    const listener = (event: SystemEvent): void => {
      if (event.kind === 'event-accepted') outcomes.push(`${event.detailType} ${JSON.stringify(event.detail)}`);
    };
    system = await TestSystem.open({ listener, assembly: synthesized.folder });
    ended = () => synthesized.stop();
    browser = await launchChromium(chromium ?? '');
  });

  afterAll(async () => {
    await browser.close();
    await system.local.stop();
    await ended();
    for (const site of sites) site.close();
  });

  /** What the page is told of its report: a status, or that the browser did not let it. */
  async function reportFrom(page: Page, sessionId: string): Promise<string> {
    const door = Object.entries(system.local.endpoints.functionUrls).find(([name]) => name.includes('playbackReceive'));
    const address = `${door?.[1] ?? ''}?session=${sessionToken(sessionId, local)}`;
    const end = Date.now();
    const line = (state: string, secondsAgo: number): string =>
      `cid="film-9",e=ps,sid="${sessionId}",sta=${state},ts=${end - secondsAgo * 1_000},v=2`;
    const body = [line('s', 1_000), line('p', 998), line('r', 300), line('p', 200), line('q', 0)].join('\n');
    const sent = `fetch(${JSON.stringify(address)}, { method: 'POST', headers: { 'content-type': 'application/cmcd' }, body: ${JSON.stringify(body)} })
      .then((answer) => String(answer.status), (error) => error.name)`;
    return page.evaluate(sent);
  }

  it('reports its film where its origin is allowed, and one of another origin is not let by its browser', async () => {
    const sell = (sessionId: string): void =>
      system.local.shop.know({
        foundBy: { sessionId },
        facts: {
          customer: { id: `cus_${sessionId}`, name: 'Zoë Park', email: 'viewer@example.com', locale: 'en-GB' },
          purchase: {
            orderId: `ord_${sessionId}`,
            paymentId: `ch_${sessionId}`,
            amountMinor: 399,
            currency: 'GBP',
            purchasedAt: new Date(Date.now() - 6 * 3_600_000).toISOString(),
          },
          playback: { rentalId: `rent_${sessionId}`, title: 'Paris, Texas', durationSeconds: 8_700 },
        },
      });
    for (const session of ['here', 'elsewhere']) sell(session);
    const page = await browser.newPage();
    await page.goto(pages.other);
    expect(await reportFrom(page, 'elsewhere')).toBe('TypeError');
    await page.goto(pages.allowed);
    expect(await reportFrom(page, 'here')).toBe('200');
    await system.local.idle();
    expect(outcomes.filter((one) => one.includes('cus_elsewhere'))).toEqual([]);
    expect(outcomes.some((one) => one.startsWith('RemedyShadowed') && one.includes('cus_here'))).toBe(true);
  });
});
