import * as z from 'zod/mini';
import { usageSettingSchema } from '../../detect/paged/usage';
import { SettingsError } from '../environment/environment';
import { readJson } from '../settings/read-json';
import { text } from '../settings/text';
import { shopShape } from '../shop/shop-settings';

const doorSchema = z.object({
  /** The queue that gets what was received. */
  SIGNAL_QUEUE_URL: text,
  /** Secrets Manager secret with which the source of the signals signs. */
  SIGNAL_SECRET_NAME: text,
});

export type DoorEnvironment = z.input<typeof doorSchema>;

/** Settings of the public function of a detector. */
export type DoorSettings = z.output<typeof doorSchema>;

const detectorShape = {
  EVENT_BUS_NAME: text,
  /** The table with the subjects of all detectors. */
  WATCHED_TABLE_NAME: text,
  /** Options that differ from the defaults, as JSON. The detector's own schema reads them. */
  DETECTOR_OPTIONS: z.pipe(z.string(), z.pipe(z.transform(readJson), z.looseObject({}))),
  /** The failure types that are handled, with commas. It publishes no other. */
  DETECTED_TYPES: z.pipe(
    text,
    z.transform((types) => types.split(',')),
  ),
};

const detectorSchema = z.object({ ...detectorShape, ...shopShape });

export type DetectorEnvironment = z.input<typeof detectorSchema>;

/** Settings of the private functions of a detector. */
export type DetectorSettings = z.output<typeof detectorSchema>;

const pagedShape = {
  ...detectorShape,
  /** Its own queue, in which the pages of an outage wait. */
  PAGE_QUEUE_URL: text,
};

/** Where the shop says who used a service. */
const askingShopSchema = z.object({ ...pagedShape, ...shopShape, USAGE: z.optional(z.undefined()) });

/** Where something else says so that the team has named. */
const askingUsageSchema = z.object({
  ...pagedShape,
  /** What it is, as JSON. */
  USAGE: z.pipe(z.string(), z.pipe(z.transform(readJson), usageSettingSchema)),
});

export type PagedEnvironment = z.input<typeof askingShopSchema> | z.input<typeof askingUsageSchema>;

/** The same of whoever asks something else than the shop, before it knows its queue. */
export type UsageEnvironment = Omit<z.input<typeof askingUsageSchema>, 'PAGE_QUEUE_URL'>;

/** Settings of the private functions of a detector that publishes many failures for one signal. */
export type PagedSettings = z.output<typeof askingShopSchema> | z.output<typeof askingUsageSchema>;

/** @throws SettingsError */
export function pagedSettings(environment: NodeJS.ProcessEnv): PagedSettings {
  const isAskedElsewhere = environment['USAGE'] !== undefined;
  return isAskedElsewhere ? settingsIn(askingUsageSchema, environment) : settingsIn(askingShopSchema, environment);
}

/** @throws SettingsError */
export function doorSettings(environment: NodeJS.ProcessEnv): DoorSettings {
  return settingsIn(doorSchema, environment);
}

/** @throws SettingsError */
export function detectorSettings(environment: NodeJS.ProcessEnv): DetectorSettings {
  return settingsIn(detectorSchema, environment);
}

function settingsIn<Settings>(schema: z.ZodMiniType<Settings>, environment: NodeJS.ProcessEnv): Settings {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
