import { checkedMessage, instantOf, type ReadMessage } from '../port/checked-message';
import { wechat } from './send/rules';
import type { WechatFields } from './wechat-fields';

/** Kinds of messages that have a file with them, which is not fetched. */
const withFile: ReadonlySet<string> = new Set(['image', 'voice', 'video', 'shortvideo']);

/** Kinds of messages that people write. https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html */
const written: ReadonlySet<string> = new Set(['text', 'location', 'link', ...withFile]);

/** The message of a push, or why it is none. Pure. */
export function messageOfFields(fields: WechatFields, appId: string): ReadMessage {
  const { MsgType: type = '', MsgId: id, FromUserName: from, CreateTime: at = '' } = fields;
  if (type === 'event') return `an event "${(fields['Event'] ?? '').slice(0, 40)}", which is not read`;
  if (!written.has(type)) return `a message of the type "${type.slice(0, 40)}", which is not read`;
  if (id === undefined || from === undefined) return 'a message without its id or its author';
  return checkedMessage({
    replyTo: {
      network: wechat.network,
      account: appId,
      messageId: id,
      threadId: from,
      writtenAt: instantOf(/^\d{1,12}$/.test(at) ? Number(at) * 1000 : 'never'),
    },
    place: wechat.network,
    author: { handle: from },
    text: textOf(fields),
    isPublic: false,
    attachments: withFile.has(type) ? 1 : 0,
  });
}

/** What somebody wrote, or said where the account has speech recognized. */
function textOf({
  Content: content,
  Recognition: recognized,
  Title: title,
  Url: url,
  Label: label,
}: WechatFields): string {
  return content ?? recognized ?? label ?? [title, url].filter((each) => each !== undefined).join(' ');
}
