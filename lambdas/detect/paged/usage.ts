import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1), z.maxLength(255));

/** How a moment is written. `iso` is ISO 8601 in UTC, such as `2026-11-20T10:00:00Z`. */
export const momentForms = ['iso', 'seconds', 'milliseconds'] as const;

/** What an entry of who used a service can say, by the path at which it stands there. */
const paths = /^(customer\.(id|name|email|phone|locale|timeZone)|customer|purchase(\.[A-Za-z]+)?|brand|serviceId)$/;

/** How a table of the team's says who used a service, as data: how it is keyed, and what its attributes hold. */
export const usageTableSchema = z.strictObject({
  /** An index of it, where the table itself is keyed otherwise. Everything that is asked for has to be projected. */
  index: z.optional(name),
  partitionKey: z.strictObject({
    name,
    /** What a partition is called, with `{service}` and, where each day has its own, `{day}` (`2026-11-20`, in UTC). */
    value: z.string().check(z.refine((value) => value.includes('{service}'), { error: 'has to have {service} in it' })),
  }),
  /** When it was used, or when that began. */
  sortKey: z
    .strictObject({
      name,
      holds: z.enum(momentForms),
      /** What stands before the moment, such as `USED#`. Something may follow it. */
      prefix: z.optional(z.string().check(z.maxLength(100))),
    })
    .check(
      z.refine(({ holds, prefix }) => holds === 'iso' || prefix === undefined, {
        error: 'has a prefix and is a number',
      }),
    ),
  /** Until when it was used, in the form of the sort key. Without it a use is a moment. */
  endedAt: z.optional(
    z.strictObject({
      name,
      /** How long a use lasts at most: so long before an outage is looked for uses that went on into it. */
      longestMinutes: z.number().check(z.positive(), z.lte(7 * 24 * 60)),
    }),
  ),
  /** Which attribute holds what of an entry, such as `{ 'customer.id': 'customerId' }`. */
  attributes: z.optional(z.record(z.string().check(z.regex(paths, { error: 'is nothing that is asked for' })), name)),
});

export type UsageTable = z.infer<typeof usageTableSchema>;

/** Where it is asked who used a service, if not at the shop. */
export const usageSettingSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('table'), tableName: z.string(), table: usageTableSchema }),
  z.strictObject({ ask: z.literal('function'), functionName: z.string() }),
]);

export type UsageSetting = z.infer<typeof usageSettingSchema>;
