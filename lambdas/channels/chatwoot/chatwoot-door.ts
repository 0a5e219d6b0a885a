import { checkTimestamp } from '../../fulfilment/http/request-signature';
import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import type { InvalidSignature } from '../../fulfilment/port/webhook-event';
import type { Door, DoorAnswer, DoorRequest } from '../port/door';
import { chatwootEventSchema, messageOfChatwoot } from './chatwoot-events';
import type { ChatwootSettings } from './chatwoot-settings';
import { chatwootHeaders, isSignedByChatwoot } from './chatwoot-signature';
import { jsonOf } from '../../model/written/json-of';

/**
 * The webhook of an account, or of an inbox of the API channel: signed, with a time in the signature. Chatwoot sends
 * each event once: https://github.com/chatwoot/chatwoot/issues/15920.
 */
export class ChatwootDoor implements Door {
  constructor(
    private readonly settings: ChatwootSettings,
    private readonly secret: SigningSecret,
  ) {}

  isSigned({ headers }: DoorRequest): boolean {
    return headers[chatwootHeaders.signature] !== undefined;
  }

  async open({ headers, rawBody, now }: DoorRequest): Promise<DoorAnswer> {
    const { [chatwootHeaders.signature]: signature, [chatwootHeaders.timestamp]: timestamp } = headers;
    const refusal = checkTimestamp({ rawBody, signature, timestamp, now });
    if (refusal) return refusal;
    const check = (secret: string): 'signed' | InvalidSignature =>
      isSignedByChatwoot(timestamp ?? '', rawBody, signature ?? '', secret)
        ? 'signed'
        : { type: 'invalid-signature', why: 'the signature does not match the body' };
    const verified = await this.secret.verify(now, check);
    return verified === 'signed' ? this.read(rawBody) : verified;
  }

  private read(rawBody: string): DoorAnswer {
    const body = jsonOf(rawBody);
    if (!chatwootEventSchema.safeParse(body).success) {
      return { type: 'invalid-payload', why: 'the body is no event of Chatwoot' };
    }
    const read = messageOfChatwoot(body, this.settings);
    return typeof read === 'string'
      ? { type: 'messages', messages: [], ignored: [read] }
      : { type: 'messages', messages: [read], ignored: [] };
  }
}
