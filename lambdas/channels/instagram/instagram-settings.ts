import * as z from 'zod/mini';

/** What a deployment says about its account. */
export const instagramSettingsSchema = z.object({
  /** The id of the professional account. What is written to other accounts of the same app is not ours. */
  account: z.string().check(z.regex(/^\d{1,30}$/)),
  /** What Meta repeats in its challenge. Whoever knows it can have the URL answer one, and nothing else. */
  verifyToken: z.string().check(z.minLength(16), z.maxLength(200)),
  /** Where the Graph API is, with its version. */
  graphUrl: z.url({ protocol: /^https?$/ }),
});

export type InstagramSettings = z.infer<typeof instagramSettingsSchema>;
