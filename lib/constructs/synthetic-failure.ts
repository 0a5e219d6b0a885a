import { syntheticSource, syntheticType, type SyntheticCurrency } from '../../lambdas/outcomes/synthetic';
import type { FailureType } from '../options/failure-type';
import type { RefundProviderConfig } from '../options/refund-provider';

/** A failure of a test payment, which a stage makes every hour and makes good like any other. */
export interface SyntheticFailure {
  /**
   * The mailbox that its apologies go to: one of its own, which takes mail and which nobody has to read. SES's own
   * `success@simulator.amazonses.com` will do.
   */
  readonly mailbox: string;
  /**
   * The currency of the test payments. The limits of the stage have to let 3.99 of it go by itself, 24 times a day.
   *
   * @default 'EUR'
   */
  readonly currency?: SyntheticCurrency | undefined;
}

type StripeConfig = Extract<RefundProviderConfig, { readonly kind: 'stripe' }>;

/**
 * The provider of a stage with synthetic failures: there has to be a mode in which a refund every hour costs nothing.
 *
 * @throws Error where there is none, or where nobody handles the failure
 */
export function testProviderOf(provider: RefundProviderConfig, failures: readonly FailureType[]): StripeConfig {
  if (!failures.some(({ type, entry }) => type === syntheticType && entry === undefined)) {
    throw new Error(
      `A synthetic failure is a ${syntheticType} of the catalog. Handle it, or leave syntheticFailure out.`,
    );
  }
  if (provider.kind === 'stripe' && provider.mode === 'test') return provider;
  throw new Error(
    "A synthetic failure pays money back every hour, so it is made with Stripe's mode for tests alone: " +
      "RefundProvider.stripe({ …, mode: 'test' }), with a key for tests (stripeMode: 'test' in the file of a stage). " +
      'Leave syntheticFailure out of a stage that moves money, and deploy it in a stage beside it.',
  );
}

/** Synthetic failures come from a source of their own, which has the limits of a source by itself. */
export function withSynthetic(
  failures: readonly FailureType[],
  synthetic: SyntheticFailure | undefined,
): readonly FailureType[] {
  if (!synthetic) return failures;
  return failures.map((failure) => (failure.type === syntheticType ? failure.alsoFrom(syntheticSource) : failure));
}

/** The same as a stage file says it. */
export function syntheticFailureOf({
  syntheticMailbox: mailbox,
  syntheticCurrency: currency,
}: {
  readonly syntheticMailbox?: string | undefined;
  readonly syntheticCurrency?: SyntheticCurrency | undefined;
}): SyntheticFailure | undefined {
  return mailbox === undefined ? undefined : { mailbox, currency };
}
