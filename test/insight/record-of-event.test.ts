import { readFileSync } from 'node:fs';
import path from 'node:path';
import { emailEventIn } from '../../lambdas/email/ses/ses-event';
import { toTag } from '../../lambdas/email/ses/ses-tag';
import { insightColumns, type InsightFacts } from '../../lambdas/insight/insight-record';
import { recordOfEvent } from '../../lambdas/insight/record-of-event';
import { feedbackType } from '../../lambdas/feedback/feedback-event';
import { outcomeTypes, type Outcome } from '../../lambdas/outcomes/outcome';
import { undeliveredType } from '../../lambdas/outcomes/undelivered-mail';

interface Published {
  readonly Detail: Readonly<Record<string, unknown>>;
}

const { Detail: failure } = JSON.parse(
  readFileSync(path.join(__dirname, '../events/VideoPlaybackFailed.json'), 'utf8'),
) as Published;

const reading = { onlySources: { VideoPlaybackFailed: 'com.example.video' }, mailResultIn: emailEventIn };

const issued: Outcome = {
  schemaVersion: 1,
  remedyId: 'rem_1',
  customerId: 'cus_501',
  recordVersion: 1,
  failureType: 'VideoPlaybackFailed',
  state: 'issued',
  reasons: ['the film stalled for 9 minutes'],
  parts: [{ kind: 'refund', number: 1, state: 'succeeded', amountMinor: 399, currency: 'GBP', paymentId: 'ch_1' }],
  detectedAt: '2026-11-20T20:42:00.000Z',
  failure,
};

const event = (detail: object, type = 'RemedyIssued', source = 'amends') => ({
  id: 'b1',
  source,
  'detail-type': type,
  time: '2026-11-20T20:42:03Z',
  detail,
});

const recordOf = (changed: Partial<Outcome>): InsightFacts['facts'] | undefined =>
  recordOfEvent(event({ ...issued, ...changed }), reading)?.facts;

it('an outcome is one flat line: what failed, where, what it was worth, what was given, and why', () => {
  expect(recordOfEvent(event(issued), reading)).toEqual({
    remedyId: 'rem_1',
    customerId: 'cus_501',
    detectedAt: '2026-11-20T20:42:00.000Z',
    facts: {
      schema_version: 1,
      kind: 'outcome',
      version: 1,
      recorded_at_ms: Date.parse('2026-11-20T20:42:03Z'),
      failure_type: 'VideoPlaybackFailed',
      state: 'issued',
      source: 'com.example.video',
      market: 'GB',
      language: 'en',
      evidence: 'detected',
      incident: 'cdn-outage-2026-11-20',
      occurred_at_ms: Date.parse('2026-11-20T20:41:07Z'),
      detected_at_ms: Date.parse('2026-11-20T20:42:00Z'),
      paid_minor: 399,
      currency: 'GBP',
      currency_exponent: 2,
      kinds: 'refund',
      decided_minor: 399,
      refunded_minor: 399,
      credited_minor: 0,
      replaced_minor: 0,
      granted_minor: 0,
      cancelled_minor: 0,
      called_back: 0,
      reasons: 'the film stalled for 9 minutes',
      facts: expect.stringMatching(/^[0-9a-f]{16}$/),
    },
  });
});

it('no line has a name, an address, an order, a payment or a title in it', () => {
  const text = JSON.stringify(
    recordOfEvent(event({ ...issued, reasons: ['ask zoe@example.com, +442079460123'] }), reading)?.facts,
  );
  expect(text).toContain('ask (address)');
  expect(text).not.toMatch(/Zo|zoe@|\+44|ord_9|ch_|rent_77|Paris|cus_501|rem_1/);
});

it('an outcome tells by which version of the policy it was decided, and whose failure it was', () => {
  const labels = { policyVersion: 'VideoPlaybackFailed/2-1f0c33aa', source: 'com.example.films' };
  expect(recordOf(labels)).toMatchObject({ policy_version: labels.policyVersion, source: labels.source });
});

it('every column of a line is one of the table', () => {
  const lines = [
    recordOf({ policyVersion: 'VideoPlaybackFailed/2-1f0c33aa' }),
    recordOf({
      recovery: { bearer: 'carrier', partyId: 'northway', amountMinor: 1, currency: 'GBP', why: 'it was late' },
    }),
  ];
  for (const line of lines)
    expect(Object.keys(insightColumns)).toEqual(expect.arrayContaining(Object.keys(line ?? {})));
});

it('a part in whose place another one is given is worth nothing, and why it was refused is told', () => {
  const parts: Outcome['parts'] = [
    {
      kind: 'refund',
      number: 1,
      state: 'declined',
      reason: 'disputed',
      amountMinor: 399,
      currency: 'GBP',
      paymentId: 'ch_1',
    },
    {
      kind: 'credit',
      number: 2,
      insteadOf: 1,
      state: 'succeeded',
      amountMinor: 300,
      currency: 'GBP',
      accountId: 'cus_501',
      basis: 'price',
    },
    { kind: 'callback', number: 3, state: 'succeeded', channel: 'phone', deadlineSeconds: 3600 },
  ];
  expect(recordOf({ parts })).toMatchObject({
    kinds: 'callback+credit',
    decided_minor: 300,
    refunded_minor: 0,
    credited_minor: 300,
    called_back: 1,
    refusal: 'disputed',
  });
});

it('amounts of another currency are in no sum, and are counted', () => {
  const parts: Outcome['parts'] = [
    ...issued.parts,
    {
      kind: 'credit',
      number: 2,
      state: 'succeeded',
      amountMinor: 900,
      currency: 'EUR',
      accountId: 'cus_501',
      basis: 'goodwill',
    },
  ];
  expect(recordOf({ parts })).toMatchObject({
    currency: 'GBP',
    decided_minor: 399,
    credited_minor: 0,
    foreign_parts: 1,
  });
});

it('yen have no minor unit, and their amounts are whole yen', () => {
  const yen = { amountMinor: 580, currency: 'JPY' };
  const parts: Outcome['parts'] = [{ kind: 'refund', number: 1, state: 'succeeded', ...yen, paymentId: 'ch_1' }];
  const paid = { ...failure, purchase: { ...(failure['purchase'] as object), ...yen } };
  expect(recordOf({ parts, failure: paid })).toMatchObject({
    currency: 'JPY',
    currency_exponent: 0,
    refunded_minor: 580,
  });
});

it('who bears it is told, with its sum', () => {
  const recovery = {
    bearer: 'carrier',
    partyId: 'northway',
    amountMinor: 250,
    currency: 'GBP',
    why: 'it was late',
  } as const;
  expect(recordOf({ recovery })).toMatchObject({ bearer: 'carrier', bearer_party: 'northway', borne_minor: 250 });
});

it('of an erased customer it tells what the outcome itself says', () => {
  const { failure: _, ...erased } = issued;
  expect(recordOfEvent(event(erased), reading)?.facts).toMatchObject({
    state: 'issued',
    refunded_minor: 399,
    currency: 'GBP',
  });
});

it('an outcome is counted for its customer where nothing was recorded, as the failure names them', () => {
  const { customerId: _, ...none } = issued;
  expect(recordOfEvent(event({ ...none, state: 'none', recordVersion: 0, parts: [] }), reading)).toMatchObject({
    customerId: 'cus_501',
    facts: { state: 'none', decided_minor: 0, kinds: '' },
  });
});

it('an outcome that only wants a mail says nothing new', () => {
  expect(recordOf({ isForMail: true })).toBeUndefined();
});

it.each(Object.entries(outcomeTypes))('an outcome that is %s is a line', (state, type) => {
  expect(recordOfEvent(event({ ...issued, state }, type), reading)?.facts.state).toBe(state);
});

describe('the facts that a policy decides by', () => {
  const playback = failure['playback'] as object;
  const factsOf = (changed: object): string | undefined => recordOf({ failure: { ...failure, ...changed } })?.facts;

  it('are the same for another customer, order, title and time', () => {
    const other = {
      customer: { id: 'cus_9', name: 'Ben', email: 'ben@example.com' },
      purchase: {
        orderId: 'ord_77',
        paymentId: 'ch_9',
        amountMinor: 399,
        currency: 'GBP',
        purchasedAt: '2026-11-24T18:02:00Z',
      },
      occurredAt: '2026-11-24T20:41:07Z',
      incidentId: 'another',
      playback: { ...playback, rentalId: 'rent_9', title: 'Stalker', stalledSeconds: 530 },
    };
    expect(factsOf(other)).toBe(factsOf({}));
  });

  it('are others where what happened is another thing', () => {
    expect(factsOf({ playback: { ...playback, stalledSeconds: 20 } })).not.toBe(factsOf({}));
    expect(factsOf({ evidence: 'reported' })).not.toBe(factsOf({}));
  });
});

it('a mail that went wrong is a line, with what is known of it', () => {
  const undelivered = {
    schemaVersion: 1,
    remedyId: 'rem_1',
    customerId: 'cus_501',
    failureType: 'VideoPlaybackFailed',
    source: 'com.example.video',
    template: 'apology',
    state: 'bounced',
    trouble: 'bounced',
    why: 'zoe@example.com does not exist',
    amounts: [],
    noticeVersion: 3,
    at: '2026-11-20T20:43:00.000Z',
  };
  const record = recordOfEvent(event(undelivered, undeliveredType), reading);
  expect(record?.facts).toMatchObject({ kind: 'mail', mail: 'apology', state: 'bounced', version: 3 });
  expect(JSON.stringify(record?.facts)).not.toContain('zoe');
});

describe('an event of the mail service', () => {
  const tags = { remedyId: ['rem_1'], customer: [toTag('cus_501')], template: ['apology'] };
  const ofSes = (eventType: string, mailTags: object = tags) =>
    event(
      { eventType, mail: { messageId: 'm1', tags: mailTags, destination: ['zoe@example.com'] } },
      'Email',
      'aws.ses',
    );

  it('tells that a mail arrived', () => {
    const record = recordOfEvent(ofSes('Delivery'), reading);
    expect(record).toMatchObject({
      remedyId: 'rem_1',
      customerId: 'cus_501',
      facts: { kind: 'mail', mail: 'apology', state: 'delivered' },
    });
    expect(JSON.stringify(record)).not.toContain('zoe');
  });

  it('of a bounce an event of our own tells more, and of a mail of others nothing is told', () => {
    expect(recordOfEvent(ofSes('Bounce'), reading)).toBeUndefined();
    expect(recordOfEvent(ofSes('Delivery', {}), reading)).toBeUndefined();
  });
});

it.each([
  ['nothing', undefined],
  ['a text', 'x'],
  ['an event of others', event(issued, 'RemedyIssued', 'com.example')],
  ['an event that is no outcome', event({ schemaVersion: 1 })],
])('%s is no line', (_, given) => {
  expect(recordOfEvent(given, reading)).toBeUndefined();
});

it('an answer to whether it was made right is one line with what was spoken of, and none of its words', () => {
  const answer = {
    ...{ schemaVersion: 1, remedyId: 'rem_1', customerId: 'cus_501', failureType: 'VideoPlaybackFailed', answer: 'no' },
    ...{
      by: 'page',
      kinds: ['credit', 'refund'],
      language: 'de',
      hasWords: true,
      terms: ['money', 'late'],
      version: 2,
    },
    at: '2026-12-01T08:00:00.000Z',
  };
  expect(recordOfEvent(event(answer, feedbackType), reading)).toEqual({
    remedyId: 'rem_1',
    customerId: 'cus_501',
    facts: {
      schema_version: 1,
      kind: 'feedback',
      version: 2,
      recorded_at_ms: Date.parse('2026-12-01T08:00:00Z'),
      failure_type: 'VideoPlaybackFailed',
      state: 'no',
      language: 'de',
      kinds: 'credit+refund',
      said_by: 'page',
      terms: 'money+late',
    },
  });
});

it('what became of a conversation is one line with its owner and how long the customer waited', () => {
  const taken = {
    ...{ schemaVersion: 1, remedyId: 'rem_1', customerId: 'cus_501', failureType: 'VideoPlaybackFailed' },
    ...{ ownerRole: 'marketing', state: 'taken', mails: 2, reopened: 0, version: 3, waitedMinutes: 41 },
    at: '2026-12-01T08:00:00.000Z',
  };
  expect(recordOfEvent(event(taken, 'ConversationAnswered'), reading)?.facts).toEqual({
    ...{ schema_version: 1, kind: 'conversation', version: 3, recorded_at_ms: Date.parse('2026-12-01T08:00:00Z') },
    ...{ failure_type: 'VideoPlaybackFailed', state: 'answered', owner: 'marketing', waited_minutes: 41 },
  });
});

it('that an incident is mended is a line about nobody, with its cause, from the system that said so', () => {
  const detail = {
    ...{ schemaVersion: 1, incidentId: 'encoder-7', cause: 'software', fixedAt: '2026-11-22T10:00:00Z' },
    by: 'team-playback',
  };
  expect(recordOfEvent(event(detail, 'IncidentFixed', 'com.example.video'), reading)).toEqual({
    remedyId: 'incident encoder-7',
    facts: {
      schema_version: 1,
      kind: 'fix',
      version: 0,
      recorded_at_ms: Date.parse('2026-11-20T20:42:03Z'),
      failure_type: '',
      state: 'software',
      source: 'com.example.video',
      incident: 'encoder-7',
      occurred_at_ms: Date.parse('2026-11-22T10:00:00Z'),
    },
  });
  expect(recordOfEvent(event({ ...detail, cause: 'sabotage' }, 'IncidentFixed'), reading)).toBeUndefined();
});
