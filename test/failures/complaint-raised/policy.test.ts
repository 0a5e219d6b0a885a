import * as fc from 'fast-check';
import type { RaisedComplaint } from '../../../lambdas/failures/complaint-raised/contract';
import { complaintRaisedPolicy, type ComplaintRaisedOptions } from '../../../lambdas/failures/complaint-raised/policy';
import { optionsOf } from '../../../lambdas/failures/definition/policy';
import { creditedBy, decideBy, refundedBy } from '../view-of';
import { complaint } from './complaint';

const decide = (failure: RaisedComplaint = complaint(), options: Partial<ComplaintRaisedOptions> = {}) =>
  decideBy(complaintRaisedPolicy, failure, options, { now: new Date('2026-11-20T15:06:00Z') });

it('a person answers where the complaint was raised, within five minutes, with something to give', () => {
  expect(decide()).toEqual({
    outcome: 'give',
    parts: [{ kind: 'callback', channel: 'twitter', deadlineSeconds: 300, budgetMinor: 3000, currency: 'CAD' }],
    reasons: [
      'a person answers where the complaint was raised within 5 minutes, because the customer complained in public',
    ],
    owedBy: '2026-11-20T15:11:00.000Z',
  });
});

it('or calls, where the option says so and the customer left a number', () => {
  expect(decide(undefined, { preferPhone: true })).toMatchObject({
    parts: [{ channel: 'phone' }],
    reasons: ['a person calls within 5 minutes, because the customer complained in public'],
  });
  const unlisted = complaint({ customer: { phone: undefined } });
  expect(decide(unlisted, { preferPhone: true })).toMatchObject({ parts: [{ channel: 'twitter' }] });
});

it('has the deadline that the deployment sets', () => {
  expect(decide(undefined, { deadlineSeconds: 5400 })).toMatchObject({
    parts: [{ deadlineSeconds: 5400 }],
    reasons: [expect.stringContaining('within 1 hour 30 minutes')],
    owedBy: '2026-11-20T16:36:00.000Z',
  });
});

it('a person without a budget in that currency answers anyway', () => {
  const decision = decide(complaint({ purchase: { currency: 'XOF' } }));
  expect(decision).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'callback', channel: 'twitter' }],
    reasons: [expect.any(String), 'the person has no goodwill budget in XOF'],
  });
  expect(JSON.stringify(decision)).not.toContain('budgetMinor');
});

it('pays nothing on its own, whatever was complained about and whatever it cost', () => {
  fc.assert(
    fc.property(fc.nat(), fc.string({ minLength: 1 }), (amountMinor, text) => {
      const decision = decide(complaint({ purchase: { amountMinor }, complaint: { text } }));
      expect(refundedBy(decision) + creditedBy(decision)).toBe(0);
      expect(decision.outcome).toBe('give');
    }),
  );
});

it('has nothing of the text, the handle or the number in the decision, which the ledger keeps', () => {
  const decision = JSON.stringify(decide(undefined, { preferPhone: true }));
  const { customer, complaint: reported } = complaint();
  for (const personal of [reported.text, reported.handle, reported.postId, customer.phone, customer.name]) {
    expect(decision).not.toContain(personal);
  }
});

it('names every option that is not valid', () => {
  const wrong = { deadlineSeconds: 0, preferPhone: 'yes', goodwillBudgetMinor: { USD: -1 } };
  for (const name of ['deadlineSeconds', 'preferPhone', 'goodwillBudgetMinor']) {
    expect(() => optionsOf('ComplaintRaised', complaintRaisedPolicy, wrong)).toThrow(name);
  }
});
