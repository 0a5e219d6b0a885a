import { load } from 'cheerio';
import type { OnProgress } from '../../../cli/progress-line';
import { sampleBaskets } from '../../../local/company/shop/sample-baskets';
import { manyReports } from '../../../local/system/provider-url';
import { startLocalSystem, type LocalSystem } from '../../../local/system/local-system';
import { spreadOf, type Spread } from '../spread';

/** How long somebody waits between the button and the answer. */
export interface AnswerTimes {
  readonly reports: number;
  /** Until the page with the answer is there, in milliseconds. */
  readonly waitedMs: Spread;
  /** How many of them said at once what is given, or who looks at it, and did not have to look again. */
  readonly settledAtOnce: number;
}

/** Asked for before those that count: functions start, and what is compiled at first use is compiled. */
const warmUps = 3;

/** Reports of customers whose console never came, one after another, over the running local system. */
export async function measureAnswers(reports: number, onProgress?: OnProgress): Promise<AnswerTimes> {
  const context = { reports: manyReports };
  const system = await startLocalSystem({ basePort: 0, schedules: false, companySecondMs: 50, context });
  try {
    const waited: number[] = [];
    let settledAtOnce = 0;
    for (let number = 1 - warmUps; number <= reports; number++) {
      const { waitedMs, isSettled } = await reportOne(system, number);
      await system.idle();
      if (number < 1) continue;
      waited.push(waitedMs);
      settledAtOnce += isSettled ? 1 : 0;
      onProgress?.(number, reports);
    }
    return { reports, waitedMs: spreadOf(waited), settledAtOnce };
  } finally {
    await system.stop();
  }
}

async function reportOne(system: LocalSystem, number: number) {
  const [basket] = sampleBaskets(new Date());
  if (!basket) throw new Error('the shop sells nothing');
  const { customer, orders } = await system.shop.sell({
    customer: { ...basket.customer, id: `cus_waits_${number}`, email: `waits-${number}@example.com` },
    orders: basket.orders.map((order) => ({ ...order, orderId: `${order.orderId}_${number}` })),
  });
  const link = system.shop.linkFor(customer.id, orders[0]?.orderId);
  const what = await pageAt(link);
  const chosen = what.page('a').filter((_, element) => what.page(element).text().includes('It never came'));
  const details = await pageAt(new URL(chosen.attr('href') ?? '', what.url).href);
  const form = details.page('form');
  const place = new URL(form.attr('action') ?? '', details.url).href;
  const pressedAt = performance.now();
  const answer = await pageAt(place, { method: 'POST', body: new URLSearchParams(form.serialize()) });
  const waitedMs = performance.now() - pressedAt;
  return { waitedMs, isSettled: answer.refresh === null };
}

async function pageAt(address: string, init?: RequestInit) {
  const response = await fetch(address, init);
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  return { url: response.url, page: load(await response.text()), refresh: response.headers.get('refresh') };
}
