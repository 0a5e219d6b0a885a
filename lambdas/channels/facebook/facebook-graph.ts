import { askGraph, type GraphRequest } from '../meta/ask-graph';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../port/answer';
import type { SenderTools } from '../port/channel-definition';
import type { FacebookSettings } from './facebook-settings';
import { facebookComments } from './rules';

/**
 * The Graph API of a page: comments, private replies, messages.
 * https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export class FacebookGraph implements AnswerSender {
  readonly isIdempotent = false;

  constructor(private readonly tools: SenderTools<FacebookSettings>) {}

  send(answer: AnswerToSend): Promise<AnswerOutcome> {
    const { settings, key } = this.tools;
    const { page, graphUrl } = settings;
    return askGraph(requestOf(answer, page), { network: 'Facebook', graphUrl, key });
  }
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
