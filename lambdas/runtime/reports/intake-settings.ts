import * as z from 'zod/mini';
import { SettingsError } from '../environment/environment';
import { text } from '../settings/text';
import { shopShape } from '../shop/shop-settings';

const wholeNumber = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,6}$/)),
  z.pipe(z.transform(Number), z.int().check(z.positive())),
);

const intakeSchema = z.object({
  LEDGER_TABLE_NAME: text,
  EVENT_BUS_NAME: text,
  /** The table in which reports are counted. */
  REPORT_COUNTS_TABLE_NAME: text,
  /** The secret with which the shop signs links. */
  REPORT_LINK_SECRET_NAME: text,
  ...shopShape,
  /** The failure types that can be reported here, comma-separated. */
  REPORTED_TYPES: z.pipe(
    text,
    z.transform((list) => list.split(',')),
  ),
  REPORTS_PER_CUSTOMER_PER_DAY: wholeNumber,
  REPORTS_PER_MINUTE: wholeNumber,
});

/** What the template sets, all as text. */
export type IntakeEnvironment = z.input<typeof intakeSchema>;

/** Settings of the function that takes reports. */
export type IntakeSettings = z.output<typeof intakeSchema>;

/** @throws SettingsError */
export function intakeSettings(environment: NodeJS.ProcessEnv): IntakeSettings {
  const result = intakeSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
