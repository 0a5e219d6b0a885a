import type Stripe from 'stripe';
import type { CreditPart } from '../../model/remedy';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import type { CreditPartner, PartnerRequest } from '../port/partner';
import { accountsFor } from './stripe-account';
import { isPayableByStripe, stripeStepMinor, toStripeAmount } from './stripe-amount';
import { StripeClient, within, type StripeClientProps } from './stripe-client';
import {
  bookingTypeOf,
  outcomeOfBookings,
  outcomeOfCreditError,
  outcomeOfCreditLookupError,
  type BookingType,
} from './stripe-credit-bookings';

type CreditRequest = PartnerRequest<CreditPart>;
type Transaction = Stripe.CustomerBalanceTransaction;

/** The most that Stripe lists at a time. */
const pageSize = 100;

/**
 * Credits on Stripe's customer balance, from which Stripe pays the customer's next invoices. `accountId` is the id of
 * the customer there. A balance has no expiry: the date is noted beside the credit, and nothing enforces it.
 */
export class StripeCredit implements CreditPartner {
  readonly accounts = accountsFor('credits');
  private readonly client: StripeClient;

  constructor(props: StripeClientProps) {
    this.client = new StripeClient(props);
  }

  smallestStepMinor(currency: string): number {
    return stripeStepMinor(currency);
  }

  async carryOut(request: CreditRequest): Promise<PartOutcome> {
    if (!isPayableByStripe(request.part)) return { state: 'declined', reason: 'amount-not-payable' };
    try {
      const given = await this.book(request, 'given', request.timeoutMs);
      return outcomeOfBookings([given], request);
    } catch (error) {
      return outcomeOfCreditError(error, request);
    }
  }

  async find(request: CreditRequest): Promise<PartOutcome | PartNotFound> {
    try {
      const { ofPart } = await this.readBook(request, endOf(request));
      return ofPart.length === 0 ? { state: 'not-found' } : outcomeOfBookings(ofPart, request);
    } catch (error) {
      return outcomeOfCreditLookupError(error, request);
    }
  }

  /**
   * Only as long as the balance still covers it. An invoice may be paid from it between our look-up and the debit: then
   * the customer would owe us money, and the credit is restored.
   */
  async withdraw(request: CreditRequest): Promise<PartOutcome> {
    const endsAt = endOf(request);
    try {
      const { ofPart, balance } = await this.readBook(request, endsAt);
      if (ofPart.length === 0) return { state: 'unknown', why: 'Stripe has no such credit to withdraw' };
      const known = outcomeOfBookings(ofPart, request);
      const debit = ofPart.find((transaction) => bookingTypeOf(transaction) === 'withdrawn');
      if (debit) return await this.settle(debit, ofPart, request, endsAt);
      if (known.state !== 'succeeded' || -balance < toStripeAmount(request.part)) return known;
      const made = await this.book(request, 'withdrawn', endsAt - performance.now());
      return await this.settle(made, [made, ...ofPart], request, endsAt);
    } catch (error) {
      // An error of the debit says nothing about the credit.
      return outcomeOfCreditLookupError(error, request);
    }
  }

  /** Restores a credit whose withdrawal left the customer in debt. A repetition finds the debit, and ends here too. */
  private async settle(
    debit: Transaction,
    ofPart: readonly Transaction[],
    request: CreditRequest,
    endsAt: number,
  ): Promise<PartOutcome> {
    const isSettled =
      debit.ending_balance <= 0 || ofPart.some((transaction) => bookingTypeOf(transaction) === 'restored');
    if (isSettled) return outcomeOfBookings(ofPart, request);
    const restored = await this.book(request, 'restored', endsAt - performance.now());
    return outcomeOfBookings([restored, ...ofPart], request);
  }

  private book(request: CreditRequest, bookingType: BookingType, timeoutMs: number): Promise<Transaction> {
    const { part, key } = request;
    const idempotencyKey = bookingType === 'given' ? key : `${key}_${bookingType}`;
    const options = { idempotencyKey, ...within(timeoutMs) };
    return this.client.call((stripe) =>
      stripe.customers.createBalanceTransaction(part.accountId, paramsOf(request, bookingType), options),
    );
  }

  /** All transactions of the part, newest first, and the present balance, which is negative where there is credit. */
  private async readBook(
    { part, remedyId, partNumber }: CreditRequest,
    endsAt: number,
  ): Promise<{ ofPart: Transaction[]; balance: number }> {
    const all = await this.client.call((stripe) => transactionsOf(part.accountId, stripe, endsAt));
    const isOf = ({ metadata }: Transaction): boolean =>
      metadata?.['remedyId'] === remedyId && metadata['part'] === String(partNumber);
    const newest = all.find(({ currency }) => currency.toUpperCase() === part.currency);
    return { ofPart: all.filter(isOf), balance: newest?.ending_balance ?? 0 };
  }
}

/** Credit is a negative amount on Stripe's balance. */
function paramsOf(
  { part, remedyId, partNumber, customerId, failureType }: CreditRequest,
  bookingType: BookingType,
): Stripe.CustomerCreateBalanceTransactionParams {
  const { currency, basis, expiresAt } = part;
  const amount = toStripeAmount(part);
  const marks = { remedyId, part: String(partNumber), customerId, failureType, basis, bookingType };
  return {
    amount: bookingType === 'withdrawn' ? amount : -amount,
    currency: currency.toLowerCase(),
    description: `${failureType}, ${remedyId}`,
    metadata: expiresAt === undefined ? marks : { ...marks, expiresAt },
  };
}

async function transactionsOf(accountId: string, stripe: Stripe, endsAt: number): Promise<Transaction[]> {
  const found: Transaction[] = [];
  let page: Stripe.CustomerListBalanceTransactionsParams = { limit: pageSize };
  for (;;) {
    const { data, has_more } = await stripe.customers.listBalanceTransactions(
      accountId,
      page,
      within(endsAt - performance.now()),
    );
    found.push(...data);
    const last = data.at(-1);
    if (!has_more || !last) return found;
    page = { ...page, starting_after: last.id };
  }
}

function endOf({ timeoutMs }: CreditRequest): number {
  return performance.now() + timeoutMs;
}
