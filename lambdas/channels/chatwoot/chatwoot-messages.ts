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
import { outcomeOfChatwootError } from './chatwoot-error';
import { atChatwoot, type ChatwootSettings } from './chatwoot-settings';

const sentSchema = z.object({ id: z.union([z.int(), z.string().check(z.minLength(1))]) });

/**
 * Messages in a conversation of Chatwoot, which sends them where the customer wrote. It knows no keys, so what is in
 * doubt is not sent again. https://developers.chatwoot.com/api-reference/messages/create-new-message
 */
export class ChatwootMessages implements AnswerSender {
  readonly isIdempotent = false;

  constructor(private readonly tools: SenderTools<ChatwootSettings>) {}

  send({ answer }: AnswerToSend): Promise<AnswerOutcome> {
    const { settings, key } = this.tools;
    const conversation = encodeURIComponent(answer.replyTo.threadId);
    const path = `/api/v1/accounts/${settings.account}/conversations/${conversation}/messages`;
    return askNetwork({
      network: 'Chatwoot',
      key,
      request: (token): NetworkRequest => ({
        url: atChatwoot(settings, path),
        headers: { ...jsonHeaders, api_access_token: token },
        body: JSON.stringify({
          content: answer.text,
          message_type: 'outgoing',
          private: false,
          content_type: 'text',
          content_attributes: {},
        }),
      }),
      read: replyOf,
    });
  }
}

function replyOf({ status, isOk, body }: NetworkAnswer): NetworkReply {
  const sent = sentSchema.safeParse(body);
  return isOk && sent.success
    ? { state: 'sent', reference: String(sent.data.id) }
    : outcomeOfChatwootError(status, body);
}
