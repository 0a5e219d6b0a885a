import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { ProviderKey } from '../../../fulfilment/keys/provider-key';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../../port/answer';
import { askNetwork, jsonHeaders, type NetworkAnswer, type NetworkReply } from '../../port/ask-network';
import type { SenderTools } from '../../port/channel-definition';
import type { MessageSender, MessageToBegin } from '../../port/message-sender';
import { AccessTokens } from '../../tokens/access-token';
import type { WechatSettings } from './wechat-settings';
import { dataOf } from './service-templates';
import { outcomeOfWechatCode } from './wechat-error';
import { askWechatToken } from './wechat-token';

/** Of a message of an account, in UTF-8. */
const mostBytes = 2_048;

const answerSchema = z.object({ errcode: z.number(), msgid: z.optional(z.union([z.number(), z.string()])) });

/**
 * Messages of a service account: those of its customer service, and its templates. WeChat knows the first by no keys
 * and gives them no ids, and knows the second by a key for ten minutes. So what is in doubt is not sent again, and the
 * reference of what has no id is our own key.
 * https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.html,
 * https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage.html
 */
export class WechatApi implements AnswerSender, MessageSender {
  readonly isIdempotent = false;

  static of({ settings, key }: SenderTools<WechatSettings>, clock = (): Date => new Date()): WechatApi {
    const ask = (secret: string) => askWechatToken(settings, secret);
    return new WechatApi(settings, new AccessTokens({ secret: key, ask, clock }));
  }

  private constructor(
    private readonly settings: WechatSettings,
    private readonly key: ProviderKey,
  ) {}

  async send({ key, answer: { replyTo, text } }: AnswerToSend): Promise<AnswerOutcome> {
    return this.sendText(replyTo.threadId, text, key);
  }

  async begin({ handle, text, tag, template }: MessageToBegin): Promise<AnswerOutcome> {
    const ours = createHash('sha256').update(tag).digest('hex').slice(0, 32);
    if (!template) return this.sendText(handle, text, ours);
    const data = dataOf(template, this.settings.serviceTemplates);
    const message = { touser: handle, template_id: template.name, data, client_msg_id: ours };
    return this.post('message/template/send', message, ours);
  }

  private async sendText(touser: string, content: string, ours: string): Promise<AnswerOutcome> {
    if (Buffer.byteLength(content, 'utf8') > mostBytes) {
      return { state: 'refused', reason: 'too-long', why: `WeChat takes ${mostBytes} bytes` };
    }
    return this.post('message/custom/send', { touser, msgtype: 'text', text: { content } }, ours);
  }

  private post(path: string, message: object, ours: string): Promise<AnswerOutcome> {
    return askNetwork({
      network: 'WeChat',
      key: this.key,
      // WeChat takes the token in the address alone. It ends within two hours.
      request: (token) => ({
        url: `${this.settings.apiUrl}/cgi-bin/${path}?access_token=${encodeURIComponent(token)}`,
        headers: jsonHeaders,
        body: JSON.stringify(message),
      }),
      read: (answer) => replyOf(answer, ours),
    });
  }
}

/** It answers 200 to errors too. */
function replyOf({ status, isOk, body }: NetworkAnswer, ours: string): NetworkReply {
  const { errcode: code, msgid } = answerSchema.safeParse(body).data ?? {};
  if (!isOk || code === undefined) return { state: 'unknown', why: `WeChat answered ${status} without a code` };
  return code === 0 ? { state: 'sent', reference: String(msgid ?? ours) } : outcomeOfWechatCode(code);
}
