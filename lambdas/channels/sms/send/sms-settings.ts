import * as z from 'zod/mini';

/** What a deployment says about its numbers. */
export const smsSettingsSchema = z.object({
  /** The ARN of the number or pool that messages come from. */
  origination: z.string().check(z.regex(/^arn:[\w-]+:sms-voice:[\w-]+:\d{12}:(?:phone-number|pool)\/[\w-]{1,64}$/)),
  /** The ARN of the list of who is not written to. It is the one of the number or pool. */
  optOutList: z.string().check(z.regex(/^arn:[\w-]+:sms-voice:[\w-]+:\d{12}:opt-out-list\/[\w-]{1,64}$/)),
});

export type SmsSettings = z.infer<typeof smsSettingsSchema>;
