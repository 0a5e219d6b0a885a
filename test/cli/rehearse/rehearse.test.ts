import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAmends } from '../../../cli/program';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rehearse-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface PublishedEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: Readonly<Record<string, unknown>>;
}

const film = JSON.parse(
  readFileSync(path.join(__dirname, '../../events/VideoPlaybackFailed.json'), 'utf8'),
) as PublishedEntry;

/** So many customers to whom the same film stuttered. */
const films = (count: number): PublishedEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    ...film,
    Detail: {
      ...film.Detail,
      customer: { id: `cus_${index}` },
      purchase: { ...(film.Detail['purchase'] as object), orderId: `ord_${index}`, paymentId: `ch_${index}` },
      playback: { ...(film.Detail['playback'] as object), rentalId: `rent_${index}` },
    },
  }));

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

async function amends(...args: string[]): Promise<{ readonly exitCode: number; readonly text: string }> {
  let text = '';
  const exitCode = await runAmends(args, {
    environment: {},
    localSystems: () => [],
    credentials: () => Promise.reject(new Error('nobody is asked')),
    clock: () => new Date('2026-11-29T12:00:00Z'),
    untilStopped: async () => undefined,
    write: (part) => (text += part),
    writeError: (part) => (text += part),
  });
  return { exitCode, text };
}

it('says what would be given, to whom and why, and that nothing was done', async () => {
  const { exitCode, text } = await amends('rehearse', '--events', write('events.json', films(2)));
  expect(exitCode).toBe(0);
  expect(text).toMatch(/defaults +2 +7\.98 GBP +0/);
  expect(text).toMatch(/cus_1 +give refund 3\.99 GBP: /);
  expect(text).toContain('Nothing was written, asked or paid.');
});

it('compares two sets of rules, and names the events whose course differs', async () => {
  const tight = write('tight.json', { limits: { perIncident: { remedies: 1, amountMinor: { GBP: 1000 } } } });
  const events = write('events.json', films(3));
  const { text } = await amends('rehearse', '--events', events, '--policy', 'defaults', '--policy', tight);
  expect(text).toMatch(/defaults +3 +11\.97 GBP +0/);
  expect(text).toMatch(/tight +1 +3\.99 GBP +2 +7\.98 GBP/);
  expect(text).not.toMatch(/cus_0 /);
  expect(text).toMatch(/cus_1 +give refund 3\.99 GBP: .* hold refund 3\.99 GBP: the limit of its incident is used up/);
});

it('knows what was published before, and what breaks its contract', async () => {
  const [one] = films(1);
  const broken = { ...film, Detail: { occurredAt: '2026-11-20T20:41:07Z' } };
  const foreign = { ...film, DetailType: 'TrainDelayed' };
  const { text } = await amends('rehearse', '--events', write('events.json', [one, one, broken, foreign]));
  expect(text).toMatch(/defaults +1 +3\.99 GBP +0 +0 +1 +2/);
});

it('gives a row for each event as CSV', async () => {
  const { text } = await amends('rehearse', '--events', write('events.json', films(1)), '--csv');
  const [heading, row] = text.split(/\r?\n/);
  expect(heading).toBe('at,type,source,customer,defaults outcome,defaults kinds,defaults amounts,defaults reasons');
  expect(row).toMatch(/^2026-11-20T20:41:07Z,VideoPlaybackFailed,com\.example\.video,cus_0,give,refund,3\.99 GBP,/);
});

it('refuses options and limits that are none', async () => {
  const events = write('events.json', films(1));
  const wrong = write('wrong.json', { policies: { VideoPlaybackFailed: { generosity: 9 } } });
  const { exitCode, text } = await amends('rehearse', '--events', events, '--policy', wrong);
  expect([exitCode, text]).toEqual([2, expect.stringContaining('generosity')]);
});
