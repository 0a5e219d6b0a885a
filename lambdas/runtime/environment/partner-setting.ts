import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

const shape = z.object({
  /** Who keeps the accounts that credits go to. */
  credits: z._default(z.enum(['events', 'stripe', 'endpoint']), 'events'),
  /** Who sends goods once more. */
  replacements: z._default(z.enum(['events', 'endpoint']), 'events'),
  /** Who calls customers. */
  callbacks: z._default(z.enum(['events', 'endpoint']), 'events'),
  /** Where the team's own endpoint begins, and the secret that it shares with us. */
  endpoint: z.optional(z.object({ url: z.url(), secretName: text })),
  /** Where Stripe's API is reached, and the secret with its key. */
  stripe: z.optional(z.object({ apiUrl: z.url(), secretName: text })),
});

/** Who carries out what the payment provider does not. */
export const partnerSettingSchema = shape.check(
  z.refine((setting) => setting.endpoint !== undefined || !Object.values(setting).includes('endpoint'), {
    error: 'an endpoint needs its address and its secret',
  }),
  z.refine(({ credits, stripe }) => stripe !== undefined || credits !== 'stripe', {
    error: 'credits at Stripe need its address and its secret',
  }),
);

export type PartnerSetting = z.output<typeof partnerSettingSchema>;
export type PartnerSettingText = z.input<typeof partnerSettingSchema>;
