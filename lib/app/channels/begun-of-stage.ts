import * as z from 'zod/mini';
import { quietHoursSchema } from '../../../lambdas/channels/rules/quiet-hours';
import type { BegunMessages } from '../../channels/message-options';

const begunForm = "{ dayBudgetUsd: 20, quietHours: { from: 21, until: 8, timeZone: 'Europe/Berlin' } }, or {}";

const { from, until, timeZone } = quietHoursSchema.shape;

const hourForm = 'a whole hour from 0 to 23';

const hour = z
  .number({ error: hourForm })
  .check(z.refine((value) => from.safeParse(value).success && until.safeParse(value).success, { error: hourForm }));

const zoneForm = "an IANA time zone: 'Europe/Berlin'";

const budgetForm = 'US dollars for one day, more than 0';

function isBudget(usd: number): boolean {
  const micros = Math.round(usd * 1_000_000);
  return micros > 0 && Number.isSafeInteger(micros);
}

/** Whether messages are begun too, as the file of a stage says it. */
export const begunSchema: z.ZodMiniType<BegunMessages> = z.strictObject(
  {
    dayBudgetUsd: z.optional(
      z.number({ error: budgetForm }).check(z.refine((usd) => isBudget(usd), { error: budgetForm })),
    ),
    quietHours: z.optional(
      z.strictObject(
        {
          from: hour,
          until: hour,
          timeZone: z
            .string({ error: zoneForm })
            .check(z.refine((text) => timeZone.safeParse(text).success, { error: zoneForm })),
        },
        { error: begunForm },
      ),
    ),
  },
  { error: begunForm },
);
