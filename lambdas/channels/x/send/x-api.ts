import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { KeyMissingError } from '../../../fulfilment/keys/provider-key';
import type { AnswerOutcome, AnswerSender, AnswerToSend, WrittenAnswer } from '../../port/answer';
import {
  askNetwork,
  jsonHeaders,
  type NetworkAnswer,
  type NetworkReply,
  type NetworkRequest,
} from '../../port/ask-network';
import type { SenderTools } from '../../port/channel-definition';
import { x } from './rules';
import type { XSettings } from './x-settings';
import { oauthHeader, type OauthKeys, type OauthMoment } from './oauth-header';
import { weightedLength } from './weighted-length';
import { outcomeOfXProblem } from './x-error';

const mostWeight = 280;

const text = z.string().check(z.minLength(1));

const keysSchema = z.object({
  consumerKey: text,
  consumerSecret: text,
  accessToken: text,
  accessTokenSecret: text,
});

const sentSchema = z.object({
  data: z.union([z.object({ dm_event_id: z.string() }), z.object({ id: z.string() })]),
});

/**
 * Posts and messages of an account, by the API of X, version 2. It has no idempotency keys, so what is in doubt is not
 * sent again. https://docs.x.com/x-api/posts/manage-tweets/introduction
 */
export class XApi implements AnswerSender {
  readonly isIdempotent = false;

  constructor(
    private readonly tools: SenderTools<XSettings>,
    private readonly newMoment: () => OauthMoment = () => ({ nonce: randomBytes(16).toString('hex'), at: new Date() }),
  ) {}

  async send({ answer }: AnswerToSend): Promise<AnswerOutcome> {
    if (answer.replyTo.network === x.network && weightedLength(answer.text) > mostWeight) {
      return { state: 'refused', reason: 'too-long', why: `X counts more than ${mostWeight} characters` };
    }
    const { settings, key } = this.tools;
    const { path, body } = requestOf(answer);
    const url = `${settings.apiUrl}/${path}`;
    return askNetwork({
      network: 'X',
      key,
      request: (secret): NetworkRequest => ({
        url,
        headers: { ...jsonHeaders, authorization: oauthHeader(url, keysIn(secret), this.newMoment()) },
        body: JSON.stringify(body),
      }),
      read: replyOf,
    });
  }
}

function requestOf({ replyTo, text: words }: WrittenAnswer): { readonly path: string; readonly body: object } {
  return replyTo.network === x.network
    ? { path: 'tweets', body: { text: words, reply: { in_reply_to_tweet_id: replyTo.messageId } } }
    : { path: `dm_conversations/with/${encodeURIComponent(replyTo.threadId)}/messages`, body: { text: words } };
}

function replyOf({ status, isOk, body }: NetworkAnswer): NetworkReply {
  const sent = sentSchema.safeParse(body);
  if (!isOk || !sent.success) return outcomeOfXProblem(status, body);
  const { data } = sent.data;
  return { state: 'sent', reference: 'id' in data ? data.id : data.dm_event_id };
}

/** @throws KeyMissingError where a person has to put the secret right */
function keysIn(secret: string): OauthKeys {
  try {
    return z.parse(keysSchema, JSON.parse(secret));
  } catch {
    throw new KeyMissingError(
      'The secret of the account on X is no JSON with consumerKey, consumerSecret, accessToken and accessTokenSecret.',
    );
  }
}
