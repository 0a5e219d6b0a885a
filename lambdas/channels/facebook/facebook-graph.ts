import * as z from 'zod/mini';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../port/answer';
import {
  askNetwork,
  jsonHeaders,
  type NetworkAnswer,
  type NetworkReply,
  type NetworkRequest,
} from '../port/ask-network';
import type { SenderTools } from '../port/channel-definition';
import type { FacebookSettings } from './facebook-settings';
import { outcomeOfError } from './graph-error';
import { facebookComments } from './rules';

const sentSchema = z.union([z.object({ message_id: z.string() }), z.object({ id: z.string() })]);

interface GraphRequest {
  readonly path: string;
  readonly body: object;
}

/**
 * The Graph API of a page: comments, private replies, messages. It has no idempotency keys, so what is in doubt is not
 * sent again. https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export class FacebookGraph implements AnswerSender {
  readonly isIdempotent = false;

  constructor(private readonly tools: SenderTools<FacebookSettings>) {}

  send(answer: AnswerToSend): Promise<AnswerOutcome> {
    const { settings, key } = this.tools;
    const { path, body } = requestOf(answer, settings.page);
    return askNetwork({
      network: 'Facebook',
      key,
      request: (token): NetworkRequest => ({
        url: `${settings.graphUrl}/${path}`,
        headers: { ...jsonHeaders, authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      }),
      read: replyOf,
    });
  }
}

function replyOf({ status, isOk, body }: NetworkAnswer): NetworkReply {
  const sent = sentSchema.safeParse(body);
  if (!isOk || !sent.success) return outcomeOfError(status, body);
  return { state: 'sent', reference: 'id' in sent.data ? sent.data.id : sent.data.message_id };
}

function requestOf({ answer, isForPeople }: AnswerToSend, page: string): GraphRequest {
  const { replyTo, to, text } = answer;
  const { messageId, threadId } = replyTo;
  if (replyTo.network !== facebookComments.network) {
    const kind = isForPeople ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };
    return { path: `${page}/messages`, body: { recipient: { id: threadId }, ...kind, message: { text } } };
  }
  if (to === 'public') return { path: `${encodeURIComponent(messageId)}/comments`, body: { message: text } };
  // A post of a visitor has the id of the page in its own, and a comment that of the post.
  const recipient = messageId.startsWith(`${page}_`) ? { post_id: messageId } : { comment_id: messageId };
  return { path: `${page}/messages`, body: { recipient, message: { text } } };
}
