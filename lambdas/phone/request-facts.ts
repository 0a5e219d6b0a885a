import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1), z.maxLength(500));

/** A field that is read if it is as it should be, and is missing otherwise. */
const maybe = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.optional(schema), undefined);

const failureSchema = z.object({
  occurredAt: maybe(text),
  evidence: maybe(z.enum(['detected', 'reported'])),
  customer: maybe(z.object({ phone: maybe(text), timeZone: maybe(text), locale: maybe(text) })),
  purchase: maybe(z.object({ amountMinor: maybe(z.int()), currency: maybe(text) })),
});

/** What a failure says that a call needs. */
export interface FailureFacts {
  readonly occurredAt?: string | undefined;
  readonly evidence?: 'detected' | 'reported' | undefined;
  readonly phone?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly locale?: string | undefined;
  readonly paid?: { readonly amountMinor: number; readonly currency: string } | undefined;
}

/** Failure types differ, and a team has its own: what is not there is missing. */
export function failureFactsOf(failure: unknown): FailureFacts {
  const { occurredAt, evidence, customer, purchase } = failureSchema.safeParse(failure).data ?? {};
  const { amountMinor, currency } = purchase ?? {};
  const paid = amountMinor === undefined || currency === undefined ? undefined : { amountMinor, currency };
  return { occurredAt, evidence, ...customer, paid };
}

/** As the phone network takes it. */
export function isDialable(phone: string | undefined): phone is string {
  return phone !== undefined && /^\+[1-9]\d{6,14}$/.test(phone);
}
