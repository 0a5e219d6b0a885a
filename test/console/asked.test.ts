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

it('an agent asks, sees since when it waits and for whom, and reads a hostile answer as text', async () => {
  const { operator } = world;
  const failure = filmFailure({ customer: { id: 'cus_1' }, purchase: { amountMinor: 4_000 }, incidentId: 'none' });
  const { remedyId } = await operator.deliver(failure, { perRemedy: { GBP: 1_000 } });
  const record = await operator.ledger.readRemedy('cus_1', remedyId);
  if (!record) throw new Error('nothing was recorded');
  await operator.ledger.keepEnvelope(envelopeOf(record, { failure, detectedAt: failure.occurredAt }, operator.clock()));
  await operator.ledger.saveRemedy({ ...record, source, version: record.version + 1 });
  const browser = world.browserOf(inRole('agent', 'amir'));
  const hold = await browser.open(`/remedies/cus_1/${remedyId}`);
  expect(hold.page('button').filter((_, one) => hold.page(one).text().trim() === 'Approve')).toHaveLength(0);
  const waits = await browser.press(hold, 'Ask', { question: 'Was it paused?', why: 'The log is unclear.' });
  expect(waits.text).toContain('Asked. The clock of the hold goes on.');
  expect(waits.text).toContain(`It waits for ${source} since`);
  expect((await browser.open('/holds')).text).toContain(`waits for ${source} since`);
  const { inquiryId = '' } = operator.asked.at(-1) ?? {};
  const answer = '<script>alert(1)</script> see https://evil.example\nno\u202eone';
  await takeAnswer(
    { schemaVersion: 1, customerId: 'cus_1', remedyId, inquiryId, answer },
    { source, type: 'VideoPlaybackFailedExplained' },
    operator.operatorApiPorts(),
  );
  const answered = await browser.open(`/remedies/cus_1/${remedyId}`);
  expect(answered.text).toContain(`${source} answered`);
  const quoted = answered.page('blockquote');
  expect(quoted.text()).toContain('<script>alert(1)</script>');
  expect(quoted.find('a, script')).toHaveLength(0);
  expect(quoted.text()).not.toMatch(/https:\/\/evil\.example|\u202e/);
});
