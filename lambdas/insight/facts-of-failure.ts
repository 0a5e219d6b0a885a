import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { chooseLocale } from '../words/choose-locale';
import { wordsLocales } from '../words/locales';

/** What is read of a failure as it was published. What cannot be read counts as missing. */
const failureSchema = z.object({
  occurredAt: z.optional(z.string()),
  evidence: z.optional(z.enum(['detected', 'reported'])),
  brand: z.optional(z.string()),
  incidentId: z.optional(z.string()),
  customer: z.object({ id: z.string(), locale: z.optional(z.string()) }),
  purchase: z.optional(z.object({ amountMinor: z.int(), currency: z.string() })),
});

/** What insight keeps of a failure. Nothing of it says who the customer is. */
export interface FailureFacts {
  readonly customerId: string;
  readonly occurredAt?: string | undefined;
  readonly evidence?: string | undefined;
  readonly brand?: string | undefined;
  readonly incident?: string | undefined;
  readonly market?: string | undefined;
  /** The tag of one of the languages that we write. */
  readonly language?: string | undefined;
  readonly paid?: { readonly amountMinor: number; readonly currency: string } | undefined;
  readonly facts: string;
}

/** @returns undefined where it is none, or names no customer */
export function factsOfFailure(failure: unknown): FailureFacts | undefined {
  const parsed = failureSchema.safeParse(failure);
  if (!parsed.success) return undefined;
  const { customer, purchase, incidentId: incident, occurredAt, evidence, brand } = parsed.data;
  return {
    customerId: customer.id,
    occurredAt,
    evidence,
    brand,
    incident,
    market: customer.locale === undefined ? undefined : regionOf(customer.locale),
    language: customer.locale === undefined ? undefined : languageOf(customer.locale),
    paid: purchase,
    facts: hashOf(failure, occurredAt),
  };
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).region;
  } catch {
    return undefined;
  }
}

/** As mails choose it, so that figures of mails and of what is answered to them are of the same languages. */
function languageOf(locale: string): string | undefined {
  try {
    return chooseLocale(locale, wordsLocales).tag;
  } catch {
    return undefined;
  }
}

/** What is about who it was, whose it was, or says only which one. */
const notByPolicy = /^(customer|purchase|proof|schemaVersion|occurredAt|brand|note|title|sku)$|(Id|Ids|Ref|Code)$/;

/** A word of a contract, such as `in-transit`, and not what somebody wrote. */
const codeTerm = /^[A-Za-z][A-Za-z-]{0,29}$/;

/**
 * What policies decide by, without ids, times and texts: two failures with the same hash should be treated alike.
 * Numbers and distances in time are rounded to one digit, for nobody is treated otherwise over a second.
 */
function hashOf(failure: unknown, occurredAt: string | undefined): string {
  const text = JSON.stringify([comparable(failure, occurredAt)]);
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}

function comparable(value: unknown, occurredAt: string | undefined): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return rounded(value);
  if (typeof value === 'string') return comparableText(value, occurredAt);
  if (Array.isArray(value)) return value.map((each) => comparable(each, occurredAt));
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value)
    .filter(([name]) => !notByPolicy.test(name))
    .map(([name, inner]: [string, unknown]) => [name, comparable(inner, occurredAt)] as const)
    .filter(([, inner]) => inner !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries);
}

const hourMs = 3_600_000;

function comparableText(text: string, occurredAt: string | undefined): string | undefined {
  if (codeTerm.test(text)) return text;
  const distanceMs = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) - Date.parse(occurredAt ?? '') : NaN;
  return Number.isNaN(distanceMs) ? undefined : `${rounded(distanceMs / hourMs)} h`;
}

/** To one digit: 540 and 512 are 500, and 4200 is 4000. */
function rounded(value: number): number {
  return Number(value.toPrecision(1));
}
