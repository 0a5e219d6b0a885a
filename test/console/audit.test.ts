import { cleo, ada, ben, onlyWith } from '../operator-api/operator-world';
import { pseudonymOf } from '../../lambdas/audit/pseudonym';
import type { OperatorApi } from '../../console/asking/operator-api';
import { ConsoleWorld, type Browser, type Shown } from './console-world';

let world: ConsoleWorld;
beforeEach(async () => {
  world = await ConsoleWorld.start();
});
afterEach(async () => {
  await world.stop();
});

const today = '2026-11-20';

async function show(browser: Browser, values: Record<string, string>): Promise<Shown> {
  return browser.press(await browser.open('/audit'), 'Show', values);
}

const rowsOf = ({ page }: Shown): string[] =>
  page('main tbody tr')
    .toArray()
    .map((element) => page(element).text().replaceAll(/\s+/g, ' ').trim());

const linkOf = ({ page }: Shown, name: string): string =>
  page('main a')
    .filter((_, element) => page(element).text().trim() === name)
    .first()
    .attr('href') ?? '';

/** Of another day nothing is added by looking at it. */
function nextDay(): void {
  world.operator.now += 24 * 60 * 60_000;
}

/** So many looks at remedies that are not there, by somebody. All but the first are copies of it. */
async function lookAtRemedies(count: number, actor: string): Promise<void> {
  await world.operator.get('/remedies/cus_0/rem_0', actor);
  const [first] = world.operator.audit.events.slice(-1);
  for (let n = 1; first && n < count; n++) {
    const about = { customerId: `cus_${n}`, remedyId: `rem_${n}` };
    await world.operator.audit.append({ ...first, requestId: `${first.requestId}-${n}`, about });
  }
}

async function switchTo(mode: string, why: string, actor = ada): Promise<void> {
  await world.operator.post('/controls', { target: 'all', mode, why }, actor);
}

it('says who did what about which ids, why, and what they were answered, first of today', async () => {
  await switchTo('approve', 'We look at each.');
  await world.operator.get('/remedies/cus_1/rem_1', ben);
  const audit = await world.browserOf(ada).open('/audit');
  expect(audit.page('input[type=date]').attr('value')).toBe(today);
  const [done, refused] = rowsOf(audit);
  expect(done).toMatch(/ada .*from 192\.0\.2\.7.*Switch mode.*target: all.*We look at each\..*done/);
  expect(refused).toMatch(/ben .*Show remedy.*customerId: cus_1.*refused \(404\).*no such remedy/);
});

it('what was asked and never answered stands out', async () => {
  world.operator.audit.takes = 1;
  await expect(switchTo('approve', 'Then it broke.')).rejects.toThrow('takes nothing');
  world.operator.audit.takes = Infinity;
  nextDay();
  const audit = await show(world.browserOf(ada), { day: today });
  expect(rowsOf(audit)).toEqual([expect.stringContaining('asked, and not answered')]);
});

it('everything that one person did on a day is one step away, and nothing of somebody with a longer name', async () => {
  const adam = ada.replace(/ada$/, 'adam');
  await switchTo('approve', 'By ada.');
  await switchTo('auto', 'By adam.', adam);
  await lookAtRemedies(1, cleo);
  nextDay();
  const browser = world.browserOf(ben);
  const audit = await show(browser, { day: today });
  const ofAda = await browser.open(linkOf(audit, 'ada (Operators)'));
  expect(ofAda.text).toContain(`What ada did on ${today}`);
  expect(rowsOf(ofAda).join()).toContain('By ada.');
  expect(rowsOf(ofAda).join()).not.toContain('By adam.');
  const ofCleo = await browser.open(linkOf(audit, 'cleo (Contractors)'));
  expect(rowsOf(ofCleo)).toHaveLength(1);
});

it('a day is narrowed to a person and to an id, and no address names an id that is a mail address', async () => {
  await world.operator.get('/remedies/cus_1/rem_1', ben);
  await world.operator.get(`/remedies/~${Buffer.from('anna@example.com').toString('base64url')}/rem_2`, ben);
  nextDay();
  const browser = world.browserOf(ada);
  const ofCustomer = await show(browser, { day: today, by: 'BEN', of: 'anna@example.com' });
  expect(rowsOf(ofCustomer)).toEqual([expect.stringContaining(pseudonymOf('anna@example.com'))]);
  expect(ofCustomer.path).not.toContain('anna');
  expect(ofCustomer.page('input[name=of]').attr('value')).toBe('anna@example.com');
  expect(rowsOf(await show(browser, { day: today, of: 'rem_1' }))).toHaveLength(1);
  expect(rowsOf(await show(browser, { day: today, by: 'nobody' }))).toEqual([]);
  expect((await browser.open('/audit?of=anna@example.com')).status).toBe(400);
});

it('a long day comes fifty at a time, and a narrowed one says how far it was looked through', async () => {
  await lookAtRemedies(2_050, ben);
  await lookAtRemedies(1, cleo);
  nextDay();
  const browser = world.browserOf(ada);
  const first = await show(browser, { day: today });
  expect(rowsOf(first)).toHaveLength(50);
  const second = await browser.open(linkOf(first, 'Next'));
  expect(rowsOf(second)[0]).toContain('cus_50');
  const narrowed = await show(browser, { day: today, by: 'cleo' });
  expect(rowsOf(narrowed)).toEqual([]);
  expect(narrowed.text).toContain('2000 events were looked through, and the day has more.');
  const found = await browser.open(linkOf(narrowed, 'Next'));
  expect(rowsOf(found)).toHaveLength(1);
});

describe('the file of a day', () => {
  const download = async (actor: string, path: string, api?: OperatorApi): Promise<Response> => {
    const browser = world.browserOf(actor, api);
    const headers = { host: '127.0.0.1:4519', cookie: `amends-console-4519=${browser.sessionId}` };
    return world.app.request(`http://127.0.0.1:4519${path}`, { headers });
  };

  it('has every event of it, and nothing that a spreadsheet would carry out', async () => {
    await switchTo('approve', '=HYPERLINK("https://example.com"), said "ada"');
    await lookAtRemedies(620, ben);
    nextDay();
    const browser = world.browserOf(ada);
    const path = linkOf(await show(browser, { day: today }), 'Download as CSV');
    const answer = await download(ada, path);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="audit-${today}.csv"`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = await answer.text();
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 2 + 620);
    expect(lines[1]).toContain(`"'=HYPERLINK(""https://example.com""), said ""ada"""`);
  });

  it('that breaks off midway is no whole file', async () => {
    await lookAtRemedies(620, ben);
    nextDay();
    const own = world.apiOf(ada);
    const api: OperatorApi = {
      send: async (request) => (request.query['after'] === '550' ? { status: 503, body: {} } : own.send(request)),
    };
    const answer = await download(ada, `/audit.csv?day=${today}`, api);
    await expect(answer.text()).rejects.toThrow('503');
  });
});

it('what is no day is refused, and whoever lacks the duty reads nothing', async () => {
  const browser = world.browserOf(ada);
  const refused = await browser.open('/audit?day=yesterday');
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('Nothing was done');
  for (const path of ['/audit', `/audit.csv?day=${today}`]) {
    expect((await world.browserOf(onlyWith('look')).open(path)).status).toBe(403);
  }
});
