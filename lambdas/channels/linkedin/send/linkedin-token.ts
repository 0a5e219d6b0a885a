import * as z from 'zod/mini';
import { boundedText } from '../../../fulfilment/http/http-body';
import { NoAccessTokenError } from '../../port/ask-network';
import type { AccessToken } from '../../tokens/access-token';
import { jsonOf } from '../../../model/written/json-of';

const timeoutMs = 8_000;

/** A token that somebody put there is looked for again this often, though it may last sixty days. */
const rereadSeconds = 3_600;

const text = z.string().check(z.minLength(1));

const refreshingSchema = z.object({ clientId: text, clientSecret: text, refreshToken: text });

const tokenSchema = z.object({ access_token: text, expires_in: z.number() });

/** LinkedIn gives tokens at another name than that of its API. Whatever stands in for it has both at one. */
function tokenUrlOf(apiUrl: string): string {
  const { origin } = new URL(apiUrl);
  return `${origin === 'https://api.linkedin.com' ? 'https://www.linkedin.com' : origin}/oauth/v2/accessToken`;
}

/**
 * The token of whoever may write for the page. The secret is either a token itself, which lasts sixty days, or JSON
 * with what asks for one: `clientId`, `clientSecret` and a `refreshToken`, which lasts a year and is not used up.
 * https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens
 *
 * @throws NoAccessTokenError
 */
export async function askLinkedinToken(apiUrl: string, secret: string): Promise<AccessToken> {
  if (!secret.startsWith('{')) return { token: secret, seconds: rereadSeconds };
  const keys = refreshingSchema.safeParse(jsonOf(secret));
  if (!keys.success) {
    throw new NoAccessTokenError('the secret is no JSON with clientId, clientSecret and refreshToken, and no token');
  }
  const { clientId, clientSecret, refreshToken } = keys.data;
  const { status, body } = await answerOf(tokenUrlOf(apiUrl), {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  });
  const token = tokenSchema.safeParse(body);
  if (token.success) return { token: token.data.access_token, seconds: token.data.expires_in };
  throw new NoAccessTokenError(`LinkedIn gave no access token: it answered ${status}`);
}

async function answerOf(
  url: string,
  form: Record<string, string>,
): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { connection: 'close' },
      body: new URLSearchParams(form),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: jsonOf((await boundedText(response)) ?? '') };
  } catch (cause) {
    throw new NoAccessTokenError('LinkedIn gave no access token, as it could not be asked', { cause });
  }
}
