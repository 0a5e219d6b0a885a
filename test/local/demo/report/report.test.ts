import * as fc from 'fast-check';
import type { OutcomePart } from '../../../../lambdas/outcomes/outcome';
import type { Journey, JourneyEnd } from '../../../../local/demo/report/journeys';
import type { RecordedRemedy } from '../../../../local/demo/report/recorded-remedies';
import { quantile, reportOf, unsettled, type Observed } from '../../../../local/demo/report/report';
import { summaryOf } from '../../../../local/demo/report/summary';
import { readDeadLetter } from '../../../../local/demo/report/read-dead-letter';

const refund: OutcomePart = {
  kind: 'refund',
  number: 1,
  state: 'succeeded',
  amountMinor: 399,
  currency: 'GBP',
  paymentId: 'ch_1',
  providerRef: 're_1',
};

const call: OutcomePart = { kind: 'callback', number: 2, state: 'pending', channel: 'phone', deadlineSeconds: 60 };

const remedy = {
  remedyId: 'rem_1',
  type: 'VideoPlaybackFailed',
  customerId: 'cus_1',
  state: 'issued',
  occurredAt: new Date(400).toISOString(),
  parts: [refund],
  waitsFor: null,
  waitsForPerson: false,
  notice: 'sent',
} satisfies RecordedRemedy;

function journey(eventId: string, end: JourneyEnd | undefined, change: Partial<Journey> = {}): Journey {
  return {
    eventId,
    type: 'VideoPlaybackFailed',
    acceptedAt: 1_000,
    remedyId: 'rem_1',
    steps: [],
    outcomes: [],
    end,
    ...change,
  };
}

function observed(change: Partial<Observed>): Observed {
  const partners = { replacements: [], calls: [], credits: [], entitlements: [], recoveries: [] };
  return { events: 1, journeys: [], remedies: [], mails: [], partners, rejected: [], deadLetters: [], ...change };
}

it('detect to mail runs from the first publication of a failure to its mail', () => {
  const journeys = [
    journey('e1', { kind: 'duplicate' }, { acceptedAt: 900 }),
    journey('e2', { kind: 'recorded', state: 'issued' }, { mailedAt: 1_250.4 }),
  ];
  const report = reportOf(observed({ journeys, remedies: [remedy] }));
  expect(report.remedies).toMatchObject([{ detectToMailMs: 350, occurredToMailMs: 850 }]);
  expect(report).toMatchObject({ duplicates: 1, p95DetectToMailMs: 350, p95OccurredToMailMs: 850 });
});

it('counts requests by the result of a delivery: a remedy issued at once, or a duplicate', () => {
  const journeys = [
    journey('e1', { kind: 'recorded', state: 'issued' }, { databaseRequests: 3 }),
    journey('e2', { kind: 'recorded', state: 'held' }, { databaseRequests: 5 }),
    journey('e3', { kind: 'recorded', state: 'pending' }, { databaseRequests: 5 }),
    journey('e4', { kind: 'duplicate' }, { databaseRequests: 1 }),
    journey('e5', { kind: 'not-owed', reasons: ['a hiccup'] }, { databaseRequests: 1 }),
  ];
  expect(reportOf(observed({ journeys }))).toMatchObject({
    requestsPerFirstRemedy: 3,
    requestsPerDuplicate: 1,
    refused: [{ reason: 'a hiccup', type: 'VideoPlaybackFailed' }],
  });
});

it('counts requests that reserve shared limits separately, as a mean over the first remedies', () => {
  const journeys = [
    journey('e1', { kind: 'recorded', state: 'issued' }, { databaseRequests: 3, reservations: 3 }),
    journey('e2', { kind: 'recorded', state: 'issued' }, { databaseRequests: 3, reservations: 0 }),
    journey('e3', { kind: 'duplicate' }, { databaseRequests: 1, reservations: 9 }),
  ];
  expect(reportOf(observed({ journeys }))).toMatchObject({
    requestsPerFirstRemedy: 3,
    reservationsPerFirstRemedy: 1.5,
  });
});

it('the summary counts what is held, in progress, and needs attention', () => {
  const states = ['issued', 'held', 'held', 'declined', 'unknown', 'needs-attention'];
  const remedies = states.map((state, index) => ({ ...remedy, remedyId: `rem_${index}`, state }));
  expect(summaryOf(reportOf(observed({ remedies })))).toContain('\nheld: 2, in progress: 2, needs attention: 1\n');
});

it('the summary counts as waiting exactly what it lists with a reason, and says what a person has to do', () => {
  const waiting = [
    { state: 'held', waitsFor: 'more than the limit', waitsForPerson: true },
    { state: 'held', waitsFor: 'the merchant’s answer, until 30 Nov', waitsForPerson: false },
    { state: 'issued', waitsFor: 'a person approves the words of the mail', waitsForPerson: true },
    { state: 'issued', waitsFor: null, waitsForPerson: false },
  ];
  const remedies = waiting.map((change, index) => ({ ...remedy, ...change, remedyId: `rem_${index}` }));
  const summary = summaryOf(reportOf(observed({ remedies })));
  expect(summary).toContain('\nwaiting: 3 (2 for a person, 1 that end by themselves)\n');
  expect(summary.match(/^(held|issued): +\w+ cus_1 rem_/gm)).toHaveLength(3);
});

it('has no numbers where there is nothing to measure', () => {
  expect(reportOf(observed({}))).toMatchObject({
    requestsPerFirstRemedy: null,
    reservationsPerFirstRemedy: null,
    requestsPerDuplicate: null,
    p95DetectToMailMs: null,
    p95OccurredToMailMs: null,
  });
});

it('a dead letter is reported once, with the reason in its message', () => {
  const failed = journey('e1', { kind: 'undelivered', reason: 'RetriesExhausted', isInQueue: true });
  const deadLetters = [{ reason: 'purchase.currency: is wrong', type: 'VideoPlaybackFailed' }];
  expect(reportOf(observed({ journeys: [failed], deadLetters })).undelivered).toEqual(deadLetters);
});

describe('unsettled', () => {
  it.each([
    [{ ...remedy }, []],
    [{ ...remedy, state: 'needs-attention', notice: 'none' }, []],
    [{ ...remedy, state: 'declined', notice: 'none' }, ['rem_1 is declined']],
    [{ ...remedy, state: 'fallback', notice: 'none' }, ['rem_1 is fallback']],
    [{ ...remedy, state: 'held', notice: 'none' }, []],
    [{ ...remedy, state: 'unknown', notice: 'none' }, ['rem_1 is unknown']],
    [{ ...remedy, state: 'pending', notice: 'none' }, ['rem_1 is pending']],
    [{ ...remedy, parts: [refund, call] }, ['rem_1 waits for the callback by phone']],
    [{ ...remedy, notice: 'sending' }, ['the apology of rem_1 is sending']],
  ])('%p', (recorded, open) => {
    expect(unsettled(reportOf(observed({ remedies: [recorded] })), [])).toEqual(open);
  });

  it('an apology event in a queue waits for a person', () => {
    const report = reportOf(
      observed({ remedies: [{ ...remedy, notice: 'none' }], deadLetters: [{ reason: 'SES', type: 'RemedyIssued' }] }),
    );
    expect(unsettled(report, [])).toEqual([]);
  });

  it('an event that has not ended', () => {
    expect(unsettled(reportOf(observed({})), [journey('e1', undefined)])).toEqual([
      'VideoPlaybackFailed e1 has not ended',
    ]);
  });
});

it('a quantile is one of the values, or for an even median the mean of two, and never outside', () => {
  const share = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), share, (values, at) => {
      const value = quantile(values, at) ?? -1;
      expect(value).toBeGreaterThanOrEqual(Math.min(...values));
      expect(value).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
  expect(quantile([3, 1, 2, 4], 0.5)).toBe(2.5);
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95)).toBe(10);
});

describe('a message of a dead-letter queue', () => {
  const message = { queueName: 'q', messageId: 'm', sentAt: 0, attributes: {} };

  it('of a function has the error of the function', () => {
    const body = JSON.stringify({
      requestContext: { condition: 'RetriesExhausted' },
      requestPayload: { 'detail-type': 'VideoPlaybackFailed' },
      responsePayload: { errorType: 'ContractError', errorMessage: 'customer.email: is missing' },
    });
    expect(readDeadLetter({ ...message, body })).toEqual({
      reason: 'customer.email: is missing',
      type: 'VideoPlaybackFailed',
    });
  });

  it('of a rule has the reason why the target rejected the event', () => {
    const body = JSON.stringify({ 'detail-type': 'VideoPlaybackFailed', detail: {} });
    const attributes = { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'not permitted' };
    expect(readDeadLetter({ ...message, body, attributes })).toEqual({
      reason: 'not permitted',
      type: 'VideoPlaybackFailed',
    });
  });
});

it('the summary counts one in the singular, and says how long it took as a person reads it', () => {
  const journeys = [journey('e1', { kind: 'recorded', state: 'issued' }, { mailedAt: 177_573_070 })];
  const summary = summaryOf(reportOf(observed({ journeys, remedies: [remedy] })));
  expect(summary).toContain('\n1 event, 1 remedy, 0 duplicates, 0 mails\n');
  expect(summary).toContain('; occurred to mail: 2 d 1 h');
});

it('the summary fits the terminal, and breaks no word', () => {
  const parts = [refund, { ...refund, number: 2, amountMinor: 1_000 }, call];
  const report = reportOf(observed({ remedies: [{ ...remedy, parts, waitsFor: 'the answer of the merchant' }] }));
  const lines = summaryOf(report, 60).split('\n');
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
  expect(lines.join(' ').split(/\s+/)).toEqual(summaryOf(report).split(/\s+/));
});
