import type { RemedyPart } from '../../lambdas/model/remedy';
import type { PartOutcome } from '../../lambdas/fulfilment/port/part-outcome';
import { newHold, recordOf, holdingRecordOf } from '../../lambdas/ledger/record-of';
import { liveParts, stateOf, type RemedyFacts, type PartRecord } from '../../lambdas/ledger/remedy-record';
import { envelopeOf } from '../../lambdas/ledger/envelope';
import {
  covers,
  decidedIncident,
  isOver,
  openedAgain,
  openedIncident,
  reopenedIncident,
  verdictStands,
  waitedAt,
} from '../../lambdas/ledger/incident/incident';
import { at, commitmentFor } from '../contract-suites/ledger-samples';

const facts: RemedyFacts = {
  customerId: 'cus_501',
  type: 'VideoPlaybackFailed',
  subject: 'rent_77',
  occurrence: 'rental',
  evidence: 'detected',
  occurredAt: '2026-11-20T20:41:07.000Z',
  detectedAt: '2026-11-20T20:44:00.000Z',
};
const writeStamp = { at: '2026-11-20T21:00:00.000Z', token: 'token-1' };
const refund: RemedyPart = { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_1' };
const call: RemedyPart = { kind: 'callback', channel: 'phone', deadlineSeconds: 60 };
const replacement: RemedyPart = {
  ...{ kind: 'replacement', lineId: '1', sku: 'console', quantity: 1, worthMinor: 399, currency: 'GBP' },
  ...{ express: false, giftWrap: false, returnLabel: false, answerWithinSeconds: 60 },
};
const paid: PartOutcome = { state: 'succeeded', providerRef: 're_1' };
const pending: PartOutcome = { state: 'pending', providerRef: 're_1' };
const declined: PartOutcome = { state: 'declined', reason: 'disputed' };
const unknown: PartOutcome = { state: 'unknown', why: 'no answer' };

const twoParts = commitmentFor('rem_a', {
  decision: {
    outcome: 'give',
    parts: [
      { kind: 'refund', amountMinor: 300, currency: 'GBP', paymentId: 'ch_1' },
      { kind: 'refund', amountMinor: 99, currency: 'GBP', paymentId: 'ch_2' },
    ],
    reasons: ['full price'],
    policyVersion: 'v/1',
  },
});

describe('the record of a remedy', () => {
  it('has its parts in order, each with the key it was paid with and how old that key can be', () => {
    const { parts } = recordOf(twoParts, facts, [paid, pending], writeStamp);
    expect(parts).toEqual([
      {
        part: { kind: 'refund', amountMinor: 300, currency: 'GBP', paymentId: 'ch_1' },
        number: 1,
        key: 'rem_a_1',
        keySince: at,
        outcome: paid,
      },
      {
        part: { kind: 'refund', amountMinor: 99, currency: 'GBP', paymentId: 'ch_2' },
        number: 2,
        key: 'rem_a_2',
        keySince: at,
        outcome: pending,
      },
    ]);
  });

  it('says what was claimed and why, and begins its history', () => {
    expect(recordOf(twoParts, facts, [paid, paid], writeStamp)).toMatchObject({
      ...facts,
      remedyId: 'rem_a',
      orderId: 'ord_9',
      lineId: '1',
      state: 'issued',
      reasons: ['full price'],
      policyVersion: 'v/1',
      pollCount: 0,
      committedAt: at,
      recordedBy: 'token-1',
      version: 1,
      history: [{ version: 1, at: writeStamp.at, state: 'issued', why: 'recorded as issued' }],
    });
  });

  it('is not made where an outcome is missing or too many: nobody knows then which part it belongs to', () => {
    expect(() => recordOf(twoParts, facts, [paid], writeStamp)).toThrow('rem_a has 2 parts, but 1 outcomes');
    expect(() => recordOf(twoParts, facts, [paid, paid, paid], writeStamp)).toThrow(
      'rem_a has 2 parts, but 3 outcomes',
    );
  });

  it('of a hold has all its parts planned, used no key yet, and is due when it has to be escalated', () => {
    const hold = newHold(writeStamp.at, 48, { approvalsNeeded: 1, withIncident: false });
    const heldParts = { ...twoParts, decision: { ...twoParts.decision, outcome: 'hold' as const } };
    const record = holdingRecordOf(heldParts, facts, hold, writeStamp);
    expect(record).toMatchObject({ state: 'held', hold, dueAt: hold.escalateAt });
    expect(record.parts).toEqual([
      expect.objectContaining({ number: 1, key: 'rem_a_1', outcome: { state: 'planned' } }),
      expect.objectContaining({ number: 2, key: 'rem_a_2', outcome: { state: 'planned' } }),
    ]);
    expect(record.parts.some((part) => 'keySince' in part)).toBe(false);
  });
});

it.each([
  [[paid, paid], 'issued'],
  [[paid, pending], 'pending'],
  [[pending, declined], 'declined'],
  [[declined, unknown], 'unknown'],
  [[paid, unknown], 'unknown'],
  [[declined, { state: 'planned' } as const], 'unknown'],
])('the worst part speaks for the whole: %j is %s', (outcomes, state) => {
  const parts = outcomes.map((outcome) => ({ part: refund, outcome }));
  expect(stateOf(parts)).toBe(state);
  expect(stateOf(parts.toReversed())).toBe(state);
});

it('the apology does not wait for a call that was asked for, and does for a new one that is to be sent', () => {
  expect(stateOf([{ part: call, outcome: pending }])).toBe('issued');
  expect(stateOf([{ part: call, outcome: declined }])).toBe('declined');
  expect(stateOf([{ part: replacement, outcome: pending }])).toBe('pending');
});

it('a part counts no more once another is given in its place', () => {
  const part = (number: number, insteadOf?: number): PartRecord => ({
    part: refund,
    ...{ number, key: `rem_a_${number}`, insteadOf, outcome: paid },
  });
  const numbersOf = (parts: PartRecord[]) => liveParts({ parts }).map(({ number }) => number);
  expect(numbersOf([part(1), part(2)])).toEqual([1, 2]);
  expect(numbersOf([part(1), part(2), part(3, 1)])).toEqual([2, 3]);
  expect(numbersOf([part(1), part(2, 1), part(3, 2)])).toEqual([3]);
});

it('a hold of two days is escalated after a day and a half', () => {
  expect(newHold('2026-11-20T20:00:00.000Z', 48, { approvalsNeeded: 2, withIncident: true })).toEqual({
    deadline: '2026-11-22T20:00:00.000Z',
    escalateAt: '2026-11-22T08:00:00.000Z',
    escalations: 0,
    approvals: [],
    approvalsNeeded: 2,
    withIncident: true,
  });
});

it('an incident over its limit is given the same time, and looked at after three quarters of it', () => {
  expect(openedIncident('INC-7', '2026-11-20T20:00:00.000Z', 48)).toEqual({
    incidentId: 'INC-7',
    openedAt: '2026-11-20T20:00:00.000Z',
    deadline: '2026-11-22T20:00:00.000Z',
    dueAt: '2026-11-22T08:00:00.000Z',
    escalations: 0,
    version: 1,
  });
});

it('an incident of which a remedy is owed earlier has only until then', () => {
  expect(openedIncident('INC-7', '2026-11-20T20:00:00.000Z', 48, '2026-11-21T00:00:00.000Z')).toMatchObject({
    deadline: '2026-11-21T00:00:00.000Z',
    dueAt: '2026-11-20T23:00:00.000Z',
  });
});

describe('an incident that is opened again', () => {
  const opened = '2026-11-20T20:00:00.000Z';
  const kept = openedIncident('INC-7', opened, 48);

  it('has the earlier deadline of the two while it waits for a verdict', () => {
    const again = openedIncident('INC-7', opened, 48, '2026-11-21T00:00:00.000Z');
    expect(openedAgain(kept, again)).toEqual({ ...again, version: 2 });
    expect(openedAgain(again, kept)).toBeUndefined();
  });

  it('is looked at soon once it is decided, and not again and again', () => {
    const decided = decidedIncident(kept, { verdict: 'approved', actor: 'ann', why: 'w', at: opened }, 24);
    const later = openedIncident('INC-7', '2026-11-29T20:00:00.000Z', 48);
    const woken = openedAgain({ ...decided, dueAt: undefined }, later);
    expect(woken).toMatchObject({ decided: decided.decided, dueAt: '2026-11-29T20:00:00.000Z' });
    expect(woken && openedAgain(woken, openedIncident('INC-7', '2026-11-29T20:00:01.000Z', 48))).toBeUndefined();
  });

  it('does not end while something may be coming to wait with it', () => {
    const decided = decidedIncident(kept, { verdict: 'approved', actor: 'ann', why: 'w', at: opened }, 24);
    const at = (day: string) => Date.parse(`2026-11-${day}:00.000Z`);
    expect(isOver(decided, at('22T19:59'))).toBe(false);
    expect(isOver(decided, at('22T20:01'))).toBe(true);
    const woken = openedAgain(decided, openedIncident('INC-7', '2026-11-29T20:00:00.000Z', 48));
    expect(woken && isOver(woken, at('29T20:20'))).toBe(false);
    expect(woken && isOver(woken, at('29T20:40'))).toBe(true);
  });
});

describe('a verdict on an incident', () => {
  const opened = '2026-11-20T20:00:00.000Z';
  const approved = { verdict: 'approved', actor: 'ann', why: 'w', at: '2026-11-20T21:00:00.000Z' } as const;
  const { decided } = decidedIncident(openedIncident('INC-7', opened, 48), approved, 24);
  const heldAt = (at: string, occurredAt: string) => ({
    occurredAt,
    history: [{ version: 1, at, state: 'held' as const, why: '' }],
  });

  it.each([
    ['what waited when it was made', '2026-11-20T20:30:00.000Z', '2026-01-01T00:00:00Z', true],
    ['what happened before it and came late', '2026-12-20T00:00:00.000Z', '2026-11-20T20:30:00Z', true],
    ['what happened to the end of its tail', '2026-11-21T21:30:00.000Z', '2026-11-21T21:00:00Z', true],
    ['not what happened after it', '2026-11-21T21:30:00.000Z', '2026-11-21T21:00:01Z', false],
    ['not what happened long before the incident', '2026-11-21T21:30:00.000Z', '2026-11-18T21:00:01Z', false],
    ['not what happened sixty days later', '2027-01-20T00:00:00.000Z', '2027-01-20T00:00:00Z', false],
  ])('covers %s', (_what, at, occurredAt, isCovered) => {
    expect(covers(decided, heldAt(at, occurredAt))).toBe(isCovered);
  });

  it('does not cover as seen what was on its way when it was made, and waits again', () => {
    const line = (version: number, at: string, state: 'held' | 'approved') => ({ version, at, state, why: '' });
    const history = [
      line(1, '2026-11-20T20:30:00.000Z', 'held'),
      line(2, '2026-11-20T20:50:00.000Z', 'approved'),
      line(3, '2026-11-20T21:10:00.000Z', 'held'),
      line(4, '2026-11-20T21:20:00.000Z', 'held'),
    ];
    expect(waitedAt(decided, { history })).toBe(false);
    expect(waitedAt(decided, { history: history.slice(0, 1) })).toBe(true);
  });

  it('stands until it is withdrawn, also once the incident is opened anew', () => {
    const incident = decidedIncident(openedIncident('INC-7', opened, 48), approved, 24);
    const anew = reopenedIncident(incident, approved.at, 48);
    const withdrawn = reopenedIncident(incident, approved.at, 48, { actor: 'bob', why: 'w', at: approved.at });
    expect([incident, anew, withdrawn].map((one) => verdictStands(one, 1))).toEqual([true, true, false]);
    expect(decidedIncident(withdrawn, approved, 24).decided.number).toBe(2);
  });

  it('is withdrawn with a later one: whoever withdraws that means the incident', () => {
    const incident = decidedIncident(openedIncident('INC-7', opened, 48), approved, 24);
    const again = decidedIncident(reopenedIncident(incident, approved.at, 48), approved, 24);
    const withdrawn = reopenedIncident(again, approved.at, 48, { actor: 'bob', why: 'w', at: approved.at });
    expect([1, 2].map((number) => verdictStands(withdrawn, number))).toEqual([false, false]);
  });
});

it('what is known of a person is gone after ninety days', () => {
  const failure = { customer: { name: 'Zoë Park' } };
  expect(
    envelopeOf(
      { customerId: 'cus_501', remedyId: 'rem_a' },
      { failure, detectedAt: at },
      new Date('2026-11-20T20:45:00Z'),
    ),
  ).toEqual({
    customerId: 'cus_501',
    remedyId: 'rem_a',
    failure,
    detectedAt: at,
    expiresAt: '2027-02-18T20:45:00.000Z',
  });
});
