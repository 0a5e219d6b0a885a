import Stripe from 'stripe';
import { written } from '../../model/money';
import type { CreditPart } from '../../model/remedy';
import type { DeclineReason, PartOutcome } from '../port/part-outcome';
import type { PartnerRequest } from '../port/partner';
import { accountTroubleIn, wasOfAccount } from './stripe-account';
import { fromStripeAmount } from './stripe-amount';
import { notAttempted, wasNotAttempted } from './stripe-client';

type CreditRequest = PartnerRequest<CreditPart>;
type Transaction = Stripe.CustomerBalanceTransaction;

const bookingTypes = ['given', 'withdrawn', 'restored'] as const;

/** What a transaction of ours on a customer's balance does. `restored` undoes a withdrawal that came too late. */
export type BookingType = (typeof bookingTypes)[number];

export function bookingTypeOf({ metadata }: Transaction): BookingType | undefined {
  return bookingTypes.find((type) => type === metadata?.['bookingType']);
}

/** What became of a credit, by all transactions that carry its marks. */
export function outcomeOfBookings(ofPart: readonly Transaction[], request: CreditRequest): PartOutcome {
  const difference = ofPart.map((transaction) => differenceOf(transaction, request)).find((found) => found);
  const [given, ...others] = ofPart.filter((transaction) => bookingTypeOf(transaction) === 'given');
  const providerRef = given?.id;
  if (difference) return { state: 'unknown', why: difference, providerRef };
  if (!given || providerRef === undefined)
    return { state: 'unknown', why: 'Stripe has a withdrawal of a credit that it never gave' };
  if (others.length > 0) return { state: 'unknown', why: `Stripe has ${others.length + 1} credits of this one part` };
  const withdrawn = ofPart.find((transaction) => bookingTypeOf(transaction) === 'withdrawn');
  if (!withdrawn || ofPart.some((transaction) => bookingTypeOf(transaction) === 'restored'))
    return { state: 'succeeded', providerRef };
  if (withdrawn.ending_balance <= 0) return { state: 'declined', reason: 'cancelled', providerRef };
  return { state: 'unknown', why: 'It was withdrawn after it was spent, and has to be restored', providerRef };
}

function differenceOf(transaction: Transaction, { part, remedyId }: CreditRequest): string | undefined {
  const bookingType = bookingTypeOf(transaction);
  if (!bookingType) return 'Stripe has a transaction of this part that is not ours';
  // Credit is a negative amount on Stripe's balance.
  const credited = bookingType === 'withdrawn' ? transaction.amount : -transaction.amount;
  const booked = fromStripeAmount(credited, transaction.currency);
  if (booked.amountMinor !== part.amountMinor || booked.currency !== part.currency) {
    return `Stripe booked ${written(booked)}, and ${written(part)} was promised`;
  }
  const customer = typeof transaction.customer === 'string' ? transaction.customer : transaction.customer.id;
  if (customer !== part.accountId) return 'Stripe answered with the credit of another account';
  if (transaction.metadata?.['remedyId'] !== remedyId) return 'Stripe answered with the credit of another remedy';
  return undefined;
}

/** What Stripe says when it refuses to book: https://docs.stripe.com/error-codes */
const refusals: Readonly<Record<string, DeclineReason>> = {
  resource_missing: 'account-not-found',
};

/** @throws NotAttemptedError */
export function outcomeOfCreditError(error: unknown, { key }: CreditRequest): PartOutcome {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const trouble = accountTroubleIn(error, 'credits');
  if (trouble) throw trouble;
  if (wasNotAttempted(error)) throw notAttempted(error, `process ${key}`, false);
  // Before invalid requests, of which it is one. The key stands for another request, so it is looked up and not used
  // again.
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return { state: 'unknown', why: 'Stripe knows the key with other parameters' };
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    return { state: 'declined', reason: declineReasonOf(error) };
  }
  return { state: 'unknown', why: `Stripe gave no usable answer (${nameOf(error)})` };
}

/**
 * A failed look-up says nothing about the credit: a customer whom this account does not see may well have got it from
 * another account.
 *
 * @throws NotAttemptedError
 */
export function outcomeOfCreditLookupError(error: unknown, { key }: CreditRequest): PartOutcome {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const trouble = accountTroubleIn(error, 'credits');
  if (trouble && !trouble.otherwise) throw trouble;
  if (wasNotAttempted(error)) throw notAttempted(error, `look up ${key}`, true);
  if (error.code === 'resource_missing') {
    return { state: 'unknown', why: 'Stripe does not know the customer; the key may be that of another account' };
  }
  return { state: 'unknown', why: `Stripe gave no usable answer to the look-up (${nameOf(error)})` };
}

/** A customer without a balance in this currency has no account for the credit. */
function declineReasonOf(error: Stripe.errors.StripeError): DeclineReason {
  if (wasOfAccount(error)) return 'account-restricted';
  return refusals[error.code ?? ''] ?? (error.param === 'currency' ? 'account-not-found' : 'other');
}

function nameOf({ type, statusCode }: Stripe.errors.StripeError): string {
  return statusCode ? `${type} ${statusCode}` : type;
}
