/**
 * What numbers Stripe takes as amounts, by its page on currencies (https://docs.stripe.com/currencies, read on
 * 2026-11-27). The provider shares no code with what it is asked by, so that a wrong conversion is refused here as it
 * would be there, or moves the wrong money for all to see.
 */
const twoDecimalsAlwaysZero: readonly string[] = ['isk', 'ugx'];
const threeDecimalsLastZero: readonly string[] = ['bhd', 'jod', 'kwd', 'omr', 'tnd'];

/** An error in Stripe's format. */
export interface AmountError {
  readonly type: 'invalid_request_error';
  readonly param: 'amount';
  readonly message: string;
}

/** Why Stripe would not move this amount, or undefined where it would. */
export function amountErrorOf(amount: number, currency: string): AmountError | undefined {
  const code = currency.toLowerCase();
  const stepOf = twoDecimalsAlwaysZero.includes(code) ? 100 : threeDecimalsLastZero.includes(code) ? 10 : 1;
  if (amount % stepOf === 0) return undefined;
  const message = `Invalid amount: amounts in ${code} must be evenly divisible by ${stepOf}, and ${amount} is not.`;
  return { type: 'invalid_request_error', param: 'amount', message };
}
