import type { OperatorApi } from '../../console/asking/operator-api';
import { DynamoControls } from '../../lambdas/ledger/dynamo/dynamo-controls';
import { withBreaker } from '../../lambdas/model/controls';
import { opened } from '../../lambdas/model/guards/breaker';
import { tableName } from '../ledger/ledger-table';
import { ada, ben, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld } from './console-world';

let world: ConsoleWorld;
beforeEach(async () => {
  world = await ConsoleWorld.start();
});
afterEach(async () => {
  await world.stop();
  expect(world.errors).toEqual([]);
});

const controlsStore = () => new DynamoControls(world.operator.client, tableName);
const modeOfAll = async (): Promise<string> => (await controlsStore().readControls()).all.mode;

/** The account answers with trouble of its own. */
async function breakAccount(account: string): Promise<void> {
  const before = await controlsStore().readControls();
  const trouble = { account, why: 'the key lacks a permission', permission: 'refund_write' };
  const breaker = opened(before.breakers?.[account], trouble, world.operator.clock());
  if (!breaker) throw new Error(`${account} is open already`);
  await controlsStore().saveControls(withBreaker(before, account, breaker), before);
}

it('everything is stopped in two steps and with one reason, and the page says who did it and why', async () => {
  const browser = world.browserOf(ada);
  const stop = await browser.press(await browser.open('/controls'), 'Stop everything');
  expect(stop.path).toMatch(/^\/controls\/stop/);
  expect(stop.text).toContain('What was already handed to the provider or a partner goes on.');
  expect(await modeOfAll()).toBe('auto');
  const done = await browser.press(stop, 'Stop everything', { why: 'Refunds go out twice.' });
  expect(done.text).toContain('Switched off. It is in force within ten seconds.');
  expect(done.text).toContain('Everything is set to off');
  expect(done.page('#history').parent().text()).toMatch(/Everything.*off.*ada.*Refunds go out twice\./s);
  expect(await modeOfAll()).toBe('off');
});

it('a stop holds although others switch, and accounts break, while it is sent', async () => {
  const own = world.apiOf(ada);
  let disturbances = 3;
  const api: OperatorApi = {
    send: async (request) => {
      if (request.method === 'POST' && disturbances-- > 0) await breakAccount(`account-${disturbances}`);
      return own.send(request);
    },
  };
  const browser = world.browserOf(ada, api);
  const done = await browser.press(await browser.open('/controls/stop'), 'Stop everything', { why: 'Stop now.' });
  expect(done.status).toBe(200);
  expect(disturbances).toBeLessThan(0);
  expect(await modeOfAll()).toBe('off');
});

it('a stop without a reason stops nothing, and says what it lacks', async () => {
  const browser = world.browserOf(ada);
  const refused = await browser.press(await browser.open('/controls/stop'), 'Stop everything', { why: ' ' });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('Nothing was done');
  expect(await modeOfAll()).toBe('auto');
});

it('what one source publishes is stopped alone', async () => {
  const browser = world.browserOf(ada);
  const controls = await browser.open('/controls');
  const link = controls.page('a[href*="stop?target=source"]').first();
  const stop = await browser.open(link.attr('href') ?? '');
  const button = stop.page('main form button').text().trim();
  await browser.press(stop, button, { why: 'A rogue detector.' });
  const { all, types } = await controlsStore().readControls();
  expect(all.mode).toBe('auto');
  expect(Object.entries(types)).toEqual([[expect.stringMatching(/^source:/), { mode: 'off' }]]);
});

it('one failure type is switched with a share of customers in percent', async () => {
  const browser = world.browserOf(ada);
  const form = await browser.open('/controls?target=VideoPlaybackFailed');
  expect(form.page('select[name=target]').val()).toBe('VideoPlaybackFailed');
  const values = { mode: 'approve', share: '2,5', why: 'A new policy.' };
  const done = await browser.press(form, 'Switch', values);
  expect(done.text).toContain('approve, but auto for 2.5 % of customers');
  const { types } = await controlsStore().readControls();
  expect(types).toEqual({ VideoPlaybackFailed: { mode: 'approve', autoShare: 0.025 } });
});

it('a switch on an old page is refused, what was typed is kept, and the page shows what is set now', async () => {
  const browser = world.browserOf(ada);
  const stale = await browser.open('/controls');
  const other = world.browserOf(ben);
  await other.press(await other.open('/controls/stop'), 'Stop everything', { why: 'Ben was first.' });
  const values = { mode: 'approve', why: 'I had not seen that.', share: '10' };
  const answer = await browser.press(stale, 'Switch', values);
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('Everything is set to off');
  expect(answer.text).toContain('Ben was first.');
  expect(answer.page('#switch').parent().find('input[name=why]').attr('value')).toBe('I had not seen that.');
  expect(answer.page('select[name=mode]').val()).toBe('approve');
  expect(await modeOfAll()).toBe('off');
});

it('an account in trouble says why, and its breaker is closed with a reason', async () => {
  await breakAccount('stripe');
  const browser = world.browserOf(ada);
  const controls = await browser.open('/controls');
  expect(controls.text).toContain('stripe is in trouble: the key lacks a permission.');
  expect(controls.text).toContain('Its key lacks the permission refund_write.');
  const closed = await browser.press(controls, 'Close the breaker of stripe', { why: 'A new key.' });
  expect(closed.text).toContain('The breaker is closed.');
  expect(closed.text).toContain('No account is in trouble.');
  expect(closed.text).toMatch(/Closed by ada \(Operators\): A new key\./);
});

it('the history pages from the newest switch to the oldest', async () => {
  const browser = world.browserOf(ada);
  for (let at = 1; at <= 27; at++) {
    const values = { mode: at % 2 === 0 ? 'auto' : 'approve', why: `switch ${at}.` };
    await browser.press(await browser.open('/controls'), 'Switch', values);
  }
  const first = await browser.open('/controls');
  expect(first.text).toContain('switch 27.');
  expect(first.text).not.toContain('switch 2.');
  const older = await browser.open(first.page('a[href*="before="]').attr('href') ?? '');
  expect(older.text).toContain('switch 2.');
  expect(older.text).not.toContain('switch 27.');
});

it('whoever may only look sees the switches and no form, and is refused one all the same', async () => {
  await breakAccount('stripe');
  const browser = world.browserOf(onlyWith('look'));
  const controls = await browser.open('/controls');
  expect(controls.page('main form')).toHaveLength(0);
  expect((await browser.open('/controls/stop')).page('main form')).toHaveLength(0);
  const token = controls.page('input[name=token]').attr('value') ?? '';
  const refused = await browser.post('/controls/stop', new URLSearchParams({ token, target: 'all', why: 'x' }));
  expect(refused.status).toBe(403);
  expect(await modeOfAll()).toBe('auto');
});

it('what is no target is neither shown nor stopped', async () => {
  const browser = world.browserOf(ada);
  expect((await browser.open('/controls/stop?target=Nothing')).status).toBe(404);
});

it('the first page says what is switched, by its name, and what begins in shadow', async () => {
  const browser = world.browserOf(ada);
  await browser.press(await browser.open('/controls'), 'Switch', { target: 'all', mode: 'auto', why: 'it goes on.' });
  const api = world.apiOf(ada);
  const send: typeof api.send = async (request) => {
    const answer = await api.send(request);
    if (!request.path.endsWith('controls')) return answer;
    const body = answer.body as { controls: { types: object }; failureTypes: string[] };
    const types = { 'source:com.example.player': { mode: 'off' } };
    return {
      ...answer,
      body: {
        ...body,
        controls: { ...body.controls, types },
        failureTypes: [...body.failureTypes, 'source:detector.health'],
      },
    };
  };
  const home = await world.browserOf(ada, { send }).open('/');
  expect(home.text).toContain('What com.example.player publishes is switched to off.');
  expect(home.text).toContain('In shadow from their beginning: detector.health.');
});
