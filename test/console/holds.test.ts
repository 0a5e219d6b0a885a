import { ada, ben, onlyWith } from '../operator-api/operator-world';
import { filmFailure } from '../fakes/film-failure';
import { ConsoleWorld } from './console-world';

let world: ConsoleWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

let viewers = 100;

/** A film that failed and waits for a person, at this price. */
async function held(amountMinor = 4_000, title = 'Paris, Texas') {
  const viewer = ++viewers;
  const failure = filmFailure({
    customer: { id: `cus_${viewer}`, name: `Viewer ${viewer}`, email: `viewer-${viewer}@example.com` },
    purchase: { orderId: `ord_${viewer}`, amountMinor },
    playback: { rentalId: `rent_${viewer}`, title },
    occurredAt: new Date(world.operator.now - 60_000).toISOString(),
  });
  const result = await world.operator.deliver(failure, { perRemedy: { GBP: 1_000 }, twoPeopleAbove: { GBP: 5_000 } });
  expect(result.result).toBe('held');
  return { customerId: failure.customer.id, path: `/remedies/${failure.customer.id}/${result.remedyId}`, ...result };
}

it('the first page counts what waits, and leads to it', async () => {
  const { path } = await held();
  const browser = world.browserOf(ada);
  const home = await browser.open('/');
  expect(home.text).toMatch(/1 ?wait for a person/);
  const hold = await browser.open(home.page('main tbody a').first().attr('href') ?? '');
  expect(hold.path).toBe(path);
  expect(hold.text).toContain('Video playback failed');
  expect(hold.text).toContain('£40.00');
});

it('the first page says what is stuck, and leads to it, and says nothing of it where nothing is', async () => {
  const { remedyId, customerId } = await held();
  const api = world.apiOf(ada);
  const withStuck = (count: number): typeof api => ({
    send: async (request) => {
      const answer = await api.send(request);
      if (!request.path.endsWith('waiting')) return answer;
      const body = answer.body as { counts: object };
      return {
        ...answer,
        body: { ...body, counts: { ...body.counts, stuck: count }, stuck: [{ customerId, remedyId }] },
      };
    },
  });
  const home = await world.browserOf(ada, withStuck(2)).open('/');
  expect(home.text).toContain('2 are stuck: the sweep should have gone on with them more than ten minutes ago.');
  expect(home.page(`.refused a[href="/remedies/${customerId}/${remedyId}"]`)).toHaveLength(1);
  expect((await world.browserOf(ada).open('/')).text).not.toContain('stuck:');
});

it('whoever decides reads the mail as it will leave, and what each of their words changes in it', async () => {
  const { path } = await held();
  const browser = world.browserOf(ada);
  const hold = await browser.open(path);
  const frame = hold.page('iframe');
  expect(frame.attr('sandbox')).toBe('');
  const mail = await browser.open(frame.attr('src') ?? '');
  expect(mail.page('body').text()).toMatch(/Subject: .*£40\.00/);
  expect(mail.headers.get('content-security-policy')).toContain('sandbox');
  const own = await browser.press(hold, 'Show the mail of a rejection', { message: 'We <b>looked</b> at it twice.' });
  expect(own.page('body').text()).toContain('We <b>looked</b> at it twice.');
  expect(own.page('b').filter((_, element) => own.page(element).text() === 'looked')).toHaveLength(0);
});

it('a title that is read from the right stands in the subject as it will leave, and as no code', async () => {
  const { path } = await held(4_000, 'باب الحديد 2');
  const { page, text } = await world.browserOf(ada).open(`${path}/mail/approve`);
  expect(page('strong bdi').text()).toBe('باب الحديد 2');
  expect(text).not.toContain('⟨U+');
});

it('a large remedy is approved by two people, and by one of them twice it is not', async () => {
  const { path } = await held(6_000);
  const browser = world.browserOf(ada);
  const first = await browser.press(await browser.open(path), 'Approve', { why: 'The player log agrees.' });
  expect(first.text).toContain('Another person has to approve it too.');
  const again = await browser.press(await browser.open(path), 'Approve', { why: 'Once more.' });
  expect(again.status).toBe(409);
  expect(again.text).toContain('Nothing was done');
  const other = world.browserOf(ben);
  const second = await other.press(await other.open(path), 'Approve', { why: 'Agreed.' });
  expect(second.text).toContain('Approved. It is carried out within a minute or two.');
  expect(second.page('form[action$="/approve"]')).toHaveLength(0);
});

it('a rejection with a message tells the customer, and is final', async () => {
  const { path } = await held();
  const browser = world.browserOf(ada);
  const rejected = await browser.press(await browser.open(path), 'Reject', {
    code: 'no-failure-found',
    why: 'The film was watched to the end.',
    message: 'We looked at it again: the film was played to its end on the same evening.',
  });
  expect(rejected.text).toContain('Rejected. Nothing is given.');
  expect(rejected.text).toContain('The film was watched to the end.');
});

it('what somebody else has decided meanwhile is not decided on an old page, and what was typed is kept', async () => {
  const { path } = await held();
  const browser = world.browserOf(ada);
  const stale = await browser.open(path);
  await browser.press(await browser.open(path), 'Extend', { why: 'Waiting for the log.', hours: '12' });
  const refused = await browser.press(stale, 'Approve', { why: 'I had not seen that.', message: 'Dear customer' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Nothing was done');
  expect(refused.page('input[name=why]').first().attr('value')).toBe('I had not seen that.');
  expect(refused.page('textarea[name=message]').text()).toBe('Dear customer');
});

it('whoever may only look is offered no verdict, and is refused one all the same', async () => {
  const { path } = await held();
  const browser = world.browserOf(onlyWith('look'));
  const hold = await browser.open(path);
  expect(hold.page('form.verdict')).toHaveLength(0);
  const token = hold.page('input[name=token]').attr('value') ?? '';
  const refused = await browser.post(`${path}/approve`, new URLSearchParams({ token, version: '1', why: 'x' }));
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('this needs the duty approve');
});

it('a remedy that is not there is said to be none', async () => {
  const shown = await world.browserOf(ada).open('/remedies/cus_1/rem_0000');
  expect(shown.status).toBe(404);
  expect(shown.text).toContain('this customer has no such remedy');
});

it('whoever has another duty than to look is led to its page, and not refused the first one', async () => {
  for (const duty of ['switch', 'audit', 'erase'] as const) {
    const home = await world.browserOf(onlyWith(duty)).open('/');
    expect([duty, home.status, home.text]).toEqual([duty, 200, expect.stringContaining(`You may ${duty} here.`)]);
  }
});

it('whoever rejects chooses one of the reasons that are offered, and the page says it afterwards', async () => {
  world.operator.offerReasons([
    { code: 'old', label: 'Retired long ago', isRetired: true },
    { code: 'no-failure', label: 'No failure found' },
  ]);
  const { path } = await held();
  const browser = world.browserOf(ada);
  const hold = await browser.open(path);
  const offered = hold
    .page('select[name=code] option')
    .map((_, one) => hold.page(one).attr('value'))
    .get();
  expect(offered).toEqual(['', 'no-failure']);
  const without = await browser.press(hold, 'Reject', { why: 'The log shows a pause.' });
  expect(without.status).toBe(400);
  expect(without.page('input[name=why]').attr('value')).toBe('The log shows a pause.');
  const done = await browser.press(without, 'Reject', { code: 'no-failure' });
  expect(done.text).toContain('Rejected. Nothing is given.');
  world.operator.offerReasons([{ code: 'other', label: 'Other' }]);
  expect((await browser.open(path)).text).toContain('Rejected as: No failure found (no-failure).');
});
