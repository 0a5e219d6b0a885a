import * as z from 'zod/mini';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../port/answer';
import { askNetwork, jsonHeaders, type NetworkAnswer, type NetworkReply } from '../port/ask-network';
import type { SenderTools } from '../port/channel-definition';
import type { OdnoklassnikiSettings } from './odnoklassniki-settings';
import { outcomeOfOkError } from './ok-error';

const answerSchema = z.object({ success: z.boolean(), message_id: z.optional(z.string()) });

/**
 * Messages of a group in its chats with people. OK knows them by no keys, so what is in doubt is not sent again.
 * https://apiok.ru/dev/graph_api/methods/graph.user/graph.user.messages/post
 */
export class OkMessages implements AnswerSender {
  readonly isIdempotent = false;

  constructor(private readonly tools: SenderTools<OdnoklassnikiSettings>) {}

  async send({ key: ours, answer: { replyTo, text } }: AnswerToSend): Promise<AnswerOutcome> {
    const { settings, key } = this.tools;
    const path = `me/messages/${encodeURIComponent(replyTo.threadId)}`;
    return askNetwork({
      network: 'OK',
      key,
      // OK takes the token in the address alone.
      request: (token) => ({
        url: `${settings.apiUrl}/${path}?access_token=${encodeURIComponent(token)}`,
        headers: { 'content-type': `${jsonHeaders['content-type']};charset=utf-8` },
        body: JSON.stringify({ recipient: { chat_id: replyTo.threadId }, message: { text } }),
      }),
      read: (answer) => replyOf(answer, ours),
    });
  }
}

/** It answers 200 to errors too. An id of the message may be missing, and then ours stands for it. */
function replyOf({ status, isOk, body }: NetworkAnswer, ours: string): NetworkReply {
  const given = answerSchema.safeParse(body);
  if (!isOk || !given.success) return outcomeOfOkError(status, body);
  const { success, message_id: reference = ours } = given.data;
  return success
    ? { state: 'sent', reference }
    : { state: 'refused', reason: 'not-reachable', why: 'OK says that it did not send it' };
}
