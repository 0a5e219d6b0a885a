import { createHmac } from 'node:crypto';

/** What makes a request one of an account: the app's two, and those that the account gave the app. */
export interface OauthKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

/** What differs from request to request. */
export interface OauthMoment {
  readonly nonce: string;
  readonly at: Date;
}

/**
 * The signature of OAuth 1.0a over a request, whose parameters are those of its query, its form and its header. A body
 * of JSON is not in it.
 * https://docs.x.com/fundamentals/authentication/oauth-1-0a/creating-a-signature
 */
export function oauthSignature(
  { method, url, parameters }: { readonly method: string; readonly url: string; readonly parameters: OauthParameters },
  { consumerSecret, accessTokenSecret }: Pick<OauthKeys, 'consumerSecret' | 'accessTokenSecret'>,
): string {
  const listed = Object.entries(parameters)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const base = [method, url, listed.join('&')].map(encoded).join('&');
  const key = `${encoded(consumerSecret)}&${encoded(accessTokenSecret)}`;
  return createHmac('sha1', key).update(base).digest('base64');
}

type OauthParameters = Readonly<Record<string, string>>;

/** The header of a POST of JSON to an address without a query. */
export function oauthHeader(url: string, keys: OauthKeys, { nonce, at }: OauthMoment): string {
  const parameters = {
    oauth_consumer_key: keys.consumerKey,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(at.getTime() / 1000)),
    oauth_token: keys.accessToken,
    oauth_version: '1.0',
  };
  const oauth_signature = oauthSignature({ method: 'POST', url, parameters }, keys);
  const listed = Object.entries({ ...parameters, oauth_signature });
  return `OAuth ${listed.map(([name, value]) => `${encoded(name)}="${encoded(value)}"`).join(', ')}`;
}

/** As RFC 3986 has it, which spares less than `encodeURIComponent`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
