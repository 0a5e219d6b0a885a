import { randomUUID } from 'node:crypto';

/** By what an app asks for tokens. */
export interface LinkedinKeys {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

const tokenSeconds = 60 * 24 * 3_600;

/** Who may write for a page, and for how long: https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens */
export class LinkedinTokens {
  private readonly given = new Map<string, number>();
  /** How often one was asked for. */
  asked = 0;

  constructor(
    private keys: LinkedinKeys,
    private readonly clock: () => Date,
  ) {}

  /** Whoever may write for the page signs in again. What they gave before is not valid any more. */
  replace(keys: LinkedinKeys): void {
    this.keys = keys;
    this.given.clear();
  }

  isValid(authorization: string | undefined): boolean {
    const endsAtMs = this.given.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
    return endsAtMs !== undefined && this.clock().getTime() < endsAtMs;
  }

  /** What the server of tokens answers to a form. */
  answer(form: URLSearchParams): readonly [status: number, body: object] {
    this.asked++;
    if (form.get('grant_type') !== 'refresh_token') return [400, { error: 'unsupported_grant_type' }];
    const { clientId, clientSecret, refreshToken } = this.keys;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
      return [401, { error: 'invalid_client' }];
    }
    if (form.get('refresh_token') !== refreshToken) return [400, { error: 'invalid_request' }];
    const token = `AQX${randomUUID()}`;
    this.given.set(token, this.clock().getTime() + tokenSeconds * 1000);
    const common = { refresh_token: refreshToken, refresh_token_expires_in: 31_536_000 };
    return [200, { access_token: token, expires_in: tokenSeconds, ...common }];
  }
}
