import { DynamoBudgetUses } from '../../lambdas/ledger/dynamo/shown/dynamo-budget-uses';
import { budgetsFor } from '../../lambdas/ledger/quota-lease';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { tableName } from '../ledger/ledger-table';
import { inRole, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld, type Browser, type Shown } from './console-world';

let world: ConsoleWorld;
let browser: Browser;
const { type, defaultSource: source } = videoPlaybackFailed;

beforeAll(async () => {
  world = await ConsoleWorld.start();
  browser = world.browserOf(inRole('viewer', 'vera'));
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

/** Reserves as a function does that handles failures of an incident. */
async function reserve(at: string, remedies: number, amountMinor: number, incidentId?: string): Promise<void> {
  const { budgets, limits } = world.operator.operatorApiPorts();
  const reference = { amountMinor: 2 * amountMinor, currency: 'USD' };
  const spending = { remedies, amountMinor, currency: 'GBP', reference };
  for (const budget of budgetsFor({ type, source, incidentId }, limits, new Date(at))) {
    expect(await budgets.reserve(budget, spending)).toBe(true);
  }
}

function rowsOf({ page }: Shown, table: number): string[][] {
  const rows = page('main table').eq(table).find('tbody tr').toArray();
  return rows.map((row) =>
    page(row)
      .find('td')
      .toArray()
      .map((cell) => page(cell).text()),
  );
}

it('is led to from the first page, and says that nothing is used yet', async () => {
  const home = await browser.open('/');
  expect(home.page('main a[href="/limits"]')).toHaveLength(1);
  // What was reserved ahead counts, so what was given is another question.
  expect(home.text).toContain('functions reserve some ahead for their next remedies, and that stays counted.');
  expect(home.page('main a[href="/insight/money?from=2026-11-14&to=2026-11-20"]')).toHaveLength(1);
  const shown = await browser.open('/limits');
  expect(rowsOf(shown, 0)).toEqual([['All of the day', '0 of 10,000 (10,000 left)', 'nothing', 'nothing', '0%', 'no']]);
  expect(shown.text).toContain('No incident waits for a decision.');
});

it('says of the day, the failure type, the source and an incident what is used and left, in each currency and in all', async () => {
  await reserve('2026-11-20T10:00:00Z', 1_000, 5_000_00, 'cdn');
  await reserve('2026-11-19T10:00:00Z', 10, 40_00);
  const shown = await browser.open('/limits?incident=cdn');
  const used = ['£5,000.00 of £25,000.00 (£20,000.00 left)', 'US$10,000.00 of US$37,500.00 (US$27,500.00 left)'];
  expect(rowsOf(shown, 0)).toEqual([
    [
      'All of the day',
      '1,000 of 10,000 (9,000 left)',
      '£5,000.00 of £100,000.00 (£95,000.00 left)',
      'US$10,000.00 of US$150,000.00 (US$140,000.00 left)',
      '10%',
      'no',
    ],
    expect.arrayContaining(['Failure type: Video playback failed', '1,000 of 5,000 (4,000 left)']),
    [`Source: ${source}`, '1,000 of 2,500 (1,500 left)', ...used, '40%', 'no'],
  ]);
  expect(rowsOf(shown, 1)).toEqual([
    expect.arrayContaining(['cdn', '1,000 of 1,000 (0 left)', '100%', 'yes, not noted when']),
  ]);
  expect(shown.page('main table').eq(1).find('a').attr('href')).toBe('/incidents/cdn');
  expect(rowsOf(shown, 2)[0]).toEqual(['19 Nov 2026', '10', '£40.00', '0.1%', 'no']);
});

it('says since when half of a limit is used, by the first time that the alarm rang', async () => {
  const uses = new DynamoBudgetUses(world.operator.client, tableName);
  await uses.noteHalf(`source/${source}/2026-11-20`, '2026-11-20T11:30:00.000Z');
  await uses.noteHalf(`source/${source}/2026-11-20`, '2026-11-20T15:00:00.000Z');
  const [, , ofSource] = rowsOf(await browser.open('/limits'), 0);
  expect(ofSource?.at(-1)).toBe('20 Nov 2026, 11:30 UTC');
});

it('writes money and numbers by the locale of the reader', async () => {
  const german = await browser.open('/limits', { 'accept-language': 'de' });
  expect(rowsOf(german, 0)[0]?.slice(1, 3)).toEqual([
    '1.000 of 10.000 (9.000 left)',
    expect.stringMatching(/^5\.000,00\s£ of 100\.000,00\s£/),
  ]);
});

it('hands all limits of the last days out as a file', async () => {
  const response = await browser.get('/limits.csv?incident=cdn');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="limits-2026-11-20.csv"');
  const text = await response.text();
  expect(text).toContain('day,limit_of,name,counts,used,limit,left,half_used_at\r\n');
  expect(text).toContain('2026-11-20,day,,remedies,1000,10000,9000,\r\n');
  expect(text).toContain(`2026-11-20,source,${source},GBP,500000,2500000,2000000,2026-11-20T11:30:00.000Z\r\n`);
  expect(text).toContain('2026-11-20,type,VideoPlaybackFailed,all in USD,1000000,7500000,6500000,\r\n');
  expect(text).toContain(',incident,cdn,remedies,1000,1000,0,\r\n');
});

it('takes no id that is none, and is refused to whoever may not look', async () => {
  expect((await browser.open(`/limits?incident=${'x'.repeat(2_000)}`)).status).toBe(400);
  expect((await world.browserOf(onlyWith('switch')).open('/limits')).status).toBe(403);
});
