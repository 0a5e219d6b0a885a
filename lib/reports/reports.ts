import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** Where customers and agents report failures, and how many of them. */
export interface ReportsOptions {
  /**
   * The secret with which your shop signs the links that it gives its customers: a line of 32 characters or more, or
   * two while it is rotated, the new one first. It is no other secret's.
   */
  readonly linkSecret: ISecret;
  /**
   * How many reports of one customer are taken on one day, in UTC.
   *
   * @default 10
   */
  readonly perCustomerPerDay?: number | undefined;
  /**
   * How many reports of all customers are taken in one minute.
   *
   * @default 120
   */
  readonly perMinute?: number | undefined;
  /**
   * Whether customers may ask on these pages to be called: the partner for calls is asked as for every call, and the
   * policy of the failure type `CallRequested` says when people are called.
   *
   * @default false
   */
  readonly calls?: boolean | undefined;
  /**
   * Whether anybody may write on a page without a link and without a purchase: each letter is a conversation that a
   * person answers. It needs the option `replies`, and with it mails that answer none of ours are heard likewise.
   *
   * @default false
   */
  readonly letters?: boolean | LettersOptions | undefined;
}

/** How many letters are taken. */
export interface LettersOptions {
  /**
   * Of one mail address on one day, in UTC.
   *
   * @default 3
   */
  readonly perAddressPerDay?: number | undefined;
  /**
   * Of all together in one hour.
   *
   * @default 60
   */
  readonly perHour?: number | undefined;
}

/** The same, checked. */
export type LettersConfig = Required<{ readonly [Name in keyof LettersOptions]: number }>;

/** The same, checked. */
export interface ReportsConfig extends Required<Pick<ReportsOptions, 'linkSecret'>> {
  readonly perCustomerPerDay: number;
  readonly perMinute: number;
  readonly calls: boolean;
  readonly letters: LettersConfig | undefined;
}

const mostPerCustomer = 1_000;
const mostPerMinute = 100_000;

/** A second way in, for whoever says what no machine saw. */
export class Reports {
  /**
   * Pages at an address of their own, which your shop links to.
   *
   * @throws Error where a limit is no whole number from 1 on
   */
  static at({
    linkSecret,
    perCustomerPerDay = 10,
    perMinute = 120,
    calls = false,
    letters = false,
  }: ReportsOptions): Reports {
    return new Reports({
      linkSecret,
      perCustomerPerDay: checkedLimit('perCustomerPerDay', perCustomerPerDay, mostPerCustomer),
      perMinute: checkedLimit('perMinute', perMinute, mostPerMinute),
      calls,
      letters: lettersOf(letters),
    });
  }

  private constructor(readonly config: ReportsConfig) {}
}

function checkedLimit(name: string, limit: number, most: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw new Error(`reports.${name} is a whole number from 1 to ${most}, and not ${limit}.`);
}

function lettersOf(letters: boolean | LettersOptions): LettersConfig | undefined {
  if (letters === false) return undefined;
  const { perAddressPerDay = 3, perHour = 60 } = letters === true ? {} : letters;
  return {
    perAddressPerDay: checkedLimit('letters.perAddressPerDay', perAddressPerDay, mostPerCustomer),
    perHour: checkedLimit('letters.perHour', perHour, mostPerMinute),
  };
}
