import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFailure } from 'amends/failures';
import type { TrainDelay } from '../train-delayed/contract';
import { trainDelayedPolicy, type TrainDelayedOptions } from '../train-delayed/policy';
import { trainDelayed } from '../train-delayed/train-delayed';

const [departure] = trainDelayed.stories;
const { scheduledArrival } = departure.detail.train;

function lateBy(minutes: number, train: Partial<TrainDelay['train']> = {}): TrainDelay {
  const arrivedAt = new Date(Date.parse(scheduledArrival) + minutes * 60_000).toISOString();
  return { ...departure.detail, train: { ...departure.detail.train, arrivedAt, ...train } };
}

function decide(
  failure: TrainDelay,
  options: Partial<TrainDelayedOptions> = {},
  refundableMinor = failure.purchase.amountMinor,
) {
  return trainDelayedPolicy.decide(failure, {
    options: { ...trainDelayedPolicy.defaults, ...options },
    now: new Date('2026-11-20T20:45:00Z'),
    refundableMinor,
    refundableOfLineMinor: (_lineId, paidMinor) => paidMinor,
    earlier: [],
  });
}

test('42 minutes late: half of the single fare, within twenty business days', () => {
  assert.deepEqual(decide(lateBy(42)), {
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 1_875, currency: 'GBP', paymentId: 'ch_3TrAinExample' }],
    reasons: ['30 to 59 minutes late: 50 % of the single fare (delay-repay)'],
    owedBy: '2026-12-18T23:59:59.999Z',
  });
});

test('14 minutes late: nothing, and the reason why', () => {
  assert.deepEqual(decide(lateBy(14)), { outcome: 'none', reasons: ['less than 15 minutes late'] });
});

test('an hour late: the whole single fare, and a goodwill credit from as many minutes as the options say', () => {
  const kinds = (options?: Partial<TrainDelayedOptions>) => {
    const decision = decide(lateBy(60), options);
    return decision.outcome === 'none' ? [] : decision.parts.map(({ kind }) => kind);
  };
  assert.deepEqual(kinds(), ['refund', 'credit']);
  assert.deepEqual(kinds({ goodwillFromMinutes: 61 }), ['refund']);
});

test('late there and back: never more than was paid', () => {
  const back = decide(lateBy(60, { ticket: 'return' }), { goodwillMinor: {} }, 1_000);
  assert.deepEqual(back.outcome === 'give' && back.parts[0], {
    kind: 'refund',
    amountMinor: 1_000,
    currency: 'GBP',
    paymentId: 'ch_3TrAinExample',
  });
  assert.equal(decide(lateBy(60), {}, 0).outcome, 'none');
});

test('its stories keep its contract', () => {
  for (const { detail } of trainDelayed.stories) assert.deepEqual(parseFailure(trainDelayed, detail), detail);
});
