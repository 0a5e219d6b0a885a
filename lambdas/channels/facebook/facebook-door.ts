import { timingSafeEqual } from 'node:crypto';
import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import type { InvalidPayload, InvalidSignature } from '../../fulfilment/port/webhook-event';
import type { Door, DoorAnswer, DoorRequest } from '../port/door';
import { messagesIn, pageEventSchema } from './facebook-events';
import type { FacebookSettings } from './facebook-settings';
import { isSignedByFacebook, signatureHeader } from './facebook-signature';

/**
 * The webhook of a page: comments, posts of visitors, and messages.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export class FacebookDoor implements Door {
  constructor(
    private readonly settings: FacebookSettings,
    private readonly secret: SigningSecret,
  ) {}

  isSigned({ headers }: DoorRequest): boolean {
    return headers[signatureHeader] !== undefined;
  }

  async open(request: DoorRequest): Promise<DoorAnswer> {
    if (request.method === 'GET') return this.answerChallenge(request);
    const verified = await this.secret.verify(request.now, (secret) => check(request, secret));
    return verified === 'signed' ? this.read(request.rawBody) : verified;
  }

  private answerChallenge({ query }: DoorRequest): DoorAnswer {
    const challenge = query['hub.challenge'];
    const isAsked = query['hub.mode'] === 'subscribe' && isSame(query['hub.verify_token'], this.settings.verifyToken);
    if (!isAsked || challenge === undefined) return invalid('it is no challenge with our token');
    // What is repeated is a number, and so no page for a browser.
    return /^\d{1,30}$/.test(challenge)
      ? { type: 'challenge', body: challenge }
      : { type: 'invalid-payload', why: 'the challenge is not a number' };
  }

  private read(rawBody: string): DoorAnswer {
    const parsed = pageEventSchema.safeParse(jsonOf(rawBody));
    const broken: InvalidPayload = { type: 'invalid-payload', why: 'the body is no webhook of a page' };
    return parsed.success ? { type: 'messages', ...messagesIn(parsed.data, this.settings.page) } : broken;
  }
}

function check({ rawBody, headers }: DoorRequest, secret: string): 'signed' | InvalidSignature {
  const signature = headers[signatureHeader];
  if (signature === undefined) return invalid('there is no signature');
  return isSignedByFacebook(rawBody, signature, secret) ? 'signed' : invalid('the signature does not match the body');
}

function invalid(why: string): InvalidSignature {
  return { type: 'invalid-signature', why };
}

function isSame(given: string | undefined, expected: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function jsonOf(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    return undefined;
  }
}
