import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import { MetaDoor } from '../meta/meta-door';
import { messagesIn, pageEventSchema } from './facebook-events';
import type { FacebookSettings } from './facebook-settings';

/** The webhook of a page: comments, posts of visitors, and messages. */
export class FacebookDoor extends MetaDoor {
  constructor({ verifyToken, page }: FacebookSettings, secret: SigningSecret) {
    super({
      verifyToken,
      secret,
      read: (body) => {
        const parsed = pageEventSchema.safeParse(body);
        if (!parsed.success) return { type: 'invalid-payload', why: 'the body is no webhook of a page' };
        return { type: 'messages', ...messagesIn(parsed.data, page) };
      },
    });
  }
}
