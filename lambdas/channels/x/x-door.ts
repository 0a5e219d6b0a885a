import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import { invalidSignature, type InvalidSignature } from '../../fulfilment/port/webhook-event';
import type { Door, DoorAnswer, DoorRequest } from '../port/door';
import { activitySchema, messagesIn } from './x-events';
import type { XSettings } from './send/x-settings';
import { isChallenge, isSignedByX, signatureHeader, xSignature } from './x-signature';
import { jsonOf } from '../../model/written/json-of';

/**
 * The webhook of an app for one account: mentions, replies, quotes and messages.
 * https://docs.x.com/x-api/webhooks/quickstart
 */
export class XDoor implements Door {
  constructor(
    private readonly settings: XSettings,
    private readonly secret: SigningSecret,
  ) {}

  isSigned({ headers }: DoorRequest): boolean {
    return headers[signatureHeader] !== undefined;
  }

  async open(request: DoorRequest): Promise<DoorAnswer> {
    if (request.method === 'GET') return this.answerChallenge(request);
    const verified = await this.secret.verify(request.now, (secret) => check(request, secret));
    if (verified !== 'signed') return verified;
    const parsed = activitySchema.safeParse(jsonOf(request.rawBody));
    if (!parsed.success) return { type: 'invalid-payload', why: 'the body is no activity of an account' };
    return { type: 'messages', ...messagesIn(parsed.data.data, this.settings.user) };
  }

  /** X asks once an hour, and sends nothing more to a URL whose answer is wrong. */
  private async answerChallenge({ query, now }: DoorRequest): Promise<DoorAnswer> {
    const token = query['crc_token'];
    if (token === undefined || !isChallenge(token)) return invalidSignature('it is no challenge of X');
    const answer = { response_token: xSignature(token, await this.secret.current(now)) };
    return { type: 'challenge', body: JSON.stringify(answer), contentType: 'application/json' };
  }
}

function check({ rawBody, headers }: DoorRequest, secret: string): 'signed' | InvalidSignature {
  const signature = headers[signatureHeader];
  if (signature === undefined) return invalidSignature('there is no signature');
  return isSignedByX(rawBody, signature, secret) ? 'signed' : invalidSignature('the signature does not match the body');
}
