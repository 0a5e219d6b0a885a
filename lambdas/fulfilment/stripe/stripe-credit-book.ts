import Stripe from 'stripe';
import type { CreditPart } from '../../model/remedy';
import type { DeclineReason, PartOutcome } from '../port/part-outcome';
import type { PartnerRequest } from '../port/partner';
import { NotAttemptedError } from '../port/refund-provider';
import { adviceOn, wasNotAttempted } from './stripe-client';

type CreditRequest = PartnerRequest<CreditPart>;
type Transaction = Stripe.CustomerBalanceTransaction;

const deeds = ['given', 'withdrawn', 'restored'] as const;

/** What a transaction of ours on a customer's balance is. `restored` undoes a withdrawal that came too late. */
export type Deed = (typeof deeds)[number];

export function deedOf({ metadata }: Transaction): Deed | undefined {
  return deeds.find((deed) => deed === metadata?.['deed']);
}

/** What became of a credit, by all transactions that carry its marks. */
export function outcomeOfBook(ofPart: readonly Transaction[], request: CreditRequest): PartOutcome {
  const difference = ofPart.map((transaction) => differenceOf(transaction, request)).find((found) => found);
  const [given, ...others] = ofPart.filter((transaction) => deedOf(transaction) === 'given');
  const providerRef = given?.id;
  if (difference) return { state: 'unknown', why: difference, providerRef };
  if (!given || providerRef === undefined) return { state: 'unknown', why: 'Stripe took back what it had not given' };
  if (others.length > 0) return { state: 'unknown', why: `Stripe has ${others.length + 1} credits of this one part` };
  const withdrawn = ofPart.find((transaction) => deedOf(transaction) === 'withdrawn');
  if (!withdrawn || ofPart.some((transaction) => deedOf(transaction) === 'restored'))
    return { state: 'succeeded', providerRef };
  if (withdrawn.ending_balance <= 0) return { state: 'declined', reason: 'cancelled', providerRef };
  return { state: 'unknown', why: 'It was taken back after it was spent, and has to be put back', providerRef };
}

function differenceOf(transaction: Transaction, { part, remedyId }: CreditRequest): string | undefined {
  const deed = deedOf(transaction);
  if (!deed) return 'Stripe has a transaction of this part that nobody here made';
  const promised = deed === 'withdrawn' ? part.amountMinor : -part.amountMinor;
  if (transaction.amount !== promised) return `Stripe booked ${transaction.amount}, and ${promised} was promised`;
  const currency = transaction.currency.toUpperCase();
  if (currency !== part.currency) return `Stripe booked in ${currency}, and ${part.currency} was promised`;
  const customer = typeof transaction.customer === 'string' ? transaction.customer : transaction.customer.id;
  if (customer !== part.accountId) return 'Stripe answered with the credit of another account';
  if (transaction.metadata?.['remedyId'] !== remedyId) return 'Stripe answered with the credit of another remedy';
  return undefined;
}

/** What Stripe says when it refuses to book: https://docs.stripe.com/error-codes */
const refusals: Readonly<Record<string, DeclineReason>> = {
  resource_missing: 'account-not-found',
  account_invalid: 'account-restricted',
  action_blocked: 'account-restricted',
  capability_not_active: 'account-restricted',
  request_blocked: 'account-restricted',
};

/** @throws {@link NotAttemptedError} */
export function outcomeOfCreditError(error: unknown, { key }: CreditRequest): PartOutcome {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  if (wasNotAttempted(error)) {
    throw new NotAttemptedError(`Stripe did not take up ${key}: ${adviceOn(error)}`, { cause: error });
  }
  // Before invalid requests, of which it is one: it says that the key stands for something else, so look, do not ask again.
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return { state: 'unknown', why: 'Stripe knows the key with other parameters' };
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    return { state: 'declined', reason: declineReasonOf(error) };
  }
  return { state: 'unknown', why: `Stripe gave no usable answer (${nameOf(error)})` };
}

/**
 * A look-up is never refused in a way that says anything about the credit: a customer this account does not see may well have
 * got it from the account they belong to.
 *
 * @throws {@link NotAttemptedError}
 */
export function outcomeOfCreditLookUpError(error: unknown, { key }: CreditRequest): PartOutcome {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  if (wasNotAttempted(error)) {
    throw new NotAttemptedError(`Stripe did not look up ${key}: ${adviceOn(error)}`, { cause: error });
  }
  if (error.code === 'resource_missing') {
    return { state: 'unknown', why: 'Stripe does not know the customer; the key may be that of another account' };
  }
  return { state: 'unknown', why: `Stripe gave no usable answer to the look-up (${nameOf(error)})` };
}

/** A customer who has no balance in this currency has no account that it could go to. */
function declineReasonOf(error: Stripe.errors.StripeError): DeclineReason {
  return refusals[error.code ?? ''] ?? (error.param === 'currency' ? 'account-not-found' : 'other');
}

function nameOf({ type, statusCode }: Stripe.errors.StripeError): string {
  return statusCode ? `${type} ${statusCode}` : type;
}
