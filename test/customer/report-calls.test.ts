import { load, type CheerioAPI } from 'cheerio';
import { reportApp } from '../../customer/report/report-app';
import { catalog } from '../../lambdas/failures/catalog';
import { ReportWorld } from '../reports/report-world';

// Whoever would rather talk asks to be called: over whoever takes reports, every form as it stands in a page.

let world: ReportWorld;
let app: ReturnType<typeof reportApp>;
beforeEach(() => {
  world = new ReportWorld();
  world.definitions = catalog;
  app = reportApp({ intake: world, clock: () => world.now });
});

interface Shown {
  readonly status: number;
  readonly path: string;
  readonly page: CheerioAPI;
}

async function open(path: string, init: RequestInit = {}): Promise<Shown> {
  const response = await app.request(`https://reports.example.com/${path}`, init);
  const next = response.headers.get('location');
  if (response.status === 303 && next !== null) return open(next.replace(/^\.?\//, ''));
  return { status: response.status, path, page: load(await response.text()) };
}

async function callPage(customerId = 'cus_shop_4', orderId?: string): Promise<Shown> {
  const link = await world.linkFor(customerId, orderId);
  return open(`call?l=${encodeURIComponent(link)}&lang=en`);
}

function send({ page }: Shown, values: Record<string, string>): Promise<Shown> {
  const form = page('form');
  const fields = new URLSearchParams(form.serialize());
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return open(form.attr('action') ?? '', { method: 'POST', body: fields.toString(), headers });
}

it('a number is asked for and nothing else, and the call is asked for under it', async () => {
  const page = await callPage();
  expect(page.page('h1').text()).toBe('Have us call you');
  expect(page.page('main input:not([type="hidden"])')).toHaveLength(1);
  const asked = await send(page, { phone: '+44 (20) 7946-0123' });
  expect(asked.path).toMatch(/^answer\?/);
  expect(world.published).toMatchObject([
    { type: 'CallRequested', detail: { customer: { id: 'cus_shop_4', phone: '+442079460123' } } },
  ]);
});

it.each([['020 7946 0123'], ['+44'], ['+44 20 79a6 0123'], ['call me']])('takes no %s for a number', async (phone) => {
  const refused = await send(await callPage(), { phone });
  expect(refused.status).toBe(400);
  expect(refused.page('main').text()).toContain('can’t read that as a phone number');
  expect(world.published).toEqual([]);
});

it('promises nothing before somebody has accepted it', async () => {
  const asked = await send(await callPage(), { phone: '+442079460123' });
  const record = (outcome: object) => ({ type: 'CallRequested', state: 'issued', parts: [partOf(outcome)] }) as never;
  const partOf = (outcome: object) => ({
    number: 1,
    key: 'k',
    part: { kind: 'callback', channel: 'phone', deadlineSeconds: 7_200 },
    outcome,
    ...('callBy' in outcome && { accepted: { by: outcome.callBy, at: world.now.toISOString() } }),
  });
  const remedyId = new URLSearchParams(asked.path.split('?')[1]).get('remedy') ?? '';
  const shown = async (outcome: object): Promise<string> => {
    world.records.set(`cus_shop_4/${remedyId}`, record(outcome));
    return (await open(asked.path)).page('[role="status"]').text();
  };
  const waiting = await shown({ state: 'pending' });
  expect(waiting).toContain('We’ve asked somebody to call you');
  expect(waiting).toContain('Nobody has said yet when.');
  const accepted = await shown({ state: 'pending', callBy: '2026-11-29T12:00:00Z' });
  expect(accepted).toMatch(/calls you by .* on .*/);
});

it('the same form sent twice is one call, and another one is another', async () => {
  const page = await callPage();
  const [first, second] = [await send(page, { phone: '+442079460123' }), await send(page, { phone: '+442079460123' })];
  const idOf = ({ path }: Shown) => new URLSearchParams(path.split('?')[1]).get('remedy');
  expect(idOf(second)).toBe(idOf(first));
  world.now = new Date(world.now.getTime() + 5_000);
  expect(idOf(await send(await callPage(), { phone: '+442079460123' }))).not.toBe(idOf(first));
});

it('is offered where calls are, and nowhere else', async () => {
  const link = async () => encodeURIComponent(await world.linkFor('cus_shop_4'));
  expect((await open(`?l=${await link()}&lang=en`)).page('main').text()).toContain('Have us call you');
  world.definitions = catalog.filter(({ type }) => type !== 'CallRequested');
  expect((await open(`?l=${await link()}&lang=en`)).page('main').text()).not.toContain('Have us call you');
  expect((await callPage()).status).toBe(404);
});

it('takes no more of one customer than reports, and nothing about an order of somebody else', async () => {
  world.most = 0;
  expect((await send(await callPage(), { phone: '+442079460123' })).status).toBe(429);
  world.most = 9;
  const page = await callPage('cus_shop_4', 'ord_shop_4');
  expect((await send(page, { phone: '+442079460123', order: 'ord_shop_1' })).status).toBe(404);
  expect((await send(page, { phone: '+442079460123', token: '1.x' })).status).toBe(403);
  expect(world.published).toEqual([]);
});
