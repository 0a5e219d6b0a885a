import * as z from 'zod/mini';
import { boundedText } from '../../fulfilment/http/http-body';
import { wasNeverConnected } from '../../model/connection';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../port/answer';
import type { SenderTools } from '../port/channel-definition';
import type { FacebookSettings } from './facebook-settings';
import { outcomeOfError } from './graph-error';
import { facebookComments } from './rules';

/** So long may a request take. The function has thirty seconds. */
const timeoutMs = 15_000;

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

  async send(answer: AnswerToSend): Promise<AnswerOutcome> {
    const token = await this.tools.key.read();
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      return await this.outcomeOf(await this.post(requestOf(answer, this.tools.settings.page), token, timeout));
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (wasNeverConnected(cause)) return { state: 'later', why: 'Facebook could not be reached' };
      return { state: 'unknown', why: timeout.aborted ? 'Facebook did not answer in time' : 'the connection broke' };
    }
  }

  /** A redirect is not followed: the token is for one place only. */
  private post({ path, body }: GraphRequest, token: string, signal: AbortSignal): Promise<Response> {
    return fetch(`${this.tools.settings.graphUrl}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, connection: 'close' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
  }

  private async outcomeOf(response: Response): Promise<AnswerOutcome> {
    const body = jsonOf(await boundedText(response));
    const sent = sentSchema.safeParse(body);
    if (response.ok && sent.success) {
      return { state: 'sent', reference: 'id' in sent.data ? sent.data.id : sent.data.message_id };
    }
    const { isTokenOver, ...outcome } = outcomeOfError(response.status, body);
    if (isTokenOver) this.tools.key.forget();
    return outcome;
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

function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
