import { askedAfter, askedNow, takenAnswer, whyNotAskedAgain, type Feedback } from '../../lambdas/feedback/feedback';
import { hindrancesIn } from '../../lambdas/feedback/feedback-store';
import { timeToAsk } from '../../lambdas/feedback/time-to-ask';
import { afterBusinessDays } from '../../lambdas/model/durations';
import type { PartRecord, RemedyRecord } from '../../lambdas/ledger/remedy-record';
import type { RemedyPart } from '../../lambdas/model/remedy';
import { issuedRecord } from '../contract-suites/ledger-samples';

const dayMs = 24 * 60 * 60 * 1000;
const now = new Date('2026-11-16T09:00:00.000Z');
const of = { customerId: 'cus_1', remedyId: 'rem_1' };

function answered(stored: Feedback | undefined, answer: Parameters<typeof takenAnswer>[2], until = '2026-11-30') {
  return takenAnswer(stored, of, answer, { now, until, keptDays: 90 });
}

it('of many answers at most twenty count: whoever goes on is no person', () => {
  let stored: Feedback | undefined;
  for (let count = 0; count < 30; count++) {
    const taken = answered(stored, { answer: count % 2 === 0 ? 'yes' : 'no', by: 'page' });
    if (taken.is === 'taken') stored = taken.feedback;
  }
  expect(stored?.version).toBe(20);
});

it('the same words once more change nothing, and other words do', () => {
  const first = answered(undefined, { answer: 'no', by: 'page', wordsHash: 'a' });
  const stored = first.is === 'taken' ? first.feedback : undefined;
  expect(answered(stored, { answer: 'no', by: 'mail', wordsHash: 'a' })).toEqual({ is: 'known' });
  expect(answered(stored, { answer: 'no', by: 'page', wordsHash: 'b' })).toMatchObject({ is: 'taken' });
  expect(answered(stored, { answer: 'no', by: 'page', wordsHash: 'b' }, '2026-11-15')).toEqual({ is: 'too-late' });
});

it('within 30 days nobody is asked about something else, after a no never, and about the same it may go on', () => {
  const asked = askedNow(undefined, of, now);
  const after = (days: number): Date => new Date(now.getTime() + days * dayMs);
  expect(whyNotAskedAgain(undefined, 'rem_2', now)).toBeUndefined();
  expect(whyNotAskedAgain(asked, 'rem_1', now)).toBeUndefined();
  expect(whyNotAskedAgain(asked, 'rem_2', after(29))).toBeDefined();
  expect(whyNotAskedAgain(asked, 'rem_2', after(30))).toBeUndefined();
  expect(whyNotAskedAgain(askedAfter(asked, 'no', now), 'rem_2', after(300))).toBeDefined();
});

it('who called anything of ours spam has complained, and who is awaited by either side talks with us', () => {
  const closed = { state: 'closed', lines: [] } as const;
  expect(hindrancesIn(['delivered'], [closed])).toEqual({ hasComplained: false, isTalking: false, isUnknown: false });
  expect(hindrancesIn(['delivered', 'complained'], [])).toMatchObject({ hasComplained: true });
  const answer = { state: 'complained', then: 'answered', actor: 'ann' } as const;
  const line = { id: '1', by: 'company', at: '', answer } as const;
  expect(hindrancesIn([], [{ ...closed, lines: [line] }])).toMatchObject({ hasComplained: true });
  for (const state of ['new', 'taken', 'waiting', 'reopened'] as const) {
    expect(hindrancesIn([], [closed, { state, lines: [] }])).toMatchObject({ isTalking: true });
  }
});

it('business days leave out Saturdays and Sundays', () => {
  expect(afterBusinessDays(now, 4).toISOString()).toBe('2026-11-20T09:00:00.000Z');
  expect(afterBusinessDays(now, 5).toISOString()).toBe('2026-11-23T09:00:00.000Z');
  expect(afterBusinessDays(now, 0)).toEqual(now);
});

const money = { amountMinor: 399, currency: 'GBP' };
const refund = { kind: 'refund', ...money, paymentId: 'pay_1' } as const;

function recordOf(part: RemedyPart, outcome: PartRecord['outcome'], more: Partial<PartRecord> = {}): RemedyRecord {
  return { ...issuedRecord('cus_1'), parts: [{ part, number: 1, key: 'k', outcome, ...more }] };
}

const given = { state: 'succeeded', providerRef: 're_1' } as const;

it.each([
  ['a card, as the provider says', refund, { ...given, arrival: { minBusinessDays: 1, maxBusinessDays: 2 } }, {}, 2],
  ['a card of which it says nothing', { ...refund, paidWith: 'card' as const }, given, {}, 14],
  ['a service that is paid later', { ...refund, paidWith: 'later' as const }, given, {}, 7],
  ['a wallet of which nobody says how soon', { ...refund, paidWith: 'wallet' as const }, given, {}, 14],
  ['a credit', { kind: 'credit' as const, ...money, accountId: 'a', basis: 'goodwill' as const }, given, {}, 0],
])('money of %s has so many days to arrive', (_what, part, outcome, more, days) => {
  const askAt = timeToAsk(recordOf(part, outcome, more), now, 3);
  expect(askAt?.toISOString()).toBe(new Date(now.getTime() + (days + 3) * dayMs).toISOString());
});

it('a call has until the time that was promised, and a new one until it was to arrive', () => {
  const call = { kind: 'callback', channel: 'phone', deadlineSeconds: 3_600 } as const;
  const by = '2026-11-18T09:00:00.000Z';
  const accepted = { by, at: now.toISOString() };
  expect(timeToAsk(recordOf(call, { state: 'pending', providerRef: 'c' }, { accepted }), now, 0)?.toISOString()).toBe(
    by,
  );
  const sent: RemedyPart = {
    kind: 'replacement',
    lineId: 'line_1',
    sku: 'sku_1',
    quantity: 1,
    worthMinor: 399,
    currency: 'GBP',
    express: false,
    giftWrap: false,
    returnLabel: false,
    answerWithinSeconds: 60,
  };
  const outcome = { ...given, shipment: { arrivesBy: by } };
  expect(timeToAsk(recordOf(sent, outcome), now, 1)?.toISOString()).toBe('2026-11-19T09:00:00.000Z');
});

it('where nothing was given there is nothing to ask', () => {
  expect(timeToAsk({ ...issuedRecord('cus_1'), parts: [] }, now, 2)).toBeUndefined();
  expect(timeToAsk({ ...issuedRecord('cus_1'), state: 'late-failed' }, now, 2)).toBeUndefined();
});
