import { anyAmount } from '../../fakes/any-amount';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { decide } from '../../../lambdas/flow/decide/decide';
import { newCustomerRecord, type CustomerRecord } from '../../../lambdas/ledger/customer-record';
import { commitmentFor } from '../../contract-suites/ledger-samples';
import { wideLimits } from '../../fakes/wide-limits';
import type { FailureDefinition } from '../../../lambdas/failures/definition/failure-definition';
import type { HoldDecision, PolicyDecision } from '../../../lambdas/model/decision';
import { filmFailure } from '../../fakes/film-failure';

const failedAt = Date.parse('2026-11-20T20:41:07Z');
const day = 24 * 60 * 60 * 1000;
const nobody = newCustomerRecord('cus_501');

function decideAt(
  nowMs: number,
  definition: FailureDefinition = videoPlaybackFailed,
  customerRecord: CustomerRecord = nobody,
) {
  const circumstances = { definition, customerRecord, limits: wideLimits, now: new Date(nowMs), payers: anyAmount };
  return decide(filmFailure(), circumstances);
}

/** A policy that always decides the same. */
function deciding(decision: PolicyDecision): FailureDefinition {
  return { ...videoPlaybackFailed, policy: { ...videoPlaybackFailed.policy, decide: () => decision } };
}

it.each([
  [0, 'give'],
  [90, 'give'],
  [91, 'hold'],
  [400, 'hold'],
])('a failure of %d days ago: %s', (days, outcome) => {
  const decision = decideAt(failedAt + days * day);
  expect(decision).toMatchObject({ outcome });
});

it('a failure from the future is held, for a clock is wrong somewhere', () => {
  const decision = decideAt(failedAt - 2 * day);
  expect(decision).toMatchObject({
    outcome: 'hold',
    reasons: [expect.stringContaining('future'), expect.stringContaining('full price')],
  });
});

it('a policy that would give more than was paid is held, with the sum in its reasons', () => {
  const generous = deciding({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 400, currency: 'GBP', paymentId: 'ch_1' }],
    reasons: ['generous'],
  });
  expect(decideAt(failedAt, generous)).toMatchObject({
    outcome: 'hold',
    reasons: ['with this, 4.00 GBP of 3.99 GBP paid for the line would be given back', 'generous'],
  });
});

it.each([[['JPY']], [['GBP', 'JPY']], [['JPY', 'GBP']]])('a policy that would pay in %j is held', (currencies) => {
  const confused = deciding({
    outcome: 'give',
    parts: currencies.map((currency) => ({ kind: 'refund', amountMinor: 1, currency, paymentId: 'ch_1' })),
    reasons: ['confused'],
  });
  expect(decideAt(failedAt, confused)).toMatchObject({
    outcome: 'hold',
    reasons: ['it would be given in another currency than GBP, in which it was paid', 'confused'],
  });
});

it('a failure of long ago is held, and says how long', () => {
  expect(decideAt(failedAt + 100.5 * day).reasons).toEqual([
    'it happened 100 days ago, and after 90 a person decides',
    expect.stringContaining('full price'),
  ]);
});

it('a clock may be a day ahead', () => {
  expect(decideAt(failedAt - day)).toMatchObject({ outcome: 'give' });
});

describe('what is said to last longer than until now', () => {
  const minuteMs = 60_000;
  const lasting = (
    ms: number,
    outcome: Pick<HoldDecision, 'outcome' | 'awaits'> | { outcome: 'give' } = { outcome: 'give' },
  ) => {
    const [from, until] = [0, ms].map((later) => new Date(failedAt + later).toISOString());
    const covers = [{ what: 'service/line_1', from, until }];
    const parts = [{ kind: 'refund', amountMinor: 1, currency: 'GBP', paymentId: 'ch_1' }] as const;
    return decideAt(failedAt, deciding({ ...outcome, parts, covers, reasons: ['it was down'] }));
  };
  const ends = (ms: number): string => new Date(failedAt + ms).toISOString();

  it('is given at once where clocks may differ by that', () => {
    expect(lasting(60 * minuteMs)).toMatchObject({ outcome: 'give', reasons: ['it was down'] });
  });

  it('is given when it is over, and nobody is paid for time that has not come', () => {
    expect(lasting(61 * minuteMs)).toMatchObject({
      outcome: 'hold',
      awaits: { what: 'the end that is announced', until: ends(61 * minuteMs), then: 'give' },
      reasons: [expect.stringMatching(/longer than until now.*when that is over/), 'it was down'],
    });
  });

  it('waits for the later of that and what else is awaited, and for a person where that is who decides', () => {
    const awaiting = (then: 'give' | 'person') =>
      lasting(2 * day, { outcome: 'hold', awaits: { what: 'an answer', until: ends(day), then } });
    expect(awaiting('give')).toMatchObject({ awaits: { what: 'an answer', until: ends(2 * day), then: 'give' } });
    expect(awaiting('person')).toMatchObject({ awaits: { until: ends(day), then: 'person' } });
  });

  it('is looked at by a person where it is said to last for more than a month', () => {
    expect(lasting(32 * day)).toMatchObject({
      outcome: 'hold',
      reasons: [expect.stringContaining('nobody knows yet'), 'it was down'],
    });
    expect(lasting(32 * day)).not.toHaveProperty('awaits.until');
  });
});

it('from thirty remedies of one order on a person looks, whatever the other limits say', () => {
  const customerRecordOf = (remedies: number): CustomerRecord => ({
    ...nobody,
    ofOrder: Array.from({ length: remedies }, (_, n) =>
      commitmentFor(`rem_${n}`, { paymentId: `ch_before_${n}`, committedAt: '2025-10-20T00:00:00.000Z' }),
    ),
  });
  expect(decideAt(failedAt, videoPlaybackFailed, customerRecordOf(29))).toMatchObject({ outcome: 'give' });
  expect(decideAt(failedAt, videoPlaybackFailed, customerRecordOf(30))).toMatchObject({
    outcome: 'hold',
    reasons: ['its order has had 30 remedies, and from 30 on a person decides', expect.stringContaining('full price')],
  });
});

it('the same arguments are always the same decision', () => {
  const decideOnce = () => decideAt(failedAt);
  expect(decideOnce()).toEqual(decideOnce());
});
