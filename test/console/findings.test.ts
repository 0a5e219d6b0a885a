import { dailyScope } from '../../lambdas/books/scope';
import { reconcile } from '../../lambdas/flow/reconcile/reconcile';
import { DynamoReconciliations } from '../../lambdas/ledger/dynamo/shown/dynamo-reconciliations';
import { filmFailure } from '../fakes/film-failure';
import { tableName } from '../ledger/ledger-table';
import { inRole, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld, type Shown } from './console-world';

const hourMs = 60 * 60_000;
let world: ConsoleWorld;
/** Hours pass here, and sessions end. */
const opened = (path: string): Promise<Shown> => world.browserOf(inRole('viewer', 'vera')).open(path);

beforeAll(async () => (world = await ConsoleWorld.start()));
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

/** The daily comparison, as its function runs it. */
async function compared(): Promise<void> {
  const { operator } = world;
  const { client, statement, provider, observer } = operator;
  const store = new DynamoReconciliations(client, tableName);
  const keeping = { keep: store.keep.bind(store), clock: () => operator.clock() };
  await reconcile(dailyScope(operator.clock()), { statement, provider, observer, keeping });
}

it('says plainly that nobody has compared anything yet', async () => {
  const { text, page } = await opened('/findings');
  expect(text).toContain('It did not run. Nobody has compared the ledger with the provider here yet.');
  expect(page('main table')).toHaveLength(0);
  expect(page('header nav a').text()).toContain('Findings');
});

it('says that nothing differs, and how much was compared', async () => {
  for (const id of ['cus_1', 'cus/2']) {
    await world.operator.deliver(
      filmFailure({ customer: { id }, purchase: { orderId: `ord_${id}`, paymentId: `pi_${id}` } }),
    );
  }
  world.operator.now += 10 * hourMs;
  await compared();
  const { text, page } = await opened('/findings');
  expect(text).toContain('2 refunds at the provider and 2 parts of ours');
  expect(text).toContain('No differences.');
  expect(page('[role=alert]')).toHaveLength(0);
});

it('names what differs, the amount, what to do, and leads to the remedy', async () => {
  const [lost] = world.operator.provider.effects.splice(-1);
  expect(lost).toBeDefined();
  world.operator.now += 24 * hourMs;
  await compared();
  const shown = await opened('/findings');
  expect(shown.text).toContain('1 difference.');
  const row = shown.page('main tbody tr').first();
  expect(row.text()).toMatch(/Paid not at provider£3\.99part 1 of .* has no such refundLook the refund up/);
  const remedy = await opened(row.find('a').attr('href') ?? '');
  expect(remedy.status).toBe(200);
  expect(remedy.text).toContain('cus/2');
  expect(shown.text).not.toMatch(/example\.com|Zoë/);
});

it('shows each of the last runs, also those that found nothing', async () => {
  const newest = await opened('/findings');
  const links = newest.page('main table').last().find('a');
  expect(links).toHaveLength(1);
  const before = await opened(links.attr('href') ?? '');
  expect(before.text).toContain('No differences.');
  expect(before.page('main table')).toHaveLength(1);
});

it('hands the findings of a run out as a file', async () => {
  const { page } = await opened('/findings');
  const href = page('main a[href*=".csv"]').attr('href') ?? '';
  const response = await world.browserOf(inRole('viewer', 'vera')).get(href);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="findings-2026-11-22.csv"');
  expect(await response.text()).toMatch(
    /^compared_at,kind,amount_minor,currency,what_differs,what_to_do,remedies\r\n2026-11-22T06:45:00\.000Z,paid-not-at-provider,399,GBP,/,
  );
});

it('says that it did not run once it is late, with the age of the last one', async () => {
  world.operator.now += 26 * hourMs;
  expect((await opened('/findings')).page('[role=alert]')).toHaveLength(0);
  world.operator.now += hourMs;
  const { text } = await opened('/findings');
  expect(text).toContain('It did not run. The last comparison was 1 day ago, and one is due every day.');
});

it('knows no run at another time, takes nothing else for one, and is refused to whoever may not look', async () => {
  const unknown = await opened('/findings?run=2026-01-01T00:00:00.000Z');
  expect(unknown.text).toContain('What that comparison found is not kept.');
  expect((await opened('/findings?run=yesterday')).status).toBe(400);
  expect((await world.browserOf(onlyWith('switch')).open('/findings')).status).toBe(403);
});
