import { hourMs } from '../../model/durations';
import { unreachable } from '../../model/unreachable';
import type { DeclineReason } from './part-outcome';

/** What follows a refusal. `advice` is one sentence for the person who handles it. */
export type NextStep =
  | { readonly step: 'person'; readonly advice: string }
  | { readonly step: 'try-again-later'; readonly afterMs: number; readonly advice: string };

/** How many later attempts a refused refund gets in all, before a person has to handle it. */
export const laterAttempts = 3;

/** Balances are topped up by payments that settle, which takes hours rather than minutes. */
const topUpMs = 6 * hourMs;

/**
 * What follows a refusal, by its reason. A later attempt is a new part with its own key, because a provider answers the
 * old key with the old refusal. That is safe only because a refusal is definite.
 */
export function nextStepOf(reason: DeclineReason): NextStep {
  switch (reason) {
    case 'insufficient-balance':
      return { step: 'try-again-later', afterMs: topUpMs, advice: 'Top up the balance at the provider.' };
    case 'already-refunded':
      return person('Compare the refund at the provider with this remedy, and close the remedy if they are the same.');
    case 'exceeds-payment':
      return person('Check what was refunded of this payment before, and give what is left or a credit.');
    case 'amount-not-payable':
      return person('Refund the next amount above it that the provider can move by hand, or give a credit.');
    case 'disputed':
      return person('Leave it to the bank, which decides the dispute, and do not pay twice.');
    case 'payment-not-found':
      return person(
        'Check that the payment id in the event belongs to this provider account, and refund by hand if not.',
      );
    case 'payment-not-refundable':
      return person(
        'Check at the provider whether the payment was ever taken, and give a credit or a bank transfer if so.',
      );
    case 'payment-too-old':
      return person('Give a credit or a bank transfer, because the provider no longer refunds this payment.');
    case 'card-unreachable':
      return person('Give a credit, or ask the customer for an account for a bank transfer.');
    case 'account-restricted':
      return {
        step: 'try-again-later',
        afterMs: hourMs,
        advice: "Clear the restriction in the provider's dashboard first, because it stops every refund.",
      };
    case 'out-of-stock':
    case 'too-late':
      return person('Offer the customer something else, or give back what was paid.');
    case 'no-answer':
      return person('Ask the partner, and make sure that it is not carried out after all.');
    case 'customer-not-reached':
      return person('Try to reach the customer another way.');
    case 'account-not-found':
      return person('Find the account of the customer, and put the credit on it by hand.');
    case 'entitlement-not-found':
      return person('Find the entitlement of the customer, and give it back by hand, or give back what was paid.');
    case 'not-available':
      return person('Offer the customer something else, or give back what was paid.');
    case 'address-gone':
      return person('Ask the customer where to send it, because the address is not kept any more.');
    case 'cancelled':
      return person('Ask who cancelled the refund at the provider, and why, before anything is given again.');
    case 'captured':
      return person('Refund the payment by hand, because it was taken before it could be cancelled.');
    case 'other':
      return person("Read in the provider's dashboard why it refused, and refund by hand or give a credit.");
    default:
      return unreachable(reason);
  }
}

function person(advice: string): NextStep {
  return { step: 'person', advice };
}
