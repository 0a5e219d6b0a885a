import { chooseForCheck } from '../../lambdas/flow/check/choose-for-check';
import { DynamoCheckStore } from '../../lambdas/ledger/dynamo/shown/dynamo-check-store';
import { filmFailure } from '../fakes/film-failure';
import { tableName } from '../ledger/ledger-table';
import { inRole } from '../operator-api/operator-world';
import { ConsoleWorld } from './console-world';

let world: ConsoleWorld;
let path: string;
beforeAll(async () => {
  world = await ConsoleWorld.start();
  const { operator } = world;
  const { remedyId } = await operator.deliver(
    filmFailure({ customer: { id: 'cus_1' }, purchase: { amountMinor: 399 }, incidentId: 'none' }),
  );
  const record = await operator.ledger.readRemedy('cus_1', remedyId);
  if (!record) throw new Error('nothing was recorded');
  await chooseForCheck(record, { share: 1, store: new DynamoCheckStore(operator.client, tableName) });
  path = `/remedies/cus_1/${remedyId}/check`;
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

const links = (page: Awaited<ReturnType<ReturnType<ConsoleWorld['browserOf']>['open']>>): string[] =>
  page
    .page('header nav a')
    .map((_, one) => page.page(one).text())
    .get();

it('a checker is led to what is to be checked, says what it should have been, and finds it in the report and its file', async () => {
  const browser = world.browserOf(inRole('checker', 'cleo'));
  const list = await browser.open('/checks?month=2026-11');
  expect(links(list)).toContain('Checks');
  const one = await browser.open(list.page('tbody a').first().attr('href') ?? '');
  expect(one.path).toBe(path);
  expect(one.text).toContain('£3.99');
  const without = await browser.press(one, 'Mark', { should: 'less', amount: '2,00' });
  expect(without.status).toBe(400);
  expect(without.page('input[name=amount]').attr('value')).toBe('2,00');
  const marked = await browser.press(without, 'Mark', { why: 'Half of it was watched.' });
  expect(marked.text).toContain('Marked. What was given stays as it is.');
  expect(marked.text).toMatch(/Less should have been given: £2\.00, cleo \(checker\).*Half of it was watched\./);
  expect((await browser.open('/checks?month=2026-11')).text).toContain('Nothing of this month is to be checked');
  const report = await browser.open('/checks/report');
  expect(report.page('tbody tr').text()).toContain('VideoPlaybackFailed');
  const file = await (await browser.get('/checks/report.csv')).text();
  expect(file).toMatch(/^month,type,policy,chosen,open,right,/);
  expect(file).toMatch(/2026-11,VideoPlaybackFailed,[^,]+,1,0,0,0,1,0,0\r\n$/);
});

it('whoever may only look sees the marks, is offered none, and is refused one all the same', async () => {
  const browser = world.browserOf(inRole('viewer', 'vera'));
  const shown = await browser.open(path);
  expect(links(shown)).not.toContain('Checks');
  expect(shown.page('form.verdict')).toHaveLength(0);
  const token = shown.page('input[name=token]').attr('value') ?? '';
  const refused = await browser.post(path, new URLSearchParams({ token, version: '1' }));
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('this needs the duty check');
});

it('what is typed as an amount and is none is refused, and kept', async () => {
  const browser = world.browserOf(inRole('checker', 'cleo'));
  const refused = await browser.press(await browser.open(path), 'Mark', { should: 'more', amount: 'lots', why: 'x1' });
  expect(refused.status).toBe(400);
  expect(refused.page('input[name=amount]').attr('value')).toBe('lots');
});
