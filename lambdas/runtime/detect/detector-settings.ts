import * as z from 'zod/mini';
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

const detectorSchema = z.object({
  EVENT_BUS_NAME: text,
  /** The table with the subjects of all detectors. */
  WATCHED_TABLE_NAME: text,
  ...shopShape,
  /** Options that differ from the defaults, as JSON. The detector's own schema reads them. */
  DETECTOR_OPTIONS: z.pipe(z.string(), z.pipe(z.transform(readJson), z.looseObject({}))),
  /** The failure types that are handled, with commas. It publishes no other. */
  DETECTED_TYPES: z.pipe(
    text,
    z.transform((types) => types.split(',')),
  ),
});

export type DetectorEnvironment = z.input<typeof detectorSchema>;

/** Settings of the private functions of a detector. */
export type DetectorSettings = z.output<typeof detectorSchema>;

const pagedSchema = z.extend(detectorSchema, {
  /** Its own queue, in which the pages of an outage wait. */
  PAGE_QUEUE_URL: text,
});

export type PagedEnvironment = z.input<typeof pagedSchema>;

/** Settings of the private functions of a detector that publishes many failures for one signal. */
export type PagedSettings = z.output<typeof pagedSchema>;

/** @throws SettingsError */
export function pagedSettings(environment: NodeJS.ProcessEnv): PagedSettings {
  return settingsIn(pagedSchema, environment);
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
