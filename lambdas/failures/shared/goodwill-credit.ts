import { dayMs } from '../../model/durations';
import type { AmountsMinor } from '../../model/limits';
import type { CreditPart } from '../../model/remedy';
import type { Failure } from '../definition/failure';

/** How long a credit can be used. */
export interface CreditExpiry {
  /** When it was decided. */
  readonly now: Date;
  /** In days from then on. `null`: it does not expire. */
  readonly creditDays: number | null;
}

/**
 * A goodwill credit for the customer of a failure, on top of what is given back. Undefined where the amount in the
 * purchase's currency is 0 or not set.
 *
 * @default it does not expire
 */
export function goodwillCredit(
  { customer, purchase: { currency } }: Pick<Failure, 'customer' | 'purchase'>,
  amountsMinor: AmountsMinor,
  expiry?: CreditExpiry,
): CreditPart | undefined {
  const amountMinor = amountsMinor[currency] ?? 0;
  if (amountMinor === 0) return undefined;
  const expiresAt = expiresAtOf(expiry);
  return {
    kind: 'credit',
    amountMinor,
    currency,
    accountId: creditAccountOf(customer),
    basis: 'goodwill',
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/** Why a person has to look before goodwill is given: nobody set an amount in that currency, not even 0. */
export function goodwillDoubts(amountsMinor: AmountsMinor, currency: string): string[] {
  return amountsMinor[currency] === undefined ? [`no goodwill credit is set in ${currency}`] : [];
}

/** The account that a customer's credits go to. */
export function creditAccountOf({ creditAccountId, id }: Failure['customer']): string {
  return creditAccountId ?? id;
}

function expiresAtOf(expiry: CreditExpiry | undefined): string | undefined {
  if (!expiry || expiry.creditDays === null) return undefined;
  return new Date(expiry.now.getTime() + expiry.creditDays * dayMs).toISOString();
}
