import type { Context } from 'aws-lambda';
import { ContractError } from '../../lambdas/failures/definition/parse-failure';
import { envelopeOf } from '../../lambdas/ledger/envelope';
import { partnerResponseHandler } from '../../lambdas/runtime/handlers/partner-response-handler';
import { syntheticSource } from '../../lambdas/outcomes/synthetic';
import { telemetry } from '../../lambdas/runtime/telemetry/telemetry';
import { filmFailure } from '../fakes/film-failure';
import { ada, inRole, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => {
  world = await OperatorWorld.start();
});
afterAll(() => world.stop());
afterEach(() => {
  world.busFails = false;
  world.beforeAsked = undefined;
});

const source = 'com.example.player';
let viewers = 0;

/** A film whose price waits for a person, as a player has published it. */
async function held({ publishedBy }: { readonly publishedBy: string | undefined } = { publishedBy: source }) {
  const customerId = `cus_asked_${++viewers}`;
  const failure = filmFailure({
    customer: { id: customerId },
    purchase: { orderId: `ord_${viewers}`, paymentId: `pay_${viewers}`, amountMinor: 4_000 },
    playback: { rentalId: `rent_${viewers}` },
    incidentId: 'none',
  });
  const { remedyId } = await world.deliver(failure, { perRemedy: { GBP: 1_000 } });
  const record = await world.ledger.readRemedy(customerId, remedyId);
  if (!record) throw new Error('nothing was recorded');
  await world.ledger.keepEnvelope(envelopeOf(record, { failure, detectedAt: failure.occurredAt }, world.clock()));
  await world.ledger.saveRemedy({ ...record, source: publishedBy, version: record.version + 1 });
  return { customerId, remedyId, path: `/remedies/${customerId}/${remedyId}` };
}

const asking = { question: 'Was it paused?', hours: 24, why: 'the log is unclear' };

async function asked() {
  const { path, ...which } = await held();
  expect((await world.post(`${path}/ask`, asking)).status).toBe(200);
  const { inquiryId } = world.asked.at(-1) ?? { inquiryId: '' };
  return { path, detail: { schemaVersion: 1, ...which, inquiryId, answer: 'It stalled:\nnobody paused it.' } };
}

/** The function that hears partners and publishers. */
function hears(detail: object, { from = source, type = 'VideoPlaybackFailedExplained' } = {}) {
  const ports = world.operatorApiPorts();
  const handler = partnerResponseHandler(() => ports, telemetry());
  const event = { 'detail-type': type, source: from, detail } as Parameters<typeof handler>[0];
  return handler(event, {} as Context);
}

const remedyAt = async (path: string) => (await world.get(path)).body as Record<string, Record<string, unknown>>;

it('an agent asks whoever published it, the hold says so, and its clock goes on', async () => {
  const { path, remedyId, customerId } = await held();
  const before = await remedyAt(path);
  const amir = inRole('agent', 'amir');
  expect((await world.post(`${path}/ask`, asking, amir)).status).toBe(200);
  const question = {
    to: source,
    remedyId,
    customerId,
    question: 'Was it paused?',
    answerType: 'VideoPlaybackFailedExplained',
    answerBy: '2026-11-21T20:45:00.000Z',
  };
  expect(world.asked.at(-1)).toMatchObject(question);
  const after = await remedyAt(path);
  const { deadline, escalateAt } = before['record']?.['hold'] as Record<string, unknown>;
  expect(after['record']).toMatchObject({
    state: 'held',
    hold: { deadline, escalateAt, asked: [{ of: source, actor: amir, by: question.answerBy, isSent: true }] },
  });
  const { holds } = (await world.get('/holds')).body as { holds: { remedyId: string }[] };
  expect(holds.find((one) => one.remedyId === remedyId)).toMatchObject({ waitsFor: { of: source } });
});

it('the answer of that source stands on the hold with its time, once, and nothing moves', async () => {
  const { path, detail } = await asked();
  const outcomes = world.outcomes.published.length;
  await expect(hears(detail)).resolves.toEqual({ result: 'taken' });
  await expect(hears(detail)).resolves.toEqual({ result: 'known' });
  await expect(hears({ ...detail, answer: 'Another one.' })).resolves.toEqual({ result: 'known' });
  const { record, envelope } = await remedyAt(path);
  expect(record).toMatchObject({ state: 'held', hold: { asked: [{ answeredAt: world.clock().toISOString() }] } });
  expect(envelope).toMatchObject({
    inquiries: { [detail.inquiryId]: { question: 'Was it paused?', answer: detail.answer } },
  });
  expect(JSON.stringify(record)).not.toContain('stalled');
  expect(world.outcomes.published).toHaveLength(outcomes);
});

it('nobody answers for another source, and nobody who was not asked', async () => {
  const { path, detail } = await asked();
  await expect(hears(detail, { from: 'com.example.rogue' })).resolves.toEqual({ result: 'not-asked' });
  // Whoever may answer about parcels may not about films, though the source is the same.
  await expect(hears(detail, { type: 'ParcelLostExplained' })).resolves.toEqual({ result: 'not-asked' });
  await expect(hears({ ...detail, inquiryId: 'made-up' })).resolves.toEqual({ result: 'not-asked' });
  await expect(hears({ ...detail, remedyId: 'rem_404' })).resolves.toEqual({ result: 'not-asked' });
  expect((await remedyAt(path))['record']).toMatchObject({ hold: { asked: [{ of: source }] } });
});

it.each([
  ['is too long', { answer: 'x'.repeat(4_001) }],
  ['says nothing that anybody sees', { answer: '\u200b ' }],
  ['is no text', { answer: { html: '<b>' } }],
])('an answer that %s breaks the contract, and is kept nowhere', async (_, change) => {
  const { path, detail } = await asked();
  await expect(hears({ ...detail, ...change })).rejects.toThrow(ContractError);
  const { record } = await remedyAt(path);
  expect(JSON.stringify(record)).not.toContain('answeredAt');
});

it('an answer after the decision is too late, and after an erasure its text is not kept', async () => {
  const first = await asked();
  await world.post(`${first.path}/reject`, { code: 'other', why: 'not owed' });
  await expect(hears(first.detail)).resolves.toEqual({ result: 'too-late' });
  const second = await asked();
  await world.post(`/customers/${second.detail.customerId}/erase`, { why: 'the customer asked' });
  await expect(hears(second.detail)).resolves.toEqual({ result: 'taken' });
  const { record, envelope } = await remedyAt(second.path);
  expect(envelope).toBeNull();
  expect(record).toMatchObject({
    history: expect.arrayContaining([expect.objectContaining({ why: expect.stringContaining('the text was erased') })]),
  });
});

it('whoever has not read the answer decides nothing on it, and asks nothing on an old page', async () => {
  const { path, detail } = await asked();
  const { record } = await remedyAt(path);
  await hears(detail);
  const expectedVersion = record?.['version'];
  for (const [verdict, body] of [
    ['approve', { why: 'the log is clear' }],
    ['ask', asking],
  ] as const) {
    expect(await world.post(`${path}/${verdict}`, { ...body, expectedVersion })).toMatchObject({
      status: 409,
      body: { why: expect.stringContaining('it has changed since you looked at it') },
    });
  }
  expect(world.asked.at(-1)).toMatchObject({ inquiryId: detail.inquiryId });
  expect((await world.post(`${path}/approve`, { why: 'it stalled' })).status).toBe(200);
});

it('nobody asks about what is decided, what nobody is known to have published, or what Amends made itself', async () => {
  const decided = await held();
  await world.post(`${decided.path}/reject`, { why: 'not owed' });
  expect(await world.post(`${decided.path}/ask`, asking)).toMatchObject({
    status: 409,
    body: { why: "it is rejected, and waits for nobody's decision" },
  });
  const count = world.asked.length;
  for (const [of, why] of [
    [undefined, 'nobody knows which system published it'],
    [syntheticSource, 'Amends made it itself, to see whether all works'],
  ] as const) {
    const { path } = await held({ publishedBy: of });
    expect(await world.post(`${path}/ask`, asking)).toMatchObject({ status: 409, body: { why } });
  }
  expect(world.asked).toHaveLength(count);
});

it('an answer that is quicker than its question was marked as sent stays', async () => {
  const { path, ...which } = await held();
  world.beforeAsked = async ({ inquiryId }) => {
    await hears({ schemaVersion: 1, ...which, inquiryId, answer: 'It stalled.' });
  };
  expect((await world.post(`${path}/ask`, asking)).status).toBe(200);
  const { record } = await remedyAt(path);
  expect(record).toMatchObject({ state: 'held', hold: { asked: [{ answeredAt: world.clock().toISOString() }] } });
});

it('an answer that would come after the deadline is refused before it is asked for: extend it first', async () => {
  const { path } = await held();
  expect(await world.post(`${path}/ask`, { ...asking, hours: 100 })).toMatchObject({
    status: 409,
    body: { why: expect.stringContaining('extend it first') },
  });
  await world.post(`${path}/extend`, { hours: 200, why: 'the player takes long' });
  expect((await world.post(`${path}/ask`, { ...asking, hours: 100 })).status).toBe(200);
});

it('where the bus takes no question, the hold says that nobody knows whether it was sent, and it is asked again', async () => {
  const { path } = await held();
  world.busFails = true;
  await expect(world.post(`${path}/ask`, asking)).rejects.toThrow('the bus takes nothing');
  world.busFails = false;
  const { hold } = (await remedyAt(path))['record'] as { hold: { asked: { isSent?: boolean }[] } };
  expect(hold.asked).toHaveLength(1);
  expect(hold.asked[0]?.isSent).toBeUndefined();
  expect((await world.post(`${path}/ask`, asking)).status).toBe(200);
});

it('a question names nobody, nobody is asked without end, and the audit trail does not keep it', async () => {
  const { path } = await held();
  expect((await world.post(`${path}/ask`, { ...asking, question: 'Ask zoe@example.com' })).status).toBe(400);
  for (let count = 0; count < 5; count++) expect((await world.post(`${path}/ask`, asking)).status).toBe(200);
  expect(await world.post(`${path}/ask`, asking)).toMatchObject({ status: 409 });
  expect(world.audit.events.at(-1)).toMatchObject({ operation: 'askSource', actor: ada, withheld: ['question'] });
  expect(JSON.stringify(world.audit.events)).not.toContain('Was it paused?');
});
