import { weeklyFigures } from '../../../lambdas/insight/weekly/weekly-figures';
import { answersOf, at, mail, outcome } from '../question-data';

const day = 24 * 60;
const week = { from: '2026-11-16', to: '2026-11-22' };

const records = [
  // The week before.
  outcome('z', { recorded_at_ms: at(-3 * day), occurred_at_ms: at(-3 * day), detected_at_ms: at(-3 * day) }),
  // The week.
  outcome('a', { customer: 'ada' }),
  mail('a', { recorded_at_ms: at(4) }),
  outcome('b', { customer: 'ada', refunded_minor: 201 }),
  mail('b', { state: 'bounced' }),
  outcome('c', { customer: 'ben', state: 'held', detected_at_ms: at(2) }),
  outcome('d', { customer: 'cleo', state: 'rejected' }),
  outcome('e', { customer: 'dan', failure_type: 'SubtitlesMissing', currency: 'EUR', refunded_minor: 150 }),
  // Another system's products, and what nobody knows the system of.
  outcome('x', { source: 'com.example.parcels', failure_type: 'ParcelLost' }),
  mail('x', { state: 'bounced' }),
  outcome('y', { source: undefined }),
  // The week after.
  outcome('f', { recorded_at_ms: at(7 * day) }),
];

it('the figures of a week are those of one system’s products, with the week before beside them', async () => {
  expect(await weeklyFigures('com.example.video', week, answersOf(records))).toEqual({
    week,
    types: [
      {
        type: 'VideoPlaybackFailed',
        failures: 4,
        before: 1,
        gotSomething: 1,
        waiting: 1,
        gotNothing: 1,
        detectedToMailSeconds: 180,
      },
      {
        type: 'SubtitlesMissing',
        failures: 1,
        before: 0,
        gotSomething: 1,
        waiting: 0,
        gotNothing: 0,
        detectedToMailSeconds: undefined,
      },
    ],
    customers: 4,
    again: 1,
    given: [
      { amountMinor: 150, currency: 'EUR' },
      { amountMinor: 600, currency: 'GBP' },
    ],
    held: 1,
    mailsNotArrived: 1,
  });
});

it('where nothing failed there is nothing', async () => {
  expect(await weeklyFigures('com.example.video', week, answersOf([]))).toEqual({
    week,
    types: [],
    customers: 0,
    again: 0,
    given: [],
    held: 0,
    mailsNotArrived: 0,
  });
});

it('a question without an answer is no week without failures', async () => {
  const answers = { ask: async () => ({ is: 'refused', why: 'the table is gone' }) as const };
  await expect(weeklyFigures('com.example.video', week, answers)).rejects.toThrow(
    'the question "what-fails" has no answer: the table is gone',
  );
});
