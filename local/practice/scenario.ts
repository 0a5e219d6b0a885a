import * as z from 'zod';
import { ordersAnswerSchema } from '../../lambdas/shop/order';
import { mishaps } from '../../lambdas/reports/mishaps';
import type { Basket } from '../company/shop/shop';

const text = z.string().trim().min(1).max(2_000);

const pattern = z.string().refine(isPattern, { error: 'is no regular expression' });

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'iu') instanceof RegExp;
  } catch {
    return false;
  }
}

/** What a customer says at some point, once. */
const sayingSchema = z.strictObject({
  /**
   * `mail`: the company has written by itself, and they have not answered yet. `answer`: a person of the company has
   * answered them. `silence`: nobody has, for so long.
   */
  when: z.enum(['mail', 'answer', 'silence']),
  /** How long after that. */
  afterSeconds: z.number().nonnegative().max(3_600),
  says: text,
  /** Whether they want no answer to it, as to a thank you. */
  closes: z.boolean().default(false),
  /**
   * They say it only where the company has written anything of this: after `answer`, where a person has. Empty: in any
   * case.
   */
  onceRead: z.array(pattern).default([]),
  /** They do not say it where the same has written anything of this. */
  unless: z.array(pattern).default([]),
});

export type Saying = z.infer<typeof sayingSchema>;

const beginsSchema = z.strictObject({
  /** `report`: they say it on the page of the shop's link. `call`: they say it to the agent, who reports it. */
  by: z.enum(['report', 'call']),
  /** What they say. */
  says: text,
  line: z.string(),
  /** What happened, by the page's own choices. */
  what: z.enum(mishaps),
  /** To the one question about it. A day may be written as `now+5d`. */
  answer: z.string().optional(),
});

/** A told story to practise with: a customer, what they bought, what happened, and what they say when. */
export const scenarioSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z\d]+(-[a-z\d]+)*$/, { error: 'is not of the form a-name' }),
    title: text,
    /** BCP 47: in which the customer reads and writes. */
    locale: z.string().refine((tag) => Intl.DateTimeFormat.supportedLocalesOf([tagOr(tag)]).length > 0),
    /** What kind of customer it is, for whoever practises. */
    mood: text,
    /** What to think of afterwards. */
    lookFor: z.array(text).min(1).max(6),
    customer: z.strictObject({ name: text, timeZone: z.string(), phone: z.string().optional() }),
    /** As a shop answers it: docs/reports.md. Times may be written as `now-2d`; ids are made for each run. */
    order: z.looseObject({ lines: z.array(z.looseObject({ lineId: z.string() })).min(1) }),
    begins: beginsSchema,
    says: z.array(sayingSchema).max(20),
  })
  .check((context) => {
    const { value, issues } = context;
    const problem = (message: string, ...path: string[]) =>
      issues.push({ code: 'custom', message, input: value, path });
    if (!value.order.lines.some(({ lineId }) => lineId === value.begins.line))
      problem('is no line of it', 'begins', 'line');
    const bought = ordersAnswerSchema.safeParse(answerOf(basketFor(value, 'a', new Date())));
    for (const { path, message } of bought.error?.issues ?? []) problem(message, ...path.map(String));
  });

export type Scenario = z.infer<typeof scenarioSchema>;

/** An ill-formed tag would be thrown and not refused. */
function tagOr(tag: string): string {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return 'zxx';
  }
}

function answerOf({ customer, orders }: Basket): object {
  return { customer, orders: orders.map((order) => ({ ...order, paymentId: 'payment' })) };
}

/** Each run is of a customer to whom nothing else has happened. */
export function customerIdOf(tag: string): string {
  return `cus_practice_${tag}`;
}

const ownIds: ReadonlySet<string> = new Set([
  'shipmentId',
  'trackingId',
  'rentalId',
  'passId',
  'entitlementId',
  'serviceId',
]);

/**
 * What the customer of a run has bought. It is what the shop says of it, so a scenario that names too little is refused
 * by the shop's own contract.
 *
 * @param tag no other run has it
 */
export function basketFor({ customer, locale, order }: ScenarioOrder, tag: string, now: Date): Basket {
  const orderId = `ord_practice_${tag}`;
  const person = { id: customerIdOf(tag), email: `practice-${tag}@example.com`, locale, ...customer };
  return { customer: person, orders: [{ ...(made(order, tag, now) as Basket['orders'][number]), orderId }] };
}

type ScenarioOrder = Pick<z.infer<typeof scenarioSchema>, 'customer' | 'locale' | 'order'>;

function made(value: unknown, tag: string, now: Date): unknown {
  if (typeof value === 'string') return instantOf(value, now);
  if (Array.isArray(value)) return value.map((item) => made(item, tag, now));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'string' && ownIds.has(name) ? `${inner}_${tag}` : made(inner, tag, now),
    ]),
  );
}

const relative = /^now([+-]\d{1,4})([mhd])$/;
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `now-2d` as an instant; any other text as it is. */
export function instantOf(text: string, now: Date): string {
  const [, count, unit = ''] = relative.exec(text) ?? [];
  if (count === undefined) return text;
  return new Date(now.getTime() + Number(count) * (unitMs[unit] ?? 0)).toISOString();
}
