import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { describeInForce } from '../../lambdas/in-force/describe-in-force';
import { noteInForce } from '../../lambdas/in-force/note-in-force';
import { defaultLimits } from '../../lambdas/model/limits';
import { answerOf, outcome } from '../insight/question-data';
import { inRole, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld, type Browser } from './console-world';

let world: ConsoleWorld;
let browser: Browser;
const why = 'Our player hides a stall of half a minute';
const minStalledSeconds = 45;

beforeAll(async () => {
  world = await ConsoleWorld.start();
  browser = world.browserOf(inRole('viewer', 'vera'));
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

async function deployed(policy: object, policyReasons = {}): Promise<string> {
  world.operator.inForce = describeInForce({
    types: [{ definition: videoPlaybackFailed, policy, policyReasons }],
    limits: { ...defaultLimits, holdHours: 24 },
    setLimits: ['holdHours'],
    brandWords: { loft: { en: { VideoPlaybackFailed: { sorry: 'Sorry from Loft.' } } } },
  });
  return world.operator.inForce.types[0]?.policy.version ?? '';
}

async function noted(at: string): Promise<void> {
  const { store } = world.operator.operatorApiPorts().inForce;
  await noteInForce(world.operator.inForce, store, new Date(at));
}

it('a viewer reads which policy, words and limits are in force, and that nobody has noted yet since when', async () => {
  const version = await deployed({});
  const { text, page } = await browser.open('/in-force');
  expect(page('header nav a').text()).toContain('In force');
  expect(text).toContain(version);
  expect(text).toContain('not noted yet');
  expect(text).toContain('8 languages; one brand has words of its own');
  expect(page('main form, main button')).toHaveLength(0);
});

it('says since when, what this deployment sets and why, and which version was before', async () => {
  const before = await deployed({});
  await noted('2026-11-10T08:00:00Z');
  const version = await deployed({ minStalledSeconds }, { minStalledSeconds: why });
  expect((await browser.open('/in-force')).text).toContain('not noted yet');
  await noted('2026-11-18T08:00:00Z');
  const all = await browser.open('/in-force');
  expect(all.text).toMatch(/18 Nov 2026, 08:00 UTC \(2 days ago\).*1 option/);
  expect(all.text).toContain('10 Nov 2026, 08:00 UTC or earlier');
  const one = await browser.open('/in-force/VideoPlaybackFailed');
  expect(one.text).toContain(version);
  const first = one.page('tbody tr').first().text();
  expect(first).toMatch(/minStalledSeconds.*45.*30.*Our player hides/);
  expect(one.text).toMatch(new RegExp(`${before}.*10 Nov 2026.*18 Nov 2026`));
  expect(one.text).toMatch(/Of all.*German \(de\)/);
  expect(one.text).toMatch(/Over it: loft.*English \(en\)/);
});

it('writes amounts by the locale of the reader, and unfolds those in many currencies', async () => {
  const { page } = await browser.open('/in-force/limits', { 'accept-language': 'de' });
  const row = page('tbody tr').filter((_, element) => page(element).text().startsWith('perRemedy'));
  expect(row.find('summary').text()).toMatch(/^200,00\s\$, and in \d+ other currencies$/);
  expect(row.text()).toMatch(/200,00\s€/);
  const first = page('tbody tr').first().text();
  expect(first).toMatch(/^holdHours24/);
  const textOf = (name: string): string =>
    page('tbody tr')
      .filter((_, element) => page(element).text().startsWith(name))
      .text();
  // What adds up all currencies is in one of them, and a rate is no amount.
  expect(textOf('perDay.referenceMinor')).toMatch(/150\.000,00\s\$/);
  expect(textOf('reference.unitsFor')).toMatch(/GBP 0,7\d+/);
});

it('hands all of it out as a file', async () => {
  await deployed({ minStalledSeconds }, { minStalledSeconds: why });
  const response = await browser.get('/in-force.csv');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="in-force.csv"');
  const text = await response.text();
  expect(text).toMatch(/^what,failure_type,version,since,name,value,usual,differs,why\r\nlimit,,/);
  expect(text).toMatch(
    /option,VideoPlaybackFailed,VideoPlaybackFailed\/[^,]+,[^,]*,minStalledSeconds,45,30,yes,Our player/,
  );
  expect(text).toMatch(/words,VideoPlaybackFailed,[^,]+,[^,]*,loft en,[0-9a-f]{8},,,/);
});

it('says why nothing can be counted where insight is off', async () => {
  const off = await browser.open('/in-force?counted=yes');
  expect(off.text).toContain('It cannot be told: insight is off in this deployment');
});

it('counts what was decided under each version once that is asked for', async () => {
  const other = await ConsoleWorld.start();
  const version = other.operator.inForce.types[0]?.policy.version ?? '';
  const records = [
    outcome('a', { policy_version: version, recorded_at_ms: Date.parse('2026-11-20T10:00:00Z') }),
    outcome('b', { policy_version: version }),
    outcome('c', { policy_version: 'VideoPlaybackFailed/1-0ldc0de0' }),
    outcome('d', { policy_version: version, recorded_at_ms: Date.parse('2026-11-10T10:00:00Z') }),
  ];
  other.operator.insight = {
    keys: { forget: async () => undefined },
    answers: {
      ask: async ({ name }, { from, to }) => {
        const rows = await answerOf(name, records, [from, to]);
        const columns = Object.keys(rows[0] ?? {});
        return { is: 'answered', table: { columns, rows: rows.map((row) => Object.values(row)) } };
      },
    },
  };
  const looking = other.browserOf(inRole('viewer', 'vera'));
  const counted = await looking.open(
    (await looking.open('/in-force')).page('main a[href*=counted]').attr('href') ?? '',
  );
  const rows = counted
    .page('main table')
    .last()
    .find('tbody tr')
    .toArray()
    .map((row) =>
      counted
        .page(row)
        .find('td')
        .toArray()
        .map((cell) => counted.page(cell).text()),
    );
  expect(rows).toEqual([
    [version, 'yes', '1', '2'],
    ['VideoPlaybackFailed/1-0ldc0de0', 'no', '0', '1'],
  ]);
  await other.stop();
});

it('knows no other type, and is refused to whoever may not look', async () => {
  expect((await browser.open('/in-force/OfNoneOfOurs')).status).toBe(404);
  const other = world.browserOf(onlyWith('switch'));
  expect((await other.open('/in-force')).status).toBe(403);
  expect((await other.get('/in-force.csv')).status).toBe(403);
});
