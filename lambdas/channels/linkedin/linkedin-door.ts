import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import { invalidSignature, type InvalidSignature } from '../../fulfilment/port/webhook-event';
import type { Door, DoorAnswer, DoorRequest } from '../port/door';
import { messagesIn, notificationsSchema } from './linkedin-events';
import type { LinkedinSettings } from './send/linkedin-settings';
import { challengeProof, isSignedByLinkedin, signatureHeader } from './linkedin-signature';
import { jsonOf } from '../../model/written/json-of';

/**
 * The webhook of an app for one page: comments on its posts, and posts that mention it.
 * https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation
 */
export class LinkedinDoor implements Door {
  constructor(
    private readonly settings: LinkedinSettings,
    private readonly secret: SigningSecret,
  ) {}

  isSigned({ headers }: DoorRequest): boolean {
    return headers[signatureHeader] !== undefined;
  }

  async open(request: DoorRequest): Promise<DoorAnswer> {
    if (request.method === 'GET') return this.answerChallenge(request);
    const verified = await this.secret.verify(request.now, (secret) => check(request, secret));
    if (verified !== 'signed') return verified;
    const parsed = notificationsSchema.safeParse(jsonOf(request.rawBody));
    return parsed.success
      ? { type: 'messages', ...messagesIn(parsed.data, this.settings) }
      : { type: 'invalid-payload', why: 'the body is no notification of an organization' };
  }

  /** LinkedIn asks every two hours, and blocks a URL that three times gave no right answer within three seconds. */
  private async answerChallenge({ query, now }: DoorRequest): Promise<DoorAnswer> {
    const challengeCode = query['challengeCode'] ?? '';
    const challengeResponse = challengeProof(challengeCode, await this.secret.current(now));
    return challengeResponse === undefined
      ? invalidSignature('it is no challenge of LinkedIn')
      : {
          type: 'challenge',
          body: JSON.stringify({ challengeCode, challengeResponse }),
          contentType: 'application/json',
        };
  }
}

function check({ rawBody, headers }: DoorRequest, secret: string): 'signed' | InvalidSignature {
  const signature = headers[signatureHeader];
  if (signature === undefined) return invalidSignature('there is no signature');
  return isSignedByLinkedin(rawBody, signature, secret)
    ? 'signed'
    : invalidSignature('the signature does not match the body');
}
