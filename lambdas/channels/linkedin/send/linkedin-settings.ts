import * as z from 'zod/mini';

/** What a deployment says about its page on LinkedIn. */
export const linkedinSettingsSchema = z.object({
  /** The id of the organization, as digits. */
  organization: z.string().check(z.regex(/^[1-9]\d{0,18}$/)),
  /** The version of the API, as its month: each lives a year. */
  version: z.string().check(z.regex(/^20\d\d(0[1-9]|1[0-2])$/)),
  /** Where the API is. */
  apiUrl: z.url({ protocol: /^https?$/ }),
});

export type LinkedinSettings = z.infer<typeof linkedinSettingsSchema>;

/** How LinkedIn names a page. */
export function urnOf({ organization }: Pick<LinkedinSettings, 'organization'>): string {
  return `urn:li:organization:${organization}`;
}
