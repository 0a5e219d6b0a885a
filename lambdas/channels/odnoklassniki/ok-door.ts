import { createHash, timingSafeEqual } from 'node:crypto';
import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import { invalidSignature, type InvalidSignature } from '../../fulfilment/port/webhook-event';
import type { Door, DoorAnswer, DoorRequest } from '../port/door';
import type { OdnoklassnikiSettings } from './odnoklassniki-settings';
import { messageOfEvent, okEventSchema } from './ok-events';
import { jsonOf } from '../../model/written/json-of';

/** What the address that is entered at OK has behind it: `?key=…`. */
export const keyParameter = 'key';

/**
 * The chat events of a group: https://apiok.ru/dev/graph_api/bot_api. OK signs nothing and sends no secret along, so the
 * secret stands in the address that is entered there. Whoever reads it can forge events: it is reached by https alone.
 */
export class OkDoor implements Door {
  constructor(
    private readonly settings: OdnoklassnikiSettings,
    private readonly secret: SigningSecret,
  ) {}

  isSigned({ query }: DoorRequest): boolean {
    return query[keyParameter] !== undefined;
  }

  async open({ method, query, rawBody, now }: DoorRequest): Promise<DoorAnswer> {
    if (method !== 'POST') return invalidSignature('OK asks nothing, and sends events by POST');
    const verified = await this.secret.verify(now, (secret) => check(query[keyParameter], secret));
    if (verified !== 'known') return verified;
    const parsed = okEventSchema.safeParse(jsonOf(rawBody));
    if (!parsed.success) return { type: 'invalid-payload', why: 'the body is no event of a chat' };
    const read = messageOfEvent(parsed.data, this.settings.group);
    return typeof read === 'string'
      ? { type: 'messages', messages: [], ignored: [read] }
      : { type: 'messages', messages: [read], ignored: [] };
  }
}

/** A short one could be guessed, and nothing else stands before forged events. */
const leastCharacters = 24;

function check(given: string | undefined, secret: string): 'known' | InvalidSignature {
  if (given === undefined) return invalidSignature('there is no key in the address');
  if (secret.length < leastCharacters) return invalidSignature(`our key is shorter than ${leastCharacters} characters`);
  return timingSafeEqual(hashOf(given), hashOf(secret))
    ? 'known'
    : invalidSignature('the key in the address is not ours');
}

/** Of one length, whatever it is of. */
function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
