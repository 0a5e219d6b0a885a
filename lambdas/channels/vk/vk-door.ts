import { createHash, timingSafeEqual } from 'node:crypto';
import type * as z from 'zod/mini';
import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import type { InvalidSignature } from '../../fulfilment/port/webhook-event';
import type { Door, DoorAnswer, DoorRequest } from '../port/door';
import { messageOfEvent, vkEventSchema } from './vk-events';
import type { VkSettings } from './vk-settings';

/**
 * The Callback API of a community: https://dev.vk.com/en/api/callback/getting-started. VK signs nothing: it sends the
 * secret along. Whoever reads one event can forge others, so the URL has to be reached by https alone, as it is.
 */
export class VkDoor implements Door {
  constructor(
    private readonly settings: VkSettings,
    private readonly secret: SigningSecret,
  ) {}

  isSigned({ rawBody }: DoorRequest): boolean {
    return eventIn(rawBody)?.secret !== undefined;
  }

  async open({ rawBody, now }: DoorRequest): Promise<DoorAnswer> {
    const event = eventIn(rawBody);
    if (!event) return { type: 'invalid-payload', why: 'the body is no event of a community' };
    const isOurs = String(event.group_id) === this.settings.group;
    // Before a secret is set there is none in it, and what is repeated is known to whoever set the URL.
    if (event.type === 'confirmation' && isOurs) return { type: 'challenge', body: this.settings.confirmation };
    const verified = await this.secret.verify(now, (secret) => check(event, secret));
    if (verified !== 'signed') return verified;
    const read = isOurs ? messageOfEvent(event, this.settings.group) : 'an event of another community';
    return typeof read === 'string'
      ? { type: 'messages', messages: [], ignored: [read] }
      : { type: 'messages', messages: [read], ignored: [] };
  }
}

function check({ secret: given }: z.infer<typeof vkEventSchema>, secret: string): 'signed' | InvalidSignature {
  if (given === undefined) return { type: 'invalid-signature', why: 'there is no secret in it' };
  return timingSafeEqual(hashOf(given), hashOf(secret))
    ? 'signed'
    : { type: 'invalid-signature', why: 'the secret is not ours' };
}

/** Of one length, whatever it is of. */
function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function eventIn(rawBody: string): z.infer<typeof vkEventSchema> | undefined {
  try {
    return vkEventSchema.safeParse(JSON.parse(rawBody)).data;
  } catch {
    return undefined;
  }
}
