import * as z from 'zod/mini';

/** What a deployment says about its group on Odnoklassniki. */
export const odnoklassnikiSettingsSchema = z.object({
  /** The id of the group. Nothing that OK sends names it, so it stands in what we publish alone. */
  group: z.string().check(z.regex(/^[1-9]\d{0,19}$/)),
  /** Where the Graph API is. */
  apiUrl: z.url({ protocol: /^https?$/ }),
});

export type OdnoklassnikiSettings = z.infer<typeof odnoklassnikiSettingsSchema>;
