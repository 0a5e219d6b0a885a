import * as z from 'zod/mini';
import type { ProviderKey } from '../../../fulfilment/keys/provider-key';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../../port/answer';
import { askNetwork, jsonHeaders, type NetworkAnswer, type NetworkReply } from '../../port/ask-network';
import type { SenderTools } from '../../port/channel-definition';
import { AccessTokens } from '../../tokens/access-token';
import { urnOf, type LinkedinSettings } from './linkedin-settings';
import { outcomeOfLinkedinStatus } from './linkedin-error';
import { postOf } from './linkedin-urns';
import { askLinkedinToken } from './linkedin-token';

const createdSchema = z.object({ id: z.string().check(z.minLength(1)) });

/**
 * Comments of a page. LinkedIn knows them by no keys, so what is in doubt is not sent again.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api
 */
export class LinkedinComments implements AnswerSender {
  readonly isIdempotent = false;

  static of({ settings, key }: SenderTools<LinkedinSettings>, clock = (): Date => new Date()): LinkedinComments {
    const ask = (secret: string) => askLinkedinToken(settings.apiUrl, secret);
    return new LinkedinComments(settings, new AccessTokens({ secret: key, ask, clock }));
  }

  private constructor(
    private readonly settings: LinkedinSettings,
    private readonly key: ProviderKey,
  ) {}

  async send({ answer: { replyTo, text } }: AnswerToSend): Promise<AnswerOutcome> {
    const { apiUrl, version } = this.settings;
    const id = replyTo.threadId;
    const object = postOf(id);
    const comment = {
      actor: urnOf(this.settings),
      object,
      message: { text },
      ...(id !== object && { parentComment: id }),
    };
    return askNetwork({
      network: 'LinkedIn',
      key: this.key,
      request: (token) => ({
        url: `${apiUrl}/socialActions/${encodedUrn(id)}/comments`,
        headers: {
          ...jsonHeaders,
          authorization: `Bearer ${token}`,
          'linkedin-version': version,
          'x-restli-protocol-version': '2.0.0',
        },
        body: JSON.stringify(comment),
      }),
      read: replyOf,
    });
  }
}

/** The parentheses of an id would be read as a list. */
function encodedUrn(urn: string): string {
  return encodeURIComponent(urn).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
}

function replyOf({ status, isOk, headers, body }: NetworkAnswer): NetworkReply {
  if (!isOk) return outcomeOfLinkedinStatus(status);
  const reference = headers.get('x-restli-id') ?? createdSchema.safeParse(body).data?.id;
  return reference === undefined || reference === ''
    ? { state: 'unknown', why: `LinkedIn answered ${status} without the id of a comment` }
    : { state: 'sent', reference };
}
