import { filmFailure } from '../fakes/film-failure';
import { ada, onlyWith, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => (world = await OperatorWorld.start()));
afterAll(() => world.stop());

let customers = 0;

async function held(): Promise<{ readonly path: string; readonly customerId: string; readonly remedyId: string }> {
  const customerId = `cus_shown_${++customers}`;
  const failure = filmFailure({ customer: { id: customerId }, purchase: { amountMinor: 250_00 }, incidentId: 'none' });
  const { remedyId } = await world.deliver(failure);
  return { path: `/remedies/${customerId}/${remedyId}`, customerId, remedyId };
}

const writing = { message: 'I saw it.\n- all of it', locale: 'en', signedBy: 'Ann Otieno' };

it('whoever may look is shown the mail of each verdict, and nothing is decided or sent', async () => {
  const { path, customerId, remedyId } = await held();
  const before = await world.ledger.readRemedy(customerId, remedyId);
  const { status, body } = await world.post(`${path}/preview`, writing, onlyWith('look'));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    recordVersion: before?.version,
    mails: [
      { verdict: 'approve', mail: { template: 'apology', signedBy: 'Ann Otieno', to: { email: 'zoe@example.com' } } },
      { verdict: 'reject', mail: { template: 'refusal', text: expect.stringContaining('I saw it.\n\n- all of it') } },
    ],
  });
  expect(await world.ledger.readRemedy(customerId, remedyId)).toEqual(before);
  expect((await world.post(`${path}/preview`, {}, onlyWith('erase'))).status).toBe(403);
});

it('that somebody looked is in the audit trail, and what they would write is not', async () => {
  const { path, customerId, remedyId } = await held();
  await world.post(`${path}/preview`, writing);
  expect(world.audit.events.at(-1)).toMatchObject({
    actor: ada,
    operation: 'previewMails',
    about: { customerId, remedyId, locale: 'en' },
    withheld: ['message', 'signedBy'],
    answer: 'done',
  });
  expect(JSON.stringify(world.audit.events)).not.toMatch(/I saw it|Otieno/);
});

it.each([
  ['a name with a link', { message: 'No.', signedBy: 'ann.example' }],
  ['a name of two lines', { message: 'No.', signedBy: 'Ann\nBcc: all' }],
  ['a name that nobody sees', { message: 'No.', signedBy: '\u2060' }],
  ['a name that is no name but a text', { message: 'No.', signedBy: 'a'.repeat(81) }],
  ['a name without words of theirs', { signedBy: 'Ann Otieno' }],
  ['a language without words in it', { locale: 'de' }],
  ['a language that there is none', { message: 'No.', locale: 'german' }],
  ['no language at all', { message: 'No.', locale: 'x y' }],
])('%s is refused where it is shown, approved and rejected', async (_, body) => {
  const { path, customerId, remedyId } = await held();
  const decided = { why: 'looked at it', ...body };
  expect((await world.post(`${path}/preview`, body)).status).toBe(400);
  expect((await world.post(`${path}/approve`, decided)).status).toBe(400);
  expect((await world.post(`${path}/reject`, decided)).status).toBe(400);
  expect(await world.ledger.readRemedy(customerId, remedyId)).toMatchObject({ state: 'held', version: 1 });
});

it('what is known of a message is kept beside it, where it is erased with it, and not in the ledger', async () => {
  const { path, customerId, remedyId } = await held();
  expect((await world.post(`${path}/reject`, { why: 'looked at it', ...writing })).status).toBe(200);
  const record = await world.ledger.readRemedy(customerId, remedyId);
  const { messageId = '' } = record?.hold?.message ?? {};
  expect(await world.ledger.readMessage(customerId, remedyId, messageId)).toMatchObject({
    text: writing.message,
    locale: 'en',
    signedBy: 'Ann Otieno',
  });
  expect(JSON.stringify(record)).not.toContain('Otieno');
});

it('of what waits for nobody there is nothing to show, and the answer says why', async () => {
  const { path } = await held();
  await world.post(`${path}/reject`, { why: 'looked at it' });
  expect(await world.post(`${path}/preview`, {})).toMatchObject({
    status: 409,
    body: { why: 'it is rejected, and nothing of it waits for a decision' },
  });
  expect((await world.post('/remedies/cus_none/rem_none/preview', {})).status).toBe(404);
});

describe('what is written to all customers of an incident', () => {
  async function incident() {
    const customerId = `cus_shown_${++customers}`;
    const incidentId = `INC_shown_${customers}`;
    const failure = filmFailure({ customer: { id: customerId }, incidentId });
    const { remedyId } = await world.deliver(failure, { perIncident: { remedies: 0, amountMinor: { GBP: 0 } } });
    return { path: `/incidents/${incidentId}`, of: { customerId, remedyId } };
  }

  const messages = [
    { locale: 'en', text: 'It was ours.', signedBy: 'Ruth Abara', signedRole: 'Chief executive' },
    { locale: 'de', text: 'Das waren wir.' },
  ];

  it('is shown to whoever may look, in the mail of one of them, and approved only as it was shown', async () => {
    const { path, of } = await incident();
    const { status, body } = await world.post(`${path}/preview`, { ...of, messages }, onlyWith('look'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      wording: expect.stringMatching(/^[0-9a-f]{8}$/),
      mails: expect.arrayContaining([
        expect.objectContaining({ isTheirs: true, reads: 'message' }),
        expect.objectContaining({ locale: 'de', isTheirs: false, reads: 'message' }),
        expect.objectContaining({ locale: 'ja', reads: 'usual' }),
      ]),
    });
    expect((await world.post(`${path}/preview`, of, onlyWith('erase'))).status).toBe(403);
    const seen = { remedies: 1, amounts: [{ amountMinor: 399, currency: 'GBP' }] };
    const verdict = { why: 'the CDN was down', seen, messages };
    expect(await world.post(`${path}/approve`, verdict)).toMatchObject({ status: 409 });
    expect(await world.post(`${path}/approve`, { ...verdict, wording: '00000000' })).toMatchObject({ status: 409 });
    expect(await world.post(`${path}/approve`, { ...verdict, wording: body['wording'] })).toMatchObject({
      status: 200,
      body: { incident: { decided: { messages } } },
    });
  });

  it('is not in the audit trail, and that somebody looked is', async () => {
    const { path, of } = await incident();
    await world.post(`${path}/preview`, { ...of, messages });
    expect(world.audit.events.at(-1)).toMatchObject({
      operation: 'previewIncident',
      about: of,
      withheld: ['messages'],
      answer: 'done',
    });
    expect(JSON.stringify(world.audit.events)).not.toMatch(/It was ours|Abara/);
  });

  it.each<[string, object]>([
    ['once for everybody and once for some', { message: 'It was ours.', messages }],
    ['twice in one language', { messages: [...messages, { locale: 'DE', text: 'Wir.' }] }],
    ['in no language', { messages: [{ locale: 'deutsch', text: 'Wir.' }] }],
    ['with an address, though it is kept for ever', { messages: [{ locale: 'de', text: 'An zoe@example.com.' }] }],
    ['with a title of nobody', { messages: [{ locale: 'de', text: 'Wir.', signedRole: 'Vorstand' }] }],
    ['for others in a language that nobody wrote in', { messages, othersRead: 'fr' }],
    [
      'at more length than is kept',
      { messages: ['en', 'de', 'fr', 'es'].map((locale) => ({ locale, text: 'a'.repeat(3_500) })) },
    ],
  ])('is refused %s', async (_, toAll) => {
    const { path, of } = await incident();
    expect((await world.post(`${path}/preview`, { ...of, ...toAll })).status).toBe(400);
    const seen = { remedies: 1, amounts: [{ amountMinor: 399, currency: 'GBP' }] };
    expect((await world.post(`${path}/approve`, { why: 'x', seen, wording: 'x', ...toAll })).status).toBe(400);
  });

  it('is not shown of an incident or a remedy that there is none', async () => {
    const { path, of } = await incident();
    expect((await world.post('/incidents/INC-404/preview', of)).status).toBe(404);
    expect((await world.post(`${path}/preview`, { ...of, remedyId: 'rem_none' })).status).toBe(404);
  });
});
