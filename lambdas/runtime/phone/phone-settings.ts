import * as z from 'zod/mini';
import { phoneSettingSchema } from '../../phone/phone-setting';
import { SettingsError } from '../environment/environment';
import { readJson } from '../settings/read-json';
import { text } from '../settings/text';

const schema = z.object({
  LEDGER_TABLE_NAME: text,
  EVENT_BUS_NAME: text,
  /** The source from which the bus takes what callers respond. */
  CALLBACK_SOURCE: text,
  /** What calls go by, as JSON. */
  PHONE: z.pipe(z.pipe(z.string(), z.transform(readJson)), phoneSettingSchema),
});

/** The variables that a template has to set, all as text. */
export type PhoneEnvironment = z.input<typeof schema>;

export type PhoneSettings = z.output<typeof schema>;

/** @throws SettingsError */
export function phoneSettings(environment: NodeJS.ProcessEnv): PhoneSettings {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
