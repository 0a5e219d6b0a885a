import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The four secrets of an app and of the account that it may write for. */
export interface XKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

/** X takes no request that is older, or comes from a clock that is wrong. */
const mostSecondsApart = 300;

/**
 * Whether requests are of the account, as X checks them:
 * https://docs.x.com/fundamentals/authentication/oauth-1-0a/authorizing-a-request. Each nonce is good once.
 */
export class XOauth {
  private readonly nonces = new Set<string>();

  constructor(
    public keys: XKeys,
    private readonly clock: () => Date,
  ) {}

  isOfAccount({ method = '', headers }: IncomingMessage, url: string): boolean {
    const given = parametersOf(headers.authorization ?? '');
    const { oauth_signature: signature, ...signed } = given;
    const { oauth_nonce: nonce = '', oauth_timestamp: at = '' } = signed;
    const isNew = nonce !== '' && !this.nonces.has(nonce);
    const isNow = Math.abs(this.clock().getTime() / 1000 - Number(at)) <= mostSecondsApart;
    const isKnown =
      signed['oauth_consumer_key'] === this.keys.consumerKey && signed['oauth_token'] === this.keys.accessToken;
    const isHmac = signed['oauth_signature_method'] === 'HMAC-SHA1' && (signed['oauth_version'] ?? '1.0') === '1.0';
    if (!isNew || !isNow || !isKnown || !isHmac || signature !== this.signatureOf(method, url, signed)) return false;
    this.nonces.add(nonce);
    return true;
  }

  private signatureOf(method: string, url: string, signed: Readonly<Record<string, string>>): string {
    const names = Object.keys(signed).sort();
    const parameters = names.map((name) => `${strict(name)}=${strict(signed[name] ?? '')}`).join('&');
    return createHmac('sha1', `${strict(this.keys.consumerSecret)}&${strict(this.keys.accessTokenSecret)}`)
      .update(`${method}&${strict(url)}&${strict(parameters)}`)
      .digest('base64');
  }
}

function parametersOf(header: string): Record<string, string> {
  if (!header.startsWith('OAuth ')) return {};
  const pairs = header.slice('OAuth '.length).split(/,\s*/);
  return Object.fromEntries(
    pairs.map((pair): [string, string] => {
      const [, name = '', value = ''] = /^([^=]+)="([^"]*)"$/.exec(pair) ?? [];
      return [decodeURIComponent(name), decodeURIComponent(value)];
    }),
  );
}

/** All but letters, digits, `-`, `.`, `_` and `~`, byte for byte. */
function strict(text: string): string {
  return Array.from(Buffer.from(text, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte);
    return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
