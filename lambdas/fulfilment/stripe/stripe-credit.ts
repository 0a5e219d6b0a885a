import type Stripe from 'stripe';
import type { CreditPart } from '../../model/remedy';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import type { Partner, PartnerRequest } from '../port/partner';
import { StripeClient, within, type StripeClientProps } from './stripe-client';
import {
  deedOf,
  outcomeOfBook,
  outcomeOfCreditError,
  outcomeOfCreditLookUpError,
  type Deed,
} from './stripe-credit-book';

type CreditRequest = PartnerRequest<CreditPart>;
type Transaction = Stripe.CustomerBalanceTransaction;

/** The most that Stripe lists at a time. */
const pageSize = 100;

/**
 * Credits on Stripe's customer balance, from which Stripe pays the customer's next invoices. `accountId` is the id of the
 * customer there. A balance knows no expiry: a date is noted beside the credit, and nothing ends it.
 */
export class StripeCredit implements Partner<CreditPart> {
  private readonly client: StripeClient;

  constructor(props: StripeClientProps) {
    this.client = new StripeClient(props);
  }

  async carryOut(request: CreditRequest): Promise<PartOutcome> {
    try {
      const given = await this.book(request, 'given', request.timeoutMs);
      return outcomeOfBook([given], request);
    } catch (error) {
      return outcomeOfCreditError(error, request);
    }
  }

  async find(request: CreditRequest): Promise<PartOutcome | PartNotFound> {
    try {
      const { ofPart } = await this.readBook(request, endOf(request));
      return ofPart.length === 0 ? { state: 'not-found' } : outcomeOfBook(ofPart, request);
    } catch (error) {
      return outcomeOfCreditLookUpError(error, request);
    }
  }

  /**
   * Only as long as the balance still covers it. An invoice may be paid from it between our look and the debit: then the
   * customer would owe us money, and the credit is put back.
   */
  async withdraw(request: CreditRequest): Promise<PartOutcome> {
    const endsAt = endOf(request);
    try {
      const { ofPart, balance } = await this.readBook(request, endsAt);
      if (ofPart.length === 0) return { state: 'unknown', why: 'Stripe has no such credit to take back' };
      const known = outcomeOfBook(ofPart, request);
      const debit = ofPart.find((transaction) => deedOf(transaction) === 'withdrawn');
      if (debit) return await this.settle(debit, ofPart, request, endsAt);
      if (known.state !== 'succeeded' || -balance < request.part.amountMinor) return known;
      const made = await this.book(request, 'withdrawn', endsAt - performance.now());
      return await this.settle(made, [made, ...ofPart], request, endsAt);
    } catch (error) {
      // Whatever refuses a debit says nothing about the credit.
      return outcomeOfCreditLookUpError(error, request);
    }
  }

  /** Puts back what left the customer in debt. A repetition finds the debit, and ends here too. */
  private async settle(
    debit: Transaction,
    ofPart: readonly Transaction[],
    request: CreditRequest,
    endsAt: number,
  ): Promise<PartOutcome> {
    const isSettled = debit.ending_balance <= 0 || ofPart.some((transaction) => deedOf(transaction) === 'restored');
    if (isSettled) return outcomeOfBook(ofPart, request);
    const restored = await this.book(request, 'restored', endsAt - performance.now());
    return outcomeOfBook([restored, ...ofPart], request);
  }

  private book(request: CreditRequest, deed: Deed, timeoutMs: number): Promise<Transaction> {
    const { part, key } = request;
    const idempotencyKey = deed === 'given' ? key : `${key}_${deed}`;
    const options = { idempotencyKey, ...within(timeoutMs) };
    return this.client.ask((stripe) =>
      stripe.customers.createBalanceTransaction(part.accountId, paramsOf(request, deed), options),
    );
  }

  /** All that concerns the part, newest first, and what the balance is now, which is below nothing where there is credit. */
  private async readBook(
    { part, remedyId, partNumber }: CreditRequest,
    endsAt: number,
  ): Promise<{ ofPart: Transaction[]; balance: number }> {
    const all = await this.client.ask((stripe) => transactionsOf(part.accountId, stripe, endsAt));
    const isOf = ({ metadata }: Transaction): boolean =>
      metadata?.['remedyId'] === remedyId && metadata['part'] === String(partNumber);
    const newest = all.find(({ currency }) => currency.toUpperCase() === part.currency);
    return { ofPart: all.filter(isOf), balance: newest?.ending_balance ?? 0 };
  }
}

/** On Stripe's balance credit is below nothing. */
function paramsOf(
  { part, remedyId, partNumber, customerId, failureType }: CreditRequest,
  deed: Deed,
): Stripe.CustomerCreateBalanceTransactionParams {
  const { amountMinor, currency, basis, expiresAt } = part;
  const marks = { remedyId, part: String(partNumber), customerId, failureType, basis, deed };
  return {
    amount: deed === 'withdrawn' ? amountMinor : -amountMinor,
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
