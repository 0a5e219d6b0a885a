import * as z from 'zod/mini';
import { amplificationSchema } from '../../channels/amplification/amplification';
import { complaintRuleSchema } from '../../channels/complaints/complaint-rule';
import { SettingsError } from '../environment/environment';
import { readJson } from '../settings/read-json';
import { text } from '../settings/text';

const json = z.pipe(z.string(), z.transform(readJson));

const hearingSchema = z.object({
  /** Where it is kept who has said STOP, and who wrote about one cause. */
  LEDGER_TABLE_NAME: text,
  EVENT_BUS_NAME: text,
  /** Which messages are complaints, as JSON. */
  COMPLAINTS: z.pipe(json, complaintRuleSchema),
  /** What the deployment says about the channel, as JSON. Its own schema reads it. */
  CHANNEL: json,
  /** The endpoint that knows customers by their handles, with the secret of our requests. Both or none. */
  CUSTOMERS_URL: z.optional(z.url({ protocol: /^https?$/ })),
  CUSTOMERS_SECRET_NAME: z.optional(text),
  /** When many people who write about one cause are an incident, as JSON. */
  AMPLIFICATION: z.optional(z.pipe(json, amplificationSchema)),
});

/** The variables that a template has to set, all as text. */
export type ChannelHearingEnvironment = z.input<typeof hearingSchema>;

export type ChannelHearingSettings = z.output<typeof hearingSchema>;

/** @throws SettingsError */
export function channelHearingSettings(environment: NodeJS.ProcessEnv): ChannelHearingSettings {
  const result = hearingSchema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
