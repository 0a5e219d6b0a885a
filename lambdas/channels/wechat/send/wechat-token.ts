import * as z from 'zod/mini';
import { boundedText } from '../../../fulfilment/http/http-body';
import { jsonHeaders, NoAccessTokenError } from '../../port/ask-network';
import type { AccessToken } from '../../tokens/access-token';
import type { WechatSettings } from './wechat-settings';

const timeoutMs = 8_000;

const tokenSchema = z.object({ access_token: z.string().check(z.minLength(1)), expires_in: z.number() });

const refusalSchema = z.object({ errcode: z.number() });

/**
 * The token of an account. Asked for in the normal mode, it is the same for whoever asks while it lasts, so functions
 * beside each other take none away from another one.
 * https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.html
 *
 * @throws NoAccessTokenError
 */
export async function askWechatToken({ appId, apiUrl }: WechatSettings, appSecret: string): Promise<AccessToken> {
  const body = await answerOf(`${apiUrl}/cgi-bin/stable_token`, {
    grant_type: 'client_credential',
    appid: appId,
    secret: appSecret,
    force_refresh: false,
  });
  const token = tokenSchema.safeParse(body);
  if (token.success) return { token: token.data.access_token, seconds: token.data.expires_in };
  const code = refusalSchema.safeParse(body).data?.errcode;
  // 40164: our address is not on the list of the account, 40125: the secret is not the account's.
  throw new NoAccessTokenError(`WeChat gave no access token${code === undefined ? '' : `: its error ${code}`}`);
}

async function answerOf(url: string, body: object): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...jsonHeaders, connection: 'close' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return JSON.parse((await boundedText(response)) ?? '');
  } catch (cause) {
    throw new NoAccessTokenError('WeChat gave no access token, as it could not be asked', { cause });
  }
}
