import * as z from 'zod/mini';
import type { ProviderKey } from '../../../fulfilment/keys/provider-key';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../../port/answer';
import { askNetwork, jsonHeaders, type NetworkAnswer, type NetworkReply } from '../../port/ask-network';
import type { SenderTools } from '../../port/channel-definition';
import { AccessTokens } from '../../tokens/access-token';
import type { WechatSettings } from '../wechat-settings';
import { outcomeOfWechatCode } from './wechat-error';
import { askWechatToken } from './wechat-token';

/** Of a message of an account, in UTF-8. */
const mostBytes = 2_048;

const answerSchema = z.object({ errcode: z.number() });

/**
 * Messages of a service account, as those of its customer service. WeChat knows them by no keys and gives them no ids,
 * so what is in doubt is not sent again, and the reference of what was sent is our own key.
 * https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.html
 */
export class WechatApi implements AnswerSender {
  readonly isIdempotent = false;

  static of({ settings, key }: SenderTools<WechatSettings>, clock = (): Date => new Date()): WechatApi {
    const ask = (secret: string) => askWechatToken(settings, secret);
    return new WechatApi(settings, new AccessTokens({ secret: key, ask, clock }));
  }

  private constructor(
    private readonly settings: WechatSettings,
    private readonly key: ProviderKey,
  ) {}

  async send({ key: reference, answer: { replyTo, text } }: AnswerToSend): Promise<AnswerOutcome> {
    if (Buffer.byteLength(text, 'utf8') > mostBytes) {
      return { state: 'refused', reason: 'too-long', why: `WeChat takes ${mostBytes} bytes` };
    }
    const message = { touser: replyTo.threadId, msgtype: 'text', text: { content: text } };
    return askNetwork({
      network: 'WeChat',
      key: this.key,
      // WeChat takes the token in the address alone. It ends within two hours.
      request: (token) => ({
        url: `${this.settings.apiUrl}/cgi-bin/message/custom/send?access_token=${encodeURIComponent(token)}`,
        headers: jsonHeaders,
        body: JSON.stringify(message),
      }),
      read: (answer) => replyOf(answer, reference),
    });
  }
}

/** It answers 200 to errors too. */
function replyOf({ status, isOk, body }: NetworkAnswer, reference: string): NetworkReply {
  const code = answerSchema.safeParse(body).data?.errcode;
  if (!isOk || code === undefined) return { state: 'unknown', why: `WeChat answered ${status} without a code` };
  return code === 0 ? { state: 'sent', reference } : outcomeOfWechatCode(code);
}
