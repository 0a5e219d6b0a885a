import * as z from 'zod/mini';

/** What a deployment says about its page. */
export const facebookSettingsSchema = z.object({
  /** The id of the page. What is written to other pages of the same app is not ours. */
  page: z.string().check(z.regex(/^\d{1,30}$/)),
  /** What Meta repeats in its challenge. Whoever knows it can have the URL answer one, and nothing else. */
  verifyToken: z.string().check(z.minLength(16), z.maxLength(200)),
  /** Where the Graph API is, with its version. */
  graphUrl: z.url({ protocol: /^https?$/ }),
});

export type FacebookSettings = z.infer<typeof facebookSettingsSchema>;
