import * as fc from 'fast-check';
import { catalog } from '../../../lambdas/failures/catalog';
import { budgetOfGiver } from '../../../lambdas/failures/gestures/gesture-budget';
import { goodwillGiven } from '../../../lambdas/failures/goodwill-given/goodwill-given';
import type { GivenGoodwill } from '../../../lambdas/failures/gestures/contract';
import { goodwillGivenPolicy, type GoodwillGivenOptions } from '../../../lambdas/failures/gestures/policy';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { costIn } from '../../../lambdas/model/remedy';
import { decideBy } from '../view-of';

const [wrongDay, longWait] = goodwillGiven.stories.map(({ detail }) => detail);
if (!wrongDay || !longWait) throw new Error('two stories are told of gestures');

const gesture = (own: Partial<GivenGoodwill['gesture']>): GivenGoodwill => ({
  ...wrongDay,
  gesture: { ...wrongDay.gesture, ...own },
});
const decide = (
  failure: GivenGoodwill,
  options: Partial<GoodwillGivenOptions> = {},
  view: Parameters<typeof decideBy>[3] = {},
) => decideBy(goodwillGivenPolicy, failure, options, view as object);

it('gives back what a person gives, and says why in the words of the list', () => {
  expect(decide(wrongDay)).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 1_500, currency: 'EUR' }],
    reasons: ['a gesture of a person: The customer planned badly, and was helped'],
    askedBy: { person: 'grace' },
  });
  expect(decide(longWait)).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'credit', amountMinor: 800, basis: 'goodwill', accountId: 'acct_tom' }],
  });
});

it('never gives back more than is left, whatever is asked for', () => {
  const asked = fc.integer({ min: 1, max: 100_000 });
  const left = fc.integer({ min: 0, max: 4_900 });
  fc.assert(
    fc.property(asked, left, (amountMinor, refundableMinor) => {
      const decision = decide(gesture({ amountMinor }), {}, { refundableMinor });
      if (refundableMinor === 0) expect(decision.outcome).toBe('none');
      else {
        const { parts } = decision as { parts: Parameters<typeof costIn>[0] };
        expect(costIn(parts, 'EUR')).toBe(Math.min(amountMinor, refundableMinor));
      }
    }),
  );
});

it('holds for another person what is more than one gives alone, and what nobody set an amount for', () => {
  expect(decide(gesture({ amountMinor: 2_501 }))).toMatchObject({
    outcome: 'hold',
    reasons: [
      expect.stringContaining('25.01 EUR is more than 25.00 EUR, which one person gives alone'),
      expect.anything(),
    ],
  });
  expect(decide(gesture({ amountMinor: 2_500 })).outcome).toBe('give');
  expect(decide(gesture({ amountMinor: 1 }), { secondPersonAboveMinor: {} })).toMatchObject({ outcome: 'hold' });
});

it('holds what a customer was given often or much of lately, and a reason that is not offered', () => {
  const before = (amountMinor: number, days: number) => ({
    remedyId: `rem_${days}`,
    type: 'GoodwillGiven',
    orderId: 'ord_1',
    at: new Date(Date.parse(wrongDay.occurredAt) - days * 86_400_000).toISOString(),
    parts: [{ kind: 'credit', amountMinor, currency: 'EUR', accountId: 'a', basis: 'goodwill' }] as const,
  });
  expect(decide(wrongDay, {}, { earlier: [before(100, 1), before(100, 2), before(100, 3)] })).toMatchObject({
    outcome: 'hold',
    reasons: [expect.stringContaining('gesture number 4 in 90 days'), expect.anything()],
  });
  expect(decide(wrongDay, {}, { earlier: [before(4_501, 1)] })).toMatchObject({
    outcome: 'hold',
    reasons: [expect.stringContaining('60.01 EUR of gestures in 90 days'), expect.anything()],
  });
  expect(decide(wrongDay, {}, { earlier: [before(4_501, 100)] }).outcome).toBe('give');
  expect(decide(wrongDay, {}, { amountSince: () => 4_501 })).toMatchObject({ outcome: 'hold' });
  expect(decide(gesture({ code: 'because' }))).toMatchObject({ outcome: 'hold' });
});

it('whoever cannot be told from others in their role shares a budget with them', () => {
  const { perGiverAndDay } = goodwillGivenPolicy.defaults;
  const nameOf = (actor: string, person?: string) =>
    budgetOfGiver({ by: { actor, person }, role: 'agent' }, perGiverAndDay).name;
  const session = (name: string): string => `arn:aws:sts::111122223333:assumed-role/Agents/${name}`;
  expect(nameOf(session('ada'))).toBe(nameOf(session('eve')));
  expect(nameOf(session('ada'), 'ada')).not.toBe(nameOf(session('eve'), 'eve'));
  expect(nameOf(session('ada'), 'ada')).not.toContain('ada');
});

it('a contract without what is given is none', () => {
  expect(() => parseFailure(goodwillGiven, gesture({ amountMinor: undefined }))).toThrow('gesture.gives');
  expect(() => parseFailure(goodwillGiven, gesture({ gives: 'replacement' }))).toThrow('gesture.gives');
  expect(catalog.map(({ type }) => type)).toContain('GoodwillGiven');
});
