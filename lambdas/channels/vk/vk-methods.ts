import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { boundedText } from '../../fulfilment/http/http-body';
import { wasNeverConnected } from '../../model/connection';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../port/answer';
import type { SenderTools } from '../port/channel-definition';
import { vk } from './rules';
import { outcomeOfVkError } from './vk-error';
import type { VkSettings } from './vk-settings';

const version = '5.199';

/** So long may a request take. The function has thirty seconds. */
const timeoutMs = 15_000;

const sentSchema = z.object({ response: z.union([z.number(), z.object({ comment_id: z.number() })]) });

/**
 * The methods of VK: messages, comments. It knows an answer by `random_id` or `guid` for an hour only, and the sweep
 * may ask later than that. So what is in doubt is not sent again; what arrives there twice in the hour is one answer.
 */
export class VkMethods implements AnswerSender {
  readonly isIdempotent = false;

  constructor(private readonly tools: SenderTools<VkSettings>) {}

  async send(answer: AnswerToSend): Promise<AnswerOutcome> {
    const token = await this.tools.key.read();
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      return await this.outcomeOf(await this.post(answer, token, timeout));
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (wasNeverConnected(cause)) return { state: 'later', why: 'VK could not be reached' };
      return { state: 'unknown', why: timeout.aborted ? 'VK did not answer in time' : 'the connection broke' };
    }
  }

  /** A redirect is not followed: the token is for one place only. It stands in the body, and in no address. */
  private post(answer: AnswerToSend, token: string, signal: AbortSignal): Promise<Response> {
    const { method, parameters } = callOf(answer, this.tools.settings.group);
    return fetch(`${this.tools.settings.apiUrl}/${method}`, {
      method: 'POST',
      headers: { connection: 'close' },
      body: new URLSearchParams({ ...parameters, access_token: token, v: version }),
      redirect: 'manual',
      signal,
    });
  }

  private async outcomeOf(response: Response): Promise<AnswerOutcome> {
    const body = jsonOf(await boundedText(response));
    const sent = sentSchema.safeParse(body);
    if (response.ok && sent.success) {
      const id = sent.data.response;
      return { state: 'sent', reference: String(typeof id === 'number' ? id : id.comment_id) };
    }
    const { isTokenOver, ...outcome } = outcomeOfVkError(response.status, body);
    if (isTokenOver) this.tools.key.forget();
    return outcome;
  }
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

function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
