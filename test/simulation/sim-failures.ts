import * as z from 'zod/mini';
import { defineFailure, type FailureDefinition } from '../../lambdas/failures/failure-definition';
import { failureContract } from '../../lambdas/failures/failure';
import type { Decision } from '../../lambdas/model/decision';

/** What the policies of a simulated company say now. They change in the middle of things. */
export interface Policies {
  version: number;
  /** What share of the price goes back. */
  share: number;
}

const schema = failureContract({
  thing: z.object({ subject: z.string(), occurrence: z.string(), severity: z.number() }),
});

type SimDetail = z.infer<typeof schema>;

/** The failure types of a simulated company: one gives a share of the price, the other two refunds at once. */
export function simDefinitions(policies: Policies): readonly FailureDefinition[] {
  return [definition('FilmStopped', policies, [1]), definition('ParcelLate', policies, [0.5, 0.25])];
}

function definition(type: string, policies: Policies, shares: readonly number[]): FailureDefinition {
  return defineFailure<SimDetail>({
    type,
    defaultSource: 'com.example.shop',
    owner: 'both',
    schema,
    subject: ({ thing }) => thing.subject,
    occurrence: ({ thing }) => thing.occurrence,
    decide: (failure) => decide(type, failure, policies, shares),
    apologise: (_failure, given) => ({
      subject: 'We are sorry',
      preview: 'It was our fault.',
      paragraphs: [
        `${given.map(({ amountMinor, currency }) => `${amountMinor} ${currency}`).join(' and ')} goes back.`,
      ],
    }),
    sample: {} as SimDetail,
  });
}

function decide(type: string, failure: SimDetail, policies: Policies, shares: readonly number[]): Decision {
  const { thing, purchase } = failure;
  const policyVersion = `${type}/${policies.version}`;
  const reasons = [`severity ${thing.severity}`];
  if (thing.severity < 10) return { outcome: 'none', reasons, policyVersion };
  // The severity is in it, so that two detectors that saw it a little differently would come to other amounts.
  const of = (share: number): number =>
    Math.floor(purchase.amountMinor * share * policies.share - (thing.severity % 10));
  const parts = shares
    .map(of)
    .filter((amountMinor) => amountMinor > 0)
    .map((amountMinor) => ({
      kind: 'refund' as const,
      amountMinor,
      currency: purchase.currency,
      paymentId: purchase.paymentId,
    }));
  if (parts.length === 0) return { outcome: 'none', reasons: ['nothing was paid'], policyVersion };
  return { outcome: 'give', parts, reasons, policyVersion };
}
