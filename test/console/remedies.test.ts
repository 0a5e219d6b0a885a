import type { BatchGetItemCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ada, ben, onlyWith } from '../operator-api/operator-world';
import { leaveToPerson } from '../../lambdas/flow/record/record-writer';
import { defaultLimits } from '../../lambdas/model/limits';
import { filmFailure } from '../fakes/film-failure';
import { ConsoleWorld, type Shown } from './console-world';

let world: ConsoleWorld;
beforeEach(async () => {
  world = await ConsoleWorld.start();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.stop();
});

let viewers = 0;

function failed(amountMinor = 399, customerId = `cus_${++viewers}`) {
  viewers += 1;
  return filmFailure({
    customer: { id: customerId },
    purchase: { orderId: `ord_${viewers}`, paymentId: `pay_${viewers}`, amountMinor },
    playback: { rentalId: `rent_${viewers}` },
    incidentId: 'none',
  });
}

/** A refund that the provider declined, and of which a person is left to find out more. */
async function needsAttention(amountMinor = 399, customerId = `cus_${++viewers}`): Promise<string> {
  const { operator } = world;
  operator.provider.answerNext({ state: 'declined', reason: 'other' });
  const failure = failed(amountMinor, customerId);
  const { remedyId } = await operator.deliver(failure);
  const record = await operator.ledger.readRemedy(customerId, remedyId);
  if (!record) throw new Error(`nothing was recorded of ${remedyId}`);
  await leaveToPerson(record, 'there is no other way to give it', operator.operatorApiPorts());
  operator.now += 1_000;
  return remedyId;
}

/** Remedies that a switch keeps back. */
async function keptBack(...amountsMinor: number[]): Promise<void> {
  const everything = { target: 'all', mode: 'approve' };
  await world.operator.post('/controls', { ...everything, why: 'a new policy' });
  for (const amountMinor of amountsMinor) await world.operator.deliver(failed(amountMinor));
  await world.operator.post('/controls', { ...everything, mode: 'auto', why: 'it is right' });
}

const rows = ({ page }: Pick<Shown, 'page'>): number => page('main table tbody tr').length;

it('whoever comes sees first how much there is and how long, and then each with its reason', async () => {
  await needsAttention();
  await needsAttention();
  await keptBack(1_000);
  world.operator.now += 3 * 3_600_000;
  const shown = await world.browserOf(ada).open('/remedies');
  expect(shown.text).toContain('3 remedies, £17.98; the oldest 3 hr ago');
  expect(shown.text).toMatch(/Needs attention \(2\).*Unknown \(0\).*Held \(1\)/);
  expect(rows(shown)).toBe(3);
  expect(shown.page('main table tbody tr').first().text()).toContain('other');
});

it('the form narrows the list to an address that can be sent to others', async () => {
  await needsAttention();
  await needsAttention();
  await keptBack(1_000);
  const browser = world.browserOf(ada);
  const all = await browser.open('/remedies');
  const narrowed = await browser.press(all, 'Narrow', { state: 'held', cause: 'approve-mode' });
  expect(narrowed.path).toBe('/remedies?state=held&cause=approve-mode');
  expect(rows(narrowed)).toBe(1);
  expect(narrowed.page('summary').text()).toContain('Nothing is given without a person');
  const since = new Date(world.operator.now + 60_000).toISOString().slice(0, 16);
  expect((await browser.press(all, 'Narrow', { since })).text).toContain('None fits.');
});

it('what makes no filter is told, and what was typed is kept', async () => {
  const shown = await world.browserOf(ada).open('/remedies?state=sad&reason=card');
  expect(shown.status).toBe(400);
  expect(shown.text).toContain('This cannot be listed: the request is not valid');
  expect(shown.page('input[name=reason]').attr('value')).toBe('card');
});

it('a customer whose id is a mail address is found, and the address stands in no address of a page', async () => {
  const customerId = 'zoe@example.com';
  await needsAttention(399, customerId);
  await needsAttention();
  const browser = world.browserOf(ada);
  const found = await browser.press(await browser.open('/remedies'), 'Narrow', { customer: customerId });
  expect(found.path).toBe('/remedies');
  expect(rows(found)).toBe(1);
  const held = await browser.press(found, 'Held (0)');
  expect([held.path, rows(held)]).toEqual(['/remedies', 0]);
  const file = await browser.press(found, 'Download as CSV');
  expect(file.path).toBe('/remedies.csv');
  expect(file.page('body').text()).toContain(customerId);
  for (const { page } of [found, held]) {
    const addresses = page('a, form, button').map((_, one) => page(one).attr('href') ?? page(one).attr('action') ?? '');
    expect(addresses.get().join(' ')).not.toMatch(/@|%40/);
  }
  const refused = await browser.open(`/remedies?customer=${encodeURIComponent(customerId)}`);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('the address of a page holds no mail address');
});

it('a list that was not read to its end says so, and nothing is done with all of it', async () => {
  await needsAttention();
  const api = world.apiOf(ada);
  const browser = world.browserOf(ada, {
    send: async (request) => {
      const answer = await api.send(request);
      return request.path === 'remedies'
        ? { ...answer, body: { ...(answer.body as object), isComplete: false } }
        : answer;
    },
  });
  const shown = await browser.open('/remedies?state=needs-attention');
  expect(shown.text).toContain('There is more than could be read');
  expect(shown.text).not.toContain('Retry all of these');
  expect((await browser.open('/remedies.csv?state=held')).headers.get('content-disposition')).toContain('incomplete');
});

/** @returns how many items were asked for since */
function recordsReadBy(client: DynamoDBClient): () => number {
  let keys = 0;
  client.middlewareStack.add(
    (next) => (request) => {
      const { RequestItems = {} } = request.input as BatchGetItemCommandInput;
      for (const { Keys = [] } of Object.values(RequestItems)) keys += Keys.length;
      return next(request);
    },
    { step: 'initialize', name: 'counts-keys' },
  );
  return () => {
    client.middlewareStack.remove('counts-keys');
    return keys;
  };
}

/** The same again and again, each of another customer and a second later. */
async function needAttention(count: number): Promise<void> {
  const { ledger } = world.operator;
  const customerId = 'cus_first';
  const record = await ledger.readRemedy(customerId, await needsAttention(399, customerId));
  if (!record) throw new Error('nothing was recorded');
  for (const number of Array.from({ length: count - 1 }, (_, index) => index + 1)) {
    const at = new Date(world.operator.now + number * 1_000).toISOString();
    const history = record.history.map((line) => ({ ...line, at }));
    const remedyId = `${record.remedyId.slice(0, -3)}${(0xf00 - number).toString(16)}`;
    await ledger.saveRemedy({ ...record, customerId: `cus_more_${number}`, remedyId, version: 1, history });
  }
  world.operator.now += 3_600_000;
}

it('a list of hundreds comes in pages, of which each reads its own remedies and counts all', async () => {
  await needAttention(230);
  await keptBack(1_000);
  const browser = world.browserOf(ada);
  const read = recordsReadBy(world.operator.client);
  const first = await browser.open('/remedies?state=needs-attention');
  expect(read()).toBe(100);
  expect([rows(first), first.text]).toEqual([100, expect.stringContaining('1 to 100 of 230')]);
  expect(first.text).toContain('230 remedies, £917.70; the oldest 1 hr ago');
  expect(first.text).toMatch(/Needs attention \(230\).*Unknown \(0\).*Held \(1\)/);
  const next =
    first
      .page('a')
      .filter((_, link) => first.page(link).text().trim() === 'Those after')
      .attr('href') ?? '';
  expect(next).toBe('/remedies?state=needs-attention&page=2');
  const last = await browser.open(next.replace('page=2', 'page=3'));
  expect([rows(last), last.text]).toEqual([30, expect.stringContaining('201 to 230 of 230')]);
  expect(last.text).not.toContain('Those after');
  const customers = [first, await browser.open(next), last].flatMap(({ page }) =>
    page('main table a[href^="/customers/"]')
      .map((_, link) => page(link).text())
      .get(),
  );
  expect(customers).toEqual(['cus_first', ...Array.from({ length: 229 }, (_, index) => `cus_more_${index + 1}`)]);
});

it('what a long list is about stands on a page of its own, which reads all of it', async () => {
  await needAttention(120);
  const browser = world.browserOf(ada);
  const list = await browser.open('/remedies');
  expect(list.text).not.toContain('120 Needs attention');
  const about = await browser.open(list.page('a[href^="/remedies/reasons"]').attr('href') ?? '');
  expect(about.text).toContain('120 remedies, £478.80');
  expect(about.text.replaceAll(/\s+/g, ' ')).toContain('All of them, one by one');
});

it('a narrowed list is a file that a spreadsheet opens, and that carries nothing out there', async () => {
  await needsAttention(1_250);
  await needsAttention(399, '=HYPERLINK("http://example.com";"x")');
  const browser = world.browserOf(ada);
  const shown = await browser.open('/remedies?state=needs-attention');
  const link = shown.page('a[href^="/remedies.csv"]').attr('href') ?? '';
  const file = await browser.open(link);
  expect(file.headers.get('content-type')).toContain('text/csv');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="remedies-2026-11-20.csv"');
  const text = file.page('body').text();
  expect(text.split('\n')[0]).toBe('reference,remedy,customer,type,state,since,amount GBP,why');
  expect(text).toContain(',12.50,');
  expect(text).toContain(`,"'=HYPERLINK(""http://example.com"";""x"")",`);
  expect(text).not.toContain('Zoë');
});

it('no file is made of everything', async () => {
  const browser = world.browserOf(ada);
  expect((await browser.open('/remedies')).page('a[href^="/remedies.csv"]')).toHaveLength(0);
  const refused = await browser.open('/remedies.csv');
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('a file is made of a list that is narrowed');
});

it('all of a list are sent on their way again, once somebody was asked with their number and sum', async () => {
  const ids = [await needsAttention(), await needsAttention(), await needsAttention()];
  const browser = world.browserOf(ada);
  const list = await browser.open('/remedies?state=needs-attention');
  const asked = await browser.open(list.page('a[href^="/remedies/retry"]').attr('href') ?? '');
  expect(asked.text).toContain('3 remedies, £11.97');
  expect(await states(ids)).toEqual(['needs-attention', 'needs-attention', 'needs-attention']);
  const done = await browser.press(asked, 'Retry 3 remedies, £11.97', { why: 'The provider has mended it.' });
  expect(done.path).toBe('/remedies?state=needs-attention&done=all-retried');
  expect(done.text).toContain('All of them go on their way again');
  expect(await states(ids)).toEqual(['executing', 'executing', 'executing']);
});

it('what has come meanwhile is not decided on unseen: it is asked again with the new numbers', async () => {
  await keptBack(399);
  const browser = world.browserOf(ada);
  const asked = await browser.open('/remedies/release?cause=approve-mode');
  // Whoever looks and what comes have the same second.
  await keptBack(501);
  const again = await browser.press(asked, 'Release 1 remedy, £3.99', { why: 'The policy is right.' });
  expect(again.status).toBe(409);
  expect(again.text).toContain('Nothing was done: it is more than you have seen: 2 remedies');
  expect(again.page('input[name=why]').attr('value')).toBe('The policy is right.');
  const done = await browser.press(again, 'Release 2 remedies, £9.00');
  expect(done.text).toContain('All of them are released.');
  expect((await browser.open('/remedies?state=held')).text).toContain('None fits.');
});

it('so much that it takes two people is released by the second of them', async () => {
  world.operator.limits = { ...defaultLimits, twoPeopleAbove: { GBP: 5_00 } };
  await keptBack(400, 500);
  const [first, second] = [world.browserOf(ada), world.browserOf(ben)];
  const button = 'Release 2 remedies, £9.00';
  const approved = await first.press(await first.open('/remedies/release?cause=approve-mode'), button, {
    why: 'Right.',
  });
  expect(approved.text).toContain('Another person has to release them too.');
  const done = await second.press(await second.open('/remedies/release?cause=approve-mode'), button, {
    why: 'Agreed.',
  });
  expect(done.text).toContain('All of them are released.');
});

it('what was refused of many is shown, each with its reason', async () => {
  await needsAttention();
  await needsAttention();
  const everything = { target: 'all', mode: 'off', why: 'it gives too much' };
  await world.operator.post('/controls', everything);
  const browser = world.browserOf(ada);
  const asked = await browser.open('/remedies/retry?state=needs-attention');
  const came = await browser.press(asked, 'Retry 2 remedies, £7.98', { why: 'mended' });
  expect(came.text).toContain('2 were refused, and nothing was done with them');
  expect(rows(came)).toBe(2);
  expect(came.page('tbody tr').first().text()).toContain('gives nothing while it is off');
});

it('a retry of one customer alone is not carried out for all', async () => {
  const ids = [await needsAttention(399, 'cus_one')];
  const browser = world.browserOf(ada);
  const list = await browser.open('/remedies?state=needs-attention&customer=cus_one');
  expect(list.text).not.toContain('Retry all of these');
  const asked = await browser.open('/remedies/retry?state=needs-attention&customer=cus_one');
  const refused = await browser.press(asked, 'Retry 1 remedy, £3.99', { why: 'mended' });
  expect(refused.status).toBe(400);
  expect(await states(ids)).toEqual(['needs-attention']);
});

it('whoever may only look is offered nothing that is done with many, and is refused it', async () => {
  await needsAttention();
  const browser = world.browserOf(onlyWith('look'));
  const list = await browser.open('/remedies?state=needs-attention');
  expect(list.text).not.toContain('Retry all of these');
  expect((await browser.open('/remedies/retry?state=needs-attention')).page('form.verdict')).toHaveLength(0);
  const token = list.page('input[name=token]').first().attr('value') ?? '';
  const seen = JSON.stringify({ remedies: 1, amounts: [{ amountMinor: 399, currency: 'GBP' }] });
  const form = { token, seen, seenAt: world.operator.clock().toISOString(), why: 'x', state: 'needs-attention' };
  const refused = await browser.post('/remedies/retry', new URLSearchParams(form));
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('this needs the duty retry');
});

async function states(remedyIds: readonly string[]): Promise<unknown[]> {
  const { body } = await world.operator.get('/remedies');
  const listed = body['remedies'] as { remedyId: string; state: string }[];
  return remedyIds.map((id) => listed.find(({ remedyId }) => remedyId === id)?.state ?? 'executing');
}

it('who is asked about a release reads that it is about what is held, whatever the address says', async () => {
  await keptBack(399);
  const shown = await world.browserOf(ada).open('/remedies/release?state=pending&type=VideoPlaybackFailed');
  expect(shown.text).toMatch(/narrowed to .*held/i);
  expect(shown.text).not.toMatch(/narrowed to .*pending/i);
});
