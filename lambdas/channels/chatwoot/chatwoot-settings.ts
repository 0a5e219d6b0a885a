import * as z from 'zod/mini';

/** The token of our user goes there with every answer, so nothing but this machine is reached without TLS. */
const reachable = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/;

/** What a deployment says about its account at Chatwoot. */
export const chatwootSettingsSchema = z.object({
  /** Where Chatwoot is. */
  url: z.url({ protocol: /^https?$/ }).check(z.regex(reachable)),
  /** The number of the account, as the addresses of its pages show it. */
  account: z.string().check(z.regex(/^[1-9]\d{0,15}$/)),
  /** The numbers of the inboxes that are read. Missing: all of them. */
  inboxes: z.optional(z.array(z.string().check(z.regex(/^[1-9]\d{0,15}$/))).check(z.minLength(1), z.maxLength(200))),
});

export type ChatwootSettings = z.infer<typeof chatwootSettingsSchema>;

/** An address below the one where Chatwoot is. */
export function atChatwoot({ url }: Pick<ChatwootSettings, 'url'>, path: string): string {
  return `${url.endsWith('/') ? url.slice(0, -1) : url}${path}`;
}
