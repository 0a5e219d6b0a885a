import * as z from 'zod/mini';

/** What a deployment says about its community. */
export const vkSettingsSchema = z.object({
  /** The id of the community, without a sign. */
  group: z.string().check(z.regex(/^[1-9]\d{0,15}$/)),
  /** What the URL repeats when VK asks whether it is ours. It is no secret: everybody who asks reads it. */
  confirmation: z.string().check(z.regex(/^[\w-]{4,100}$/)),
  /** Where the methods of the API are. */
  apiUrl: z.url({ protocol: /^https?$/ }),
});

export type VkSettings = z.infer<typeof vkSettingsSchema>;
