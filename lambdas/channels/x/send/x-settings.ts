import * as z from 'zod/mini';

/** What a deployment says about its account on X. */
export const xSettingsSchema = z.object({
  /** The id of the account, as digits. Its name may change. */
  user: z.string().check(z.regex(/^[1-9]\d{0,18}$/)),
  /** Where the API is, with its version. */
  apiUrl: z.url({ protocol: /^https?$/ }),
});

export type XSettings = z.infer<typeof xSettingsSchema>;
