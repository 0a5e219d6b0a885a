import { timingSafeEqual } from 'node:crypto';
import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import { invalidSignature, type InvalidSignature } from '../../fulfilment/port/webhook-event';
import type { Door, DoorAnswer, DoorRequest } from '../port/door';
import { isSignedByMeta, signatureHeader } from './meta-signature';
import { jsonOf } from '../../model/written/json-of';

/** What the webhook of one network of Meta is made of. */
export interface MetaWebhook {
  /** What Meta repeats in its challenge. */
  readonly verifyToken: string;
  /** The secret of the app. */
  readonly secret: SigningSecret;
  /** Reads a body that is signed. Undefined where it is no JSON. Pure. */
  readonly read: (body: unknown) => DoorAnswer;
}

/**
 * A webhook of Meta: its challenge, and the signature over every byte of what it sends.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export class MetaDoor implements Door {
  constructor(private readonly webhook: MetaWebhook) {}

  isSigned({ headers }: DoorRequest): boolean {
    return headers[signatureHeader] !== undefined;
  }

  async open(request: DoorRequest): Promise<DoorAnswer> {
    if (request.method === 'GET') return this.answerChallenge(request);
    const verified = await this.webhook.secret.verify(request.now, (secret) => check(request, secret));
    return verified === 'signed' ? this.webhook.read(jsonOf(request.rawBody)) : verified;
  }

  private answerChallenge({ query }: DoorRequest): DoorAnswer {
    const challenge = query['hub.challenge'];
    const isAsked = query['hub.mode'] === 'subscribe' && isSame(query['hub.verify_token'], this.webhook.verifyToken);
    if (!isAsked || challenge === undefined) return invalidSignature('it is no challenge with our token');
    // What is repeated is a number, and so no page for a browser.
    return /^\d{1,30}$/.test(challenge)
      ? { type: 'challenge', body: challenge }
      : { type: 'invalid-payload', why: 'the challenge is not a number' };
  }
}

function check({ rawBody, headers }: DoorRequest, secret: string): 'signed' | InvalidSignature {
  const signature = headers[signatureHeader];
  if (signature === undefined) return invalidSignature('there is no signature');
  return isSignedByMeta(rawBody, signature, secret)
    ? 'signed'
    : invalidSignature('the signature does not match the body');
}

function isSame(given: string | undefined, expected: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
