import * as z from 'zod/mini';
import { exponentOf, isCurrency, type Money } from '../money';

const currency = z.string().check(z.refine(isCurrency, { error: 'is not an ISO 4217 currency with a minor unit' }));

/** Rates into one currency, in which limits add up what is given in all of them. */
export const referenceSchema = z.object({
  currency,
  /** When the rates were right. ISO 8601, to the day. */
  asOf: z.iso.date(),
  /** Where they are from. */
  source: z.string().check(z.minLength(1)),
  /** How many units of each currency one unit of the reference currency buys. A currency without a rate is held. */
  unitsFor: z.record(currency, z.number().check(z.positive())),
});

export type Reference = z.infer<typeof referenceSchema>;

/**
 * Of the size of the day's rates, which is what a limit needs. A deployment may set newer ones; no service is asked, so
 * that a limit never depends on one.
 */
export const defaultReference: Reference = {
  currency: 'USD',
  asOf: '2026-06-30',
  source:
    'Federal Reserve, averages of June 2026 (https://github.com/datasets/exchange-rates); AED, BHD, JOD and OMR by their pegs; ' +
    'CZK, HUF, ISK, KWD, MGA, PLN, TND and UGX by hand, so that they count rather too much',
  unitsFor: {
    USD: 1,
    AED: 3.6725,
    AUD: 1.4235,
    BHD: 0.376,
    BRL: 5.1241,
    CAD: 1.4034,
    CHF: 0.7993,
    CNY: 6.7758,
    CZK: 20,
    DKK: 6.4903,
    EUR: 0.8684,
    GBP: 0.7497,
    HKD: 7.8377,
    HUF: 300,
    INR: 94.96,
    ISK: 120,
    JOD: 0.709,
    JPY: 160.77,
    KRW: 1529.4619,
    KWD: 0.3,
    MGA: 4400,
    MXN: 17.3792,
    MYR: 4.0635,
    NOK: 9.5827,
    NZD: 1.7295,
    OMR: 0.3845,
    PLN: 3.5,
    SEK: 9.5155,
    SGD: 1.2878,
    THB: 32.899,
    TND: 2.9,
    TWD: 31.6195,
    UGX: 3500,
    ZAR: 16.3886,
  },
};

/** What an amount counts in the reference currency, rounded up. Undefined where there is no rate for its currency. */
export function inReference(amount: Money, reference: Reference): Money | undefined {
  const units = amount.currency === reference.currency ? 1 : reference.unitsFor[amount.currency];
  if (units === undefined) return undefined;
  const scale = 10 ** (exponentOf(reference.currency) - exponentOf(amount.currency));
  return { amountMinor: Math.ceil((amount.amountMinor * scale) / units), currency: reference.currency };
}

/** Creating a format costs more than using it, and a deployment has one time zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at an instant in an IANA time zone, as limits of a day count it: `2026-11-21`. */
export function dayIn(timeZone: string, instant: Date): string {
  if (timeZone === 'UTC') return instant.toISOString().slice(0, 10);
  const known = formats.get(timeZone);
  // The Canadian format is that of ISO 8601.
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  if (!known) formats.set(timeZone, format);
  return format.format(instant);
}

/**
 * Zones that exist. To ask `Intl` for one loads its calendars and takes longer than to parse all the rest of a failure;
 * the list of those that it knows by their usual names is there at once.
 */
let known: Set<string> | undefined;

/** There are about 600. Names are equal whatever their case, so there is no end of spellings from outside. */
const mostKnown = 1_000;

/** Whether it is the name of an IANA time zone, by whichever of its names and in whatever case. */
export function isTimeZone(name: string): boolean {
  known ??= new Set(Intl.supportedValuesOf('timeZone'));
  if (known.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  if (known.size < mostKnown) known.add(name);
  return true;
}
