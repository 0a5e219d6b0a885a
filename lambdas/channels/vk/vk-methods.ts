import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../port/answer';
import { askNetwork, type NetworkAnswer, type NetworkReply, type NetworkRequest } from '../port/ask-network';
import type { SenderTools } from '../port/channel-definition';
import { vk } from './rules';
import { outcomeOfVkError } from './vk-error';
import type { VkSettings } from './vk-settings';

const version = '5.199';

const sentSchema = z.object({ response: z.union([z.number(), z.object({ comment_id: z.number() })]) });

/**
 * The methods of VK: messages, comments. It knows an answer by `random_id` or `guid` for an hour only, and the sweep
 * may ask later than that. So what is in doubt is not sent again; what arrives there twice in the hour is one answer.
 */
export class VkMethods implements AnswerSender {
  readonly isIdempotent = false;

  constructor(private readonly tools: SenderTools<VkSettings>) {}

  /** The token stands in the body, and in no address. */
  send(answer: AnswerToSend): Promise<AnswerOutcome> {
    const { settings, key } = this.tools;
    const { method, parameters } = callOf(answer, settings.group);
    return askNetwork({
      network: 'VK',
      key,
      request: (token): NetworkRequest => ({
        url: `${settings.apiUrl}/${method}`,
        body: new URLSearchParams({ ...parameters, access_token: token, v: version }),
      }),
      read: replyOf,
    });
  }
}

function replyOf({ status, isOk, body }: NetworkAnswer): NetworkReply {
  const sent = sentSchema.safeParse(body);
  if (!isOk || !sent.success) return outcomeOfVkError(status, body);
  const id = sent.data.response;
  return { state: 'sent', reference: String(typeof id === 'number' ? id : id.comment_id) };
}

interface Call {
  readonly method: string;
  readonly parameters: Readonly<Record<string, string>>;
}

function callOf({ key, answer: { replyTo, text } }: AnswerToSend, group: string): Call {
  if (replyTo.network === vk.network) {
    return {
      method: 'messages.send',
      parameters: { peer_id: replyTo.threadId, message: text, random_id: numberOf(key) },
    };
  }
  const [post = '', comment = ''] = replyTo.threadId.split('_');
  const place = { owner_id: `-${group}`, post_id: post, reply_to_comment: comment, from_group: group };
  return { method: 'wall.createComment', parameters: { ...place, message: text, guid: key } };
}

/** Of 31 bits, as VK takes them. 0 would switch it off. */
function numberOf(key: string): string {
  const bits = createHash('sha256').update(key).digest().readUInt32BE() >>> 1;
  return String(Math.max(1, bits));
}
