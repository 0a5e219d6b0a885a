import * as z from 'zod/mini';
import { defaultReference, isTimeZone, referenceSchema } from './guards/reference';
import { isCurrency, type Money } from './money';

/** Amounts in whole minor units, by ISO 4217 currency. */
export const amountsSchema = z.record(
  z.string().check(z.refine(isCurrency, { error: 'is not an ISO 4217 currency with a minor unit' })),
  z.int().check(z.nonnegative()),
);

const countSchema = z.int().check(z.nonnegative());

const budgetSchema = z.object({
  /** How many remedies are given without a person's approval. */
  remedies: countSchema,
  /** How much is given without a person's approval, by currency. Remedies in a currency without an amount are held. */
  amountMinor: amountsSchema,
});

/** A limit that all customers share. */
export const sharedBudgetSchema = z.extend(budgetSchema, {
  /**
   * How much is given in all currencies together, in minor units of the reference currency. Without it, no such limit.
   */
  referenceMinor: z.optional(countSchema),
});

/**
 * How much is given without a person's approval. What exceeds a limit is held, never refused. All amounts are whole
 * minor units by ISO 4217 currency. A remedy in a currency without an amount is held too, because nobody said how much
 * of it is a lot.
 */
export const limitsSchema = z.object({
  perRemedy: amountsSchema,
  /** For one customer, over the days before the failure is decided. */
  perCustomer: z.extend(budgetSchema, {
    windowDays: z.int().check(z.positive(), z.lte(400)),
    /**
     * For so many days after a customer was given something, a remedy for another id that differs in case or in letters
     * that look alike only is held. `windowDays` without it; with 0 nobody looks.
     */
    lookAlikeDays: z.optional(z.int().check(z.nonnegative(), z.lte(400))),
  }),
  /** For one failure type and one calendar day. */
  perFailureTypeAndDay: sharedBudgetSchema,
  /** For one incident. Its first remedies are given automatically, then one person decides about all the others. */
  perIncident: sharedBudgetSchema,
  /** For all failure types and one calendar day. */
  perDay: sharedBudgetSchema,
  /** For one event source, such as `com.example.player`, all failure types that it publishes, and one calendar day. */
  perSourceAndDay: z.optional(sharedBudgetSchema),
  /**
   * How many remedies that cost nothing (an answer, an apology) one mail address hears of in a calendar day. More are
   * held. 5 without it.
   */
  apologiesPerAddressAndDay: z.optional(countSchema),
  /** The currency in which limits add up all currencies, and the rates into it. */
  reference: z.optional(referenceSchema),
  /** In which IANA time zone a day begins. UTC without it. */
  timeZone: z.optional(z.string().check(z.refine(isTimeZone, { error: 'is not an IANA time zone' }))),
  /** A hold of more than this needs the approval of two different people. */
  twoPeopleAbove: amountsSchema,
  /** After how many hours a hold is overdue. It is escalated earlier, after three quarters of that time. */
  holdHours: z.int().check(z.positive(), z.lte(24 * 60)),
  /**
   * After how many minutes a customer is told that a person is looking, that the seller is asked, or that something is
   * still on its way. 60 without it; with 0 nobody is told.
   */
  announceAfterMinutes: z.optional(countSchema),
  /**
   * For how many hours in all the clock of a hold stands still while somebody who was asked for more has not answered.
   * Once its customer was told by when they hear of it, it goes on. 0 without it: their wait counts.
   */
  askedHours: z.optional(z.int().check(z.nonnegative(), z.lte(14 * 24))),
});

export type Limits = z.infer<typeof limitsSchema>;

/** Amounts in whole minor units, by ISO 4217 currency. */
export type AmountsMinor = Readonly<Record<string, number>>;

/** How much one budget allows. */
export interface BudgetLimit {
  readonly remedies: number;
  readonly amountMinor: AmountsMinor;
  /** In all currencies together, in minor units of the reference currency. */
  readonly referenceMinor?: number | undefined;
}

/**
 * Amounts of about the same value as ten US dollars, in minor units. Rounded by hand: a limit has to be of the right
 * size, not exact to the day's rate. Other currencies have no default limit, and remedies in them are held until one is
 * set.
 */
const tenUsd: AmountsMinor = {
  USD: 10_00,
  EUR: 10_00,
  GBP: 10_00,
  CHF: 10_00,
  CAD: 15_00,
  AUD: 15_00,
  NZD: 15_00,
  SGD: 15_00,
  JPY: 1_500,
  KRW: 15_000,
  CNY: 70_00,
  INR: 900_00,
  BRL: 60_00,
  MXN: 200_00,
  SEK: 100_00,
  NOK: 100_00,
  DKK: 75_00,
  PLN: 40_00,
  CZK: 250_00,
  HUF: 4_000_00,
  ZAR: 180_00,
  AED: 40_00,
  KWD: 3_000,
  BHD: 4_000,
  OMR: 4_000,
  JOD: 7_000,
  TND: 30_000,
  ISK: 1_300,
  UGX: 36_000,
  MGA: 45_000_00,
};

/**
 * Amounts of about the same value as so many US dollars, in minor units of each currency that has a default limit.
 *
 * @param dollars US dollars, not cents
 */
export function aboutUsd(dollars: number): AmountsMinor {
  return Object.fromEntries(
    Object.entries(tenUsd).map(([currency, amountMinor]) => [currency, Math.round((amountMinor * dollars) / 10)]),
  );
}

/**
 * So much in each currency, and half as much again in all of them together: the amounts by currency are rounded by
 * hand, and one of them alone has to fit.
 */
function sharedBudget(remedies: number, dollars: number): BudgetLimit {
  return { remedies, amountMinor: aboutUsd(dollars), referenceMinor: dollars * 150 };
}

/**
 * The limits of a deployment that sets no others. They fit a shop whose failures cost a few dollars each, and are low
 * enough that a wrong policy is noticed before it becomes expensive.
 */
export const defaultLimits: Limits = {
  perRemedy: aboutUsd(200),
  perCustomer: { windowDays: 30, remedies: 5, amountMinor: aboutUsd(400) },
  perFailureTypeAndDay: sharedBudget(5_000, 50_000),
  perIncident: sharedBudget(1_000, 10_000),
  perDay: sharedBudget(10_000, 100_000),
  // Half of what a type may: a detector that goes wrong leaves the other half to the others, and is stopped by itself.
  perSourceAndDay: sharedBudget(2_500, 25_000),
  reference: defaultReference,
  timeZone: 'UTC',
  twoPeopleAbove: aboutUsd(1000),
  holdHours: 48,
};

/** How much of what one person may release these are together: 1 where they are all of it, in whichever currencies. */
export function shareOfThreshold(amounts: readonly Money[], threshold: AmountsMinor): number {
  const shares = amounts.map(({ amountMinor, currency }) =>
    amountMinor === 0 ? 0 : amountMinor / limitIn(threshold, currency),
  );
  // To a billionth, so that ten tenths are one.
  return Math.round(shares.reduce((sum, share) => sum + share, 0) * 1e9) / 1e9;
}

/** The limit for a currency, or 0 where none is set, so that every remedy in it is held. */
export function limitIn(amounts: AmountsMinor, currency: string): number {
  return amounts[currency] ?? 0;
}
