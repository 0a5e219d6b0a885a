import * as z from 'zod/mini';
import { text } from '../environment/text';
import { detectorSchema, settingsIn } from './detector-settings';

const healthSchema = z.extend(detectorSchema, {
  /** Its own queue, in which the pages of an outage wait. */
  PAGE_QUEUE_URL: text,
});

export type HealthEnvironment = z.input<typeof healthSchema>;

/** Settings of the private functions of service health. */
export type HealthSettings = z.output<typeof healthSchema>;

/** @throws SettingsError */
export function healthSettings(environment: NodeJS.ProcessEnv): HealthSettings {
  return settingsIn(healthSchema, environment);
}
