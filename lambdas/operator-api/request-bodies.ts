import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.cjs';
import { modes } from '../model/controls';

/** Reasons are kept for ever beside the money, where nobody's address may stand. */
const whySchema = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => !/\S@\S+\.\S/.test(text), {
    error: 'is kept for ever and in logs, so it must not hold a mail address',
  }),
);

/** What one customer reads. */
const messageSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(4000));

const messageToAllSchema = messageSchema.check(
  z.refine((text) => !/\S@\S+\.\S/.test(text), {
    error: 'is kept for ever with the decision, so it must not hold a mail address',
  }),
);

const longestExtensionHours = 60 * 24;

/** What people may say at the desk. Strict: a misspelt field would be a wish that nobody heard. */
export const bodySchemas = {
  approve: z.strictObject({
    /** What the customer is told instead of the failure type's own words. Kept with the envelope, and erased with it. */
    message: z.optional(messageSchema),
  }),
  why: z.strictObject({ why: whySchema }),
  approveIncident: z.strictObject({
    why: whySchema,
    /** What all the customers are told. It is kept for ever with the decision, so it names nobody. */
    message: z.optional(messageToAllSchema),
  }),
  reject: z.strictObject({
    why: whySchema,
    /** What the customer is told. It is kept with the envelope, and erased with it. */
    message: z.optional(messageSchema),
  }),
  voidCredit: z.strictObject({
    why: whySchema,
    /** The number of the part, where a remedy has several credits. */
    part: z.optional(z.int().check(z.positive())),
  }),
  extend: z.strictObject({
    hours: z.int().check(z.positive(), z.lte(longestExtensionHours)),
    why: whySchema,
  }),
  list: z.strictObject({
    limit: z._default(z.coerce.number().check(z.int(), z.positive(), z.lte(500)), 100),
  }),
};

/** What may be switched: all failure types, or one that is made right here. */
export function switchSchema(failureTypes: readonly string[]) {
  return z.strictObject({
    target: z.enum(['all', ...failureTypes]),
    mode: z.enum(modes),
    autoShare: z.optional(z.number().check(z.gte(0), z.lte(1))),
    why: whySchema,
  });
}

export type Applied<Value> =
  | { readonly heard: 'words'; readonly value: Value }
  /** What is wrong, each with its path. */
  | { readonly heard: 'problems'; readonly problems: readonly string[] };

/** Reads the body of a request. None is an empty one. */
export function hearBody<Value>(schema: z.ZodMiniType<Value>, body: string | undefined): Applied<Value> {
  if (body === undefined || body.trim() === '') return hear(schema, {});
  try {
    return hear(schema, JSON.parse(body));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { heard: 'problems', problems: ['(body): is no JSON'] };
  }
}

/** Reads what is asked for. Names every problem, and repeats no value. */
export function hear<Value>(schema: z.ZodMiniType<Value>, given: unknown): Applied<Value> {
  const result = schema.safeParse(given, { error: english().localeError });
  if (result.success) return { heard: 'words', value: result.data };
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || '(body)'}: ${message}`);
  return { heard: 'problems', problems };
}
