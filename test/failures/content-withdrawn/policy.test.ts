import * as fc from 'fast-check';
import type { ContentWithdrawal } from '../../../lambdas/failures/content-withdrawn/contract';
import {
  contentWithdrawnPolicy,
  type ContentWithdrawnOptions,
} from '../../../lambdas/failures/content-withdrawn/policy';
import { optionsOf, type PolicyView } from '../../../lambdas/failures/definition/policy';
import { earlierRemedy } from '../earlier-remedy';
import { creditedBy, decideBy, refundedBy } from '../view-of';
import { withdrawal } from './withdrawal';

const decide = (
  failure: ContentWithdrawal = withdrawal(),
  options: Partial<ContentWithdrawnOptions> = {},
  view: Partial<Pick<PolicyView<ContentWithdrawnOptions>, 'refundableMinor' | 'now' | 'earlier'>> = {},
) => decideBy(contentWithdrawnPolicy, failure, options, view);

it('the price goes back at once with a credit on top, and the words of the email wait for a person', () => {
  expect(decide()).toMatchObject({
    outcome: 'give',
    wordsWait: true,
    parts: [
      { kind: 'refund', amountMinor: 99, currency: 'USD', paymentId: 'ch_3QbK4dExample' },
      { kind: 'credit', amountMinor: 3000, currency: 'USD', accountId: 'acct_911', basis: 'goodwill' },
    ],
    reasons: [
      'full price, because what was sold was taken away again',
      'a goodwill credit on top, because what was sold was taken away again',
    ],
  });
});

it('nothing waits where the deployment needs no approval', () => {
  const decision = decide(undefined, { approveEmail: false });
  expect(decision).toMatchObject({ outcome: 'give', parts: [{ kind: 'refund' }, { kind: 'credit' }] });
  expect(decision).toMatchObject({ wordsWait: undefined });
});

describe('the title itself, by option', () => {
  const { entitlementId } = withdrawal().content;
  const title = { kind: 'entitlement', action: 'restore', entitlementId, to: 'title', currency: 'USD' };

  it('comes back in the place of the price, which is refunded where it cannot', () => {
    expect(decide(undefined, { giveBack: 'title' })).toMatchObject({
      parts: [{ ...title, worthMinor: 99, fallback: { kind: 'refund', amountMinor: 99 } }, { kind: 'credit' }],
      reasons: [
        'the title itself, because what was sold was taken away again',
        expect.stringContaining('a goodwill credit'),
      ],
    });
  });

  it('comes back beside the price, and is worth nothing more then', () => {
    const decision = decide(undefined, { giveBack: 'both' });
    expect(decision).toMatchObject({ parts: [{ kind: 'refund', amountMinor: 99 }, { ...title, worthMinor: 0 }, {}] });
    expect(refundedBy(decision)).toBe(99);
    expect(JSON.stringify(decision)).not.toContain('fallback');
  });

  it('comes back also where nothing of the price is left', () => {
    expect(decide(undefined, { giveBack: 'title' }, { refundableMinor: 0 })).toMatchObject({
      parts: [{ ...title, worthMinor: 0 }, {}],
    });
  });
});

it('the credit goes to the customer’s own id where no account is named', () => {
  const failure = withdrawal({ customer: { creditAccountId: undefined } });
  expect(decide(failure)).toMatchObject({ parts: [{ kind: 'refund' }, { accountId: 'cus_911' }] });
});

it('the credit never expires, or expires a number of days after the decision', () => {
  expect(JSON.stringify(decide())).not.toContain('expiresAt');
  const now = new Date('2026-11-18T08:00:00Z');
  expect(decide(undefined, { creditDays: 365 }, { now })).toMatchObject({
    parts: [{ kind: 'refund' }, { expiresAt: '2027-11-18T08:00:00.000Z' }],
  });
});

it('a credit of 0 is no credit, and the price is refunded anyway', () => {
  expect(decide(undefined, { creditMinor: { USD: 0 } })).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 99 }],
  });
});

it.each([true, false])(
  'in a currency without a credit a person decides, apart from the incident (approveEmail %p)',
  (approveEmail) => {
    const decision = decide(withdrawal({ purchase: { currency: 'XOF' } }), { approveEmail });
    expect(decision).toMatchObject({ outcome: 'hold', parts: [{ kind: 'refund', amountMinor: 99, currency: 'XOF' }] });
    expect(decision.reasons[0]).toBe('no goodwill credit is set in XOF');
    expect(decision).not.toHaveProperty('withIncident');
  },
);

it('a title that cost nothing still earns the credit', () => {
  expect(decide(withdrawal({ purchase: { amountMinor: 0 } }))).toMatchObject({
    parts: [{ kind: 'credit', amountMinor: 3000 }],
  });
});

it('earns nothing where nothing is left to give', () => {
  expect(decide(undefined, { creditMinor: {} }, { refundableMinor: 0 })).toEqual({
    outcome: 'none',
    reasons: ['no price is left to give back, and no credit is set'],
  });
});

it('refunds the rest where a part was refunded before, and says so', () => {
  expect(decide(undefined, { approveEmail: false }, { refundableMinor: 40 })).toMatchObject({
    parts: [{ amountMinor: 40 }, { amountMinor: 3000 }],
    reasons: [
      'the rest of the price, because what was sold was taken away again',
      'a goodwill credit on top, because what was sold was taken away again',
    ],
  });
});

it('never gives back more than was paid, nor more than is left of it, and the same credit whatever it cost', () => {
  const amount = fc.nat({ max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(amount, amount, fc.boolean(), (amountMinor, refundableMinor, approveEmail) => {
      const decision = decide(withdrawal({ purchase: { amountMinor } }), { approveEmail }, { refundableMinor });
      expect(refundedBy(decision)).toBe(Math.min(amountMinor, refundableMinor));
      expect(creditedBy(decision)).toBe(3000);
    }),
  );
});

it('names every option that is not valid', () => {
  const wrong = { creditMinor: { Dollar: 5 }, creditDays: 0, approveEmail: 'yes' };
  for (const name of ['creditMinor', 'creditDays', 'approveEmail']) {
    expect(() => optionsOf('ContentWithdrawn', contentWithdrawnPolicy, wrong)).toThrow(name);
  }
});

it('several titles of one order that were withdrawn for one cause earn their prices, and one credit', () => {
  const first = decide();
  const covers = first.outcome === 'give' ? first.covers : undefined;
  expect(covers).toEqual([{ what: 'goodwill/withdrawn/rights-2026-118' }]);
  const { orderId } = withdrawal().purchase;
  const before = earlierRemedy({ type: 'ContentWithdrawn', orderId, covers });
  expect(decide(undefined, {}, { earlier: [before] })).toMatchObject({ parts: [{ kind: 'refund', amountMinor: 99 }] });
  const otherCause = withdrawal({ incidentId: 'rights-2027-1' });
  expect(decide(otherCause, {}, { earlier: [before] })).toMatchObject({
    parts: [{ kind: 'refund' }, { kind: 'credit' }],
  });
});
