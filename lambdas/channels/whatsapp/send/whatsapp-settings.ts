import * as z from 'zod/mini';
import { whatsappTemplates } from './template-words';

/** What a deployment says about its number on WhatsApp. */
export const whatsappSettingsSchema = z.object({
  /** AWS's id of the number. */
  phoneNumberId: z.string().check(z.regex(/^phone-number-id-[\w-]{1,80}$/)),
  /** Which of our templates Meta has approved, by the tags of their languages, each with Meta's id of it. */
  approvedTemplates: z
    .record(z.string(), z.string().check(z.regex(/^\d{1,30}$/)))
    .check(z.refine((ids) => Object.keys(ids).every((tag) => Object.hasOwn(whatsappTemplates, tag)))),
  /** The version of Meta's API. */
  metaApiVersion: z.string().check(z.regex(/^v\d{1,3}\.\d{1,2}$/)),
});

export type WhatsAppSettings = z.infer<typeof whatsappSettingsSchema>;
