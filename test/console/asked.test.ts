import { takeAnswer } from '../../lambdas/flow/inquire/take-answer';
import { envelopeOf } from '../../lambdas/ledger/envelope';
import { filmFailure } from '../fakes/film-failure';
import { inRole } from '../operator-api/operator-world';
import { ConsoleWorld } from './console-world';

let world: ConsoleWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

const source = 'com.example.player';

/** A film whose price waits for a person, as a player has published it. */
async function held(customerId: string) {
  const { operator } = world;
  const failure = filmFailure({
    customer: { id: customerId },
    purchase: { orderId: `ord_${customerId}`, paymentId: `pay_${customerId}`, amountMinor: 4_000 },
    playback: { rentalId: `rent_${customerId}` },
    incidentId: 'none',
  });
  const { remedyId } = await operator.deliver(failure, { perRemedy: { GBP: 1_000 } });
  const record = await operator.ledger.readRemedy(customerId, remedyId);
  if (!record) throw new Error('nothing was recorded');
  await operator.ledger.keepEnvelope(envelopeOf(record, { failure, detectedAt: failure.occurredAt }, operator.clock()));
  await operator.ledger.saveRemedy({ ...record, source, version: record.version + 1 });
  return { customerId, remedyId, path: `/remedies/${customerId}/${remedyId}` };
}

async function answers(which: { readonly customerId: string; readonly remedyId: string }, answer: string) {
  const { customerId, remedyId } = which;
  const { inquiryId = '' } = world.operator.asked.at(-1) ?? {};
  const detail = { schemaVersion: 1 as const, customerId, remedyId, inquiryId, answer };
  await takeAnswer(detail, { source, type: 'VideoPlaybackFailedExplained' }, world.operator.operatorApiPorts());
}

it('an agent asks, sees since when it waits and for whom, and reads a hostile answer as text', async () => {
  const { path, ...which } = await held('cus_1');
  const browser = world.browserOf(inRole('agent', 'amir'));
  const hold = await browser.open(path);
  expect(hold.page('button').filter((_, one) => hold.page(one).text().trim() === 'Approve')).toHaveLength(0);
  const waits = await browser.press(hold, 'Ask', { question: 'Was it paused?', why: 'The log is unclear.' });
  expect(waits.text).toContain('Asked. The hold says by when it has to be decided.');
  expect(waits.text).toContain(`It waits for ${source} since`);
  expect((await browser.open('/holds')).text).toContain(`waits for ${source} since`);
  await answers(which, '<script>alert(1)</script> see https://evil.example\nno\u202eone');
  const answered = await browser.open(path);
  expect(answered.text).toContain(`${source} answered`);
  const quoted = answered.page('blockquote');
  expect(quoted.text()).toContain('<script>alert(1)</script>');
  expect(quoted.find('a, script')).toHaveLength(0);
  expect(quoted.text()).not.toMatch(/https:\/\/evil\.example|\u202e/);
  expect((await browser.open('/holds')).text).not.toContain(`waits for ${source} since`);
});

it('nobody approves on a page without the answer that has come since, and what was typed is kept', async () => {
  const { path, ...which } = await held('cus_2');
  const browser = world.browserOf(inRole('approver', 'ada'));
  await browser.press(await browser.open(path), 'Ask', { question: 'Was it paused?', why: 'The log is unclear.' });
  const stale = await browser.open(path);
  await answers(which, 'It was paused.');
  const approved = await browser.press(stale, 'Approve', { why: 'It stalled.' });
  expect(approved.status).toBe(409);
  expect(approved.text).toContain('It was paused.');
  const again = await browser.press(stale, 'Ask', { question: 'By whom?', why: 'Nobody says so.' });
  expect(again.status).toBe(409);
  expect(again.page('textarea[name=question]').text()).toBe('By whom?');
  expect(world.operator.asked).toHaveLength(2);
});

it('whoever only looks is offered no question, reads the answers, and is refused one all the same', async () => {
  const { path, ...which } = await held('cus_3');
  const approver = world.browserOf(inRole('approver', 'ada'));
  await approver.press(await approver.open(path), 'Ask', { question: 'Was it paused?', why: 'The log is unclear.' });
  await answers(which, 'Nobody paused it.');
  const viewer = world.browserOf(inRole('viewer', 'vera'));
  const hold = await viewer.open(path);
  expect(hold.text).toContain('Nobody paused it.');
  expect(hold.page('textarea[name=question]')).toHaveLength(0);
  const token = hold.page('input[name=token]').attr('value') ?? '';
  const fields = new URLSearchParams({ token, version: '1', why: 'x', question: 'Was it?', askHours: '1' });
  expect((await viewer.post(`${path}/ask`, fields)).status).toBe(403);
});
