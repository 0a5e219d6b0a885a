import * as currencyCodes from 'currency-codes';

/**
 * An amount of money in integer minor units (cents, yen, fils) of an ISO 4217 currency.
 * Never a float, never a division by 100: the exponent belongs to the currency.
 */
export interface Money {
  readonly amountMinor: number;
  /** ISO 4217 alphabetic code in upper case. */
  readonly currency: string;
}

/** Thrown where code handles an impossible amount of money. It is a defect of the caller, never a customer's case. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

/**
 * What ISO 4217 has changed since the package's edition of it. On 2025-03-31 the Caribbean guilder (XCG) replaced the
 * Netherlands Antillean guilder (ANG), in which nobody can pay any more.
 */
const newer: Readonly<Record<string, number>> = { XCG: 2 };
const withdrawn: readonly string[] = ['ANG'];

/** ISO 4217 codes without a minor unit (metals, bond units, tests), in which nobody pays. */
const withoutMinorUnit = /^X(AG|AU|BA|BB|BC|BD|DR|PD|PT|SU|TS|UA|XX)$/;

/** True of an ISO 4217 code, in upper case, in which an amount can be paid. */
export function isCurrency(code: string): boolean {
  if (!/^[A-Z]{3}$/.test(code) || withoutMinorUnit.test(code) || withdrawn.includes(code)) return false;
  return newer[code] !== undefined || currencyCodes.code(code) !== undefined;
}

/**
 * How many digits are behind the decimal point: 2 for USD, 0 for JPY, 3 for KWD.
 * From ISO 4217 and not from `Intl`, which formats 29 currencies with a different number of digits.
 */
export function exponentOf(currency: string): number {
  const digits = digitsOf(currency);
  if (digits === undefined) throw new MoneyError(`${currency} is not an ISO 4217 currency`);
  return digits;
}

function digitsOf(currency: string): number | undefined {
  return newer[currency] ?? currencyCodes.code(currency)?.digits;
}

export function money(amountMinor: number, currency: string): Money {
  if (!isCurrency(currency)) throw new MoneyError(`${currency} is not an ISO 4217 currency`);
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) {
    throw new MoneyError(`an amount is a whole number of minor units from 0 on, not ${amountMinor}`);
  }
  return { amountMinor, currency };
}

/** The amount as an exact decimal string, as people and reports write it: 399 GBP is `3.99`, 5800 JPY is `5800`. */
export function toDecimal({ amountMinor, currency }: Money): string {
  const exponent = exponentOf(currency);
  if (exponent === 0) return String(amountMinor);
  const digits = String(amountMinor).padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** The amount and its currency as reports write them: `3.99 GBP`. A currency may be one that nobody knows. */
export function written({ amountMinor, currency }: Money): string {
  if (digitsOf(currency) === undefined) return `${amountMinor} minor units of ${currency}`;
  return `${toDecimal({ amountMinor, currency })} ${currency}`;
}
