import * as z from 'zod/mini';
import { quietHoursSchema } from '../rules/quiet-hours';

/** The channels on which a company may begin messages by itself. */
export const messageChannelNames = ['sms', 'whatsapp', 'wechat'] as const;

/** What the function that writes to customers is told about the channels on which it begins messages. */
export const messageChannelsSchema = z.array(
  z.object({
    name: z.enum(messageChannelNames),
    /** As the schema of the channel reads it. */
    settings: z.unknown(),
    /** The secret by which the company is known there. Missing where it is known by its role. */
    secretName: z.optional(z.string()),
    dayBudgetUsdMicros: z.int().check(z.positive()),
    quiet: quietHoursSchema,
  }),
);

export type MessageChannelSettings = z.infer<typeof messageChannelsSchema>[number];
