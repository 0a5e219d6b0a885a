import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

const shape = z.object({
  /** The partner that keeps the accounts for credits. */
  credits: z._default(z.enum(['events', 'stripe', 'endpoint']), 'events'),
  /** The partner that sends replacements. */
  replacements: z._default(z.enum(['events', 'endpoint']), 'events'),
  /** The partner that keeps entitlements. */
  entitlements: z._default(z.enum(['events', 'endpoint']), 'events'),
  /** The partner that calls customers. */
  callbacks: z._default(z.enum(['events', 'endpoint']), 'events'),
  /** The base URL of the team's own endpoint, and the secret that it shares with us. */
  endpoint: z.optional(z.object({ url: z.url(), secretName: text })),
  /** Where Stripe's API is reached, the secret with its key, and the connected account that has the customers. */
  stripe: z.optional(z.object({ apiUrl: z.url(), secretName: text, account: z.optional(text) })),
});

/** How each partner is reached. */
export const partnerSettingSchema = shape.check(
  z.refine((setting) => setting.endpoint !== undefined || !Object.values(setting).includes('endpoint'), {
    error: 'an endpoint needs its URL and its secret',
  }),
  z.refine(({ credits, stripe }) => stripe !== undefined || credits !== 'stripe', {
    error: 'credits at Stripe need its URL and its secret',
  }),
);

export type PartnerSetting = z.output<typeof partnerSettingSchema>;
export type PartnerSettingText = z.input<typeof partnerSettingSchema>;
