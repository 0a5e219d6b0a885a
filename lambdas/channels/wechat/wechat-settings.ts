import * as z from 'zod/mini';

/** What a deployment says about its service account on WeChat. */
export const wechatSettingsSchema = z.object({
  /** The AppID of the account. */
  appId: z.string().check(z.regex(/^wx[0-9a-f]{16}$/)),
  /** Where its interfaces are. */
  apiUrl: z.url({ protocol: /^https?$/ }),
});

export type WechatSettings = z.infer<typeof wechatSettingsSchema>;
