import * as z from 'zod/mini';
import { boundedText } from '../../fulfilment/http/http-body';
import { wasNeverConnected } from '../../model/connection';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../port/answer';
import type { SenderTools } from '../port/channel-definition';
import { outcomeOfChatwootError } from './chatwoot-error';
import { atChatwoot, type ChatwootSettings } from './chatwoot-settings';

/** So long may a request take. The function has thirty seconds. */
const timeoutMs = 15_000;

const sentSchema = z.object({ id: z.union([z.int(), z.string().check(z.minLength(1))]) });

/**
 * Messages in a conversation of Chatwoot, which sends them where the customer wrote. It knows no keys, so what is in
 * doubt is not sent again. https://developers.chatwoot.com/api-reference/messages/create-new-message
 */
export class ChatwootMessages implements AnswerSender {
  readonly isIdempotent = false;

  constructor(private readonly tools: SenderTools<ChatwootSettings>) {}

  async send(answer: AnswerToSend): Promise<AnswerOutcome> {
    const token = await this.tools.key.read();
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      return await this.outcomeOf(await this.post(answer, token, timeout));
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (wasNeverConnected(cause)) return { state: 'later', why: 'Chatwoot could not be reached' };
      return { state: 'unknown', why: timeout.aborted ? 'Chatwoot did not answer in time' : 'the connection broke' };
    }
  }

  /** A redirect is not followed: the token is for one place only. */
  private post({ answer }: AnswerToSend, token: string, signal: AbortSignal): Promise<Response> {
    const { settings } = this.tools;
    const conversation = encodeURIComponent(answer.replyTo.threadId);
    const path = `/api/v1/accounts/${settings.account}/conversations/${conversation}/messages`;
    return fetch(atChatwoot(settings, path), {
      method: 'POST',
      headers: { 'content-type': 'application/json', api_access_token: token, connection: 'close' },
      body: JSON.stringify({
        content: answer.text,
        message_type: 'outgoing',
        private: false,
        content_type: 'text',
        content_attributes: {},
      }),
      redirect: 'manual',
      signal,
    });
  }

  private async outcomeOf(response: Response): Promise<AnswerOutcome> {
    const body = jsonOf(await boundedText(response));
    const sent = sentSchema.safeParse(body);
    if (response.ok && sent.success) return { state: 'sent', reference: String(sent.data.id) };
    const { isTokenOver, ...outcome } = outcomeOfChatwootError(response.status, body);
    if (isTokenOver) this.tools.key.forget();
    return outcome;
  }
}

function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
