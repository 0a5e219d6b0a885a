import * as z from 'zod/mini';
import { serviceTemplatesSchema } from './service-templates';

/** What a deployment says about its service account on WeChat. */
export const wechatSettingsSchema = z.object({
  /** The AppID of the account. */
  appId: z.string().check(z.regex(/^wx[0-9a-f]{16}$/)),
  /** Where its interfaces are. */
  apiUrl: z.url({ protocol: /^https?$/ }),
  /** The templates with which messages are begun, by the tags of languages. */
  serviceTemplates: z.prefault(serviceTemplatesSchema, {}),
});

export type WechatSettings = z.infer<typeof wechatSettingsSchema>;
