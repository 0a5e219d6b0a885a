import * as z from 'zod/mini';
import { isCurrency } from './money';

/** Amounts in whole minor units, by ISO 4217 currency. */
export const amountsSchema = z.record(
  z.string().check(z.refine(isCurrency, { error: 'is not an ISO 4217 currency with a minor unit' })),
  z.int().check(z.nonnegative()),
);

const countSchema = z.int().check(z.nonnegative());

const budgetSchema = z.object({
  /** How many remedies are given without a person. */
  remedies: countSchema,
  /** How much is given without a person, by currency. A currency that is not named is held. */
  amountMinor: amountsSchema,
});

/**
 * How much is given without a person looking. Whatever goes beyond is held, never refused. All amounts are whole minor
 * units by ISO 4217 currency; money in a currency that a limit does not name is held as well, for nobody said how much of
 * it is much.
 */
export const limitsSchema = z.object({
  perRemedy: amountsSchema,
  /** For one customer, over the days before the failure is decided. */
  perCustomer: z.extend(budgetSchema, { windowDays: z.int().check(z.positive(), z.lte(400)) }),
  /** For one failure type and one calendar day in UTC. */
  perFailureTypeAndDay: budgetSchema,
  /** For one incident. Its first remedies go by themselves, then one person decides for all the others. */
  perIncident: budgetSchema,
  /** For all failure types and one calendar day in UTC. */
  perDay: budgetSchema,
  /** A hold of more than this needs the word of two different people. */
  twoPeopleAbove: amountsSchema,
  /** After so many hours a hold is overdue. It is escalated before, after three quarters of them. */
  holdHours: z.int().check(z.positive(), z.lte(24 * 60)),
});

export type Limits = z.infer<typeof limitsSchema>;

/** Amounts in whole minor units, by ISO 4217 currency. */
export type AmountsMinor = Readonly<Record<string, number>>;

/** What may be given out of one budget. */
export interface BudgetLimit {
  readonly remedies: number;
  readonly amountMinor: AmountsMinor;
}

/**
 * Amounts of about the same worth, in minor units, so that limits can be stated once. Rounded by hand: a limit has to be of
 * the right size, not exact to the day's rate. Other currencies have no default limit and are held until one is set.
 */
const tenner: AmountsMinor = {
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
};

/** Amounts of about ten US dollars times `count`, in the currencies that have a default limit. */
export function aboutTen(count: number): AmountsMinor {
  return Object.fromEntries(
    Object.entries(tenner).map(([currency, amountMinor]) => [currency, Math.round(amountMinor * count)]),
  );
}

/**
 * The limits where a deployment names no others. They fit a shop whose failures cost a few units each, and are low enough
 * for a wrong policy to be noticed before it is expensive.
 */
export const defaultLimits: Limits = {
  perRemedy: aboutTen(20),
  perCustomer: { windowDays: 30, remedies: 5, amountMinor: aboutTen(40) },
  perFailureTypeAndDay: { remedies: 5_000, amountMinor: aboutTen(5_000) },
  perIncident: { remedies: 1_000, amountMinor: aboutTen(1_000) },
  perDay: { remedies: 10_000, amountMinor: aboutTen(10_000) },
  twoPeopleAbove: aboutTen(100),
  holdHours: 48,
};

/** The limit for a currency, or 0 where none is set: then everything in it is held. */
export function limitIn(amounts: AmountsMinor, currency: string): number {
  return amounts[currency] ?? 0;
}
