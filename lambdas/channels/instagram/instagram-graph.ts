import { askGraph, type GraphRequest } from '../meta/ask-graph';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../port/answer';
import type { SenderTools } from '../port/channel-definition';
import type { InstagramSettings } from './instagram-settings';
import { instagramComments } from './rules';

/** Meta counts a message in bytes. */
const mostBytes = 1_000;

/**
 * The Graph API of an account: replies to comments, private replies, messages.
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api
 */
export class InstagramGraph implements AnswerSender {
  readonly isIdempotent = false;

  constructor(private readonly tools: SenderTools<InstagramSettings>) {}

  async send(answer: AnswerToSend): Promise<AnswerOutcome> {
    const { settings, key } = this.tools;
    const { account, graphUrl } = settings;
    const request = requestOf(answer, account);
    if (isMessage(answer) && Buffer.byteLength(answer.answer.text) > mostBytes) {
      return { state: 'refused', reason: 'too-long', why: `Instagram takes ${mostBytes} bytes in a message` };
    }
    return askGraph(request, { network: 'Instagram', graphUrl, key });
  }
}

function isMessage({ answer: { replyTo, to } }: AnswerToSend): boolean {
  return replyTo.network !== instagramComments.network || to !== 'public';
}

function requestOf({ answer, isForPeople }: AnswerToSend, account: string): GraphRequest {
  const { replyTo, to, text } = answer;
  const { messageId, threadId } = replyTo;
  if (replyTo.network !== instagramComments.network) {
    const kind = isForPeople ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };
    return { path: `${account}/messages`, body: { recipient: { id: threadId }, ...kind, message: { text } } };
  }
  if (to === 'public') return { path: `${encodeURIComponent(messageId)}/replies`, body: { message: text } };
  return { path: `${account}/messages`, body: { recipient: { comment_id: messageId }, message: { text } } };
}
