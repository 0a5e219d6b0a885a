import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { AthenaAnswers } from '../../lambdas/insight/athena-answers';
import { insightColumns, type InsightRecord } from '../../lambdas/insight/insight-record';
import { questionNames, questionOf } from '../../lambdas/insight/questions/question';
import { startAthena } from '../../local/emulator/athena/athena';
import type { LoopbackServer } from '../../local/emulator/server/loopback-server';
import { at, mail, outcome } from '../insight/question-data';
import { ada, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld, type Browser } from './console-world';

let world: ConsoleWorld;
let athena: LoopbackServer;
let folder: string;
let browser: Browser;

const columns = Object.fromEntries(
  Object.entries(insightColumns).map(([name, type]) => [name, type === 'whole' ? 'bigint' : 'string']),
);

beforeEach(async () => {
  world = await ConsoleWorld.start();
  folder = mkdtempSync(path.join(tmpdir(), 'insight-'));
  const table = {
    databaseName: 'amends',
    name: 'insight',
    columns,
    partitionColumns: { day: 'string' },
    location: 's3://files/insight/',
  };
  athena = await startAthena(0, { tables: [table], folder });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new AthenaClient({ endpoint: athena.url, region: 'eu-west-1', credentials });
  const time = { nowMs: Date.now, waitMs: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
  world.operator.insight = {
    answers: new AthenaAnswers(client, { workGroup: 'amends', database: 'amends' }, time),
    keys: { forget: async () => undefined },
  };
  browser = world.browserOf(ada);
});
afterEach(async () => {
  await athena.stop();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

function record(...records: readonly InsightRecord[]): void {
  recordOn('2026-11-16', records);
}

function recordOn(day: string, records: readonly InsightRecord[]): void {
  const below = path.join(folder, `files/insight/day=${day}`);
  mkdirSync(below, { recursive: true });
  writeFileSync(path.join(below, 'one.json'), records.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

it('names every question with what it answers, and leads to it', async () => {
  const { page, text } = await browser.open('/insight');
  expect(
    page('main dl a')
      .toArray()
      .map((element) => page(element).attr('href')),
  ).toEqual(questionNames.map((name) => `/insight/${name}`));
  for (const name of questionNames) expect(text).toContain(questionOf(name).answers);
});

it('shows the answer as a picture and as a table, how it is reckoned, and how old it is', async () => {
  record(outcome('a'), outcome('b', { currency: 'JPY', currency_exponent: 0, refunded_minor: 580 }));
  const { page, text } = await browser.open('/insight/money');
  const charts = page('main [role=img]')
    .toArray()
    .map((element) => page(element).attr('aria-label'));
  expect(charts).toEqual([
    'Money, by what failed: given by failure type, in GBP',
    'Money, by what failed: given by failure type, in JPY',
  ]);
  expect(
    page('main tbody tr')
      .toArray()
      .map((row) => page(row).text()),
  ).toEqual([expect.stringContaining('£3.99'), expect.stringContaining('¥580')]);
  expect(text).toContain('From 2 records. The newest is of');
  expect(text).toContain(questionOf('money').reckoned);
});

it('draws what changes from week to week as lines, which differ without their colour', async () => {
  record(outcome('a'), outcome('b', { failure_type: 'ParcelLost' }));
  const { page } = await browser.open('/insight/failures-by-week');
  expect(
    page('main svg.chart path')
      .toArray()
      .map((element) => page(element).attr('class')),
  ).toEqual(['line line-0', 'line line-1']);
  expect(page('main figcaption').text()).toMatch(/Parcel lost.*Video playback failed/);
});

it.each(questionNames)('answers %s, also before anything was recorded, and has no style in the page', async (name) => {
  const empty = await browser.open(`/insight/${name}`);
  expect([empty.status, empty.text]).toEqual([200, expect.stringContaining('Nothing was recorded in these days yet')]);
  record(outcome('a', { refusal: 'disputed', incident: 'cdn', bearer: 'carrier', borne_minor: 100 }));
  const { status, page } = await browser.open(`/insight/${name}`);
  expect(status).toBe(200);
  expect(page('main [style]')).toHaveLength(0);
});

it('from the first page: what fails more than in the week before, and who was written to too late', async () => {
  const parcel = { failure_type: 'ParcelLost' };
  const beforeMs = at(-7 * 24 * 60);
  recordOn('2026-11-09', [outcome('d', { ...parcel, recorded_at_ms: beforeMs })]);
  record(outcome('a'), outcome('b'), outcome('c', parcel), mail('a'), mail('c', { recorded_at_ms: at(30) }));
  const home = await browser.open('/');
  const { page, text } = await browser.open(home.page('main a[href="/week"]').attr('href') ?? '');
  const rowsIn = (table: number): string[][] =>
    page('main table')
      .eq(table)
      .find('tbody tr')
      .toArray()
      .map((row) =>
        page(row)
          .find('td')
          .toArray()
          .map((cell) => page(cell).text()),
      );
  expect(rowsIn(0)).toEqual([
    ['Parcel lost', '1', '1', '0'],
    ['Video playback failed', '2', '0', '+2'],
  ]);
  const [aMinute, late, soon] = [/^60 secs?$/, /^29 mins?$/, /^3 mins?$/].map((text): unknown =>
    expect.stringMatching(text),
  );
  expect(rowsIn(1)).toEqual([
    ['Parcel lost', aMinute, aMinute, late, late, 'missed'],
    ['Video playback failed', aMinute, aMinute, soon, soon, 'met'],
  ]);
  expect(text).toContain('The newest figure was recorded');
  expect(text).toContain('the mail within 10 minutes');
  expect(page('main a[href^="/insight/what-fails?from=2026-11-14"]')).toHaveLength(1);
});

it('says on the page of the week that insight is off where it is, and refuses it to whoever may not look', async () => {
  world.operator.insight = undefined;
  const off = await browser.open('/week');
  expect(off.status).toBe(409);
  expect(off.text).toContain('It cannot be told: insight is off in this deployment');
  expect((await world.browserOf(onlyWith('switch')).open('/week')).status).toBe(403);
});

it('gives the answer as a file, with amounts in minor units and their currency', async () => {
  record(outcome('a'));
  const response = await browser.get('/insight/money.csv?from=2026-11-01&to=2026-11-20');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="money-2026-11-01-2026-11-20.csv"');
  expect(await response.text()).toMatch(
    /^failure_type,source,currency,currency_exponent,remedies,given_minor,.*\r\nVideoPlaybackFailed,com\.example\.video,GBP,2,1,399,/,
  );
});

it('asks for other days, and says which', async () => {
  record(outcome('a'));
  const shown = await browser.press(await browser.open('/insight/what-fails'), 'Show', {
    from: '2026-10-01',
    to: '2026-10-31',
  });
  expect(shown.text).toContain('There is nothing of it in these 31 days.');
  const wrong = await browser.open('/insight/what-fails?from=x&to=2026-10-31');
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('not valid')]);
});

it('says that insight is off where it is, and that there is no such question', async () => {
  world.operator.insight = undefined;
  const off = await browser.open('/insight/money');
  expect([off.status, off.text]).toEqual([409, expect.stringContaining('insight is off in this deployment')]);
  expect((await browser.open('/insight/everything')).status).toBe(404);
});
