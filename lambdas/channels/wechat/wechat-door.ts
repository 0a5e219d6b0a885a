import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import { invalidSignature, type InvalidPayload, type InvalidSignature } from '../../fulfilment/port/webhook-event';
import { minuteMs } from '../../model/durations';
import type { Door, DoorAnswer, DoorRequest } from '../port/door';
import { isSignedByWechat, openedWechat, wechatKeysIn, type WechatKeys } from './wechat-envelope';
import { messageOfFields } from './wechat-events';
import { fieldsOf } from './wechat-fields';
import type { WechatSettings } from './send/wechat-settings';

/** WeChat calls three times within fifteen seconds. What was signed long before was recorded. */
const mostApartMs = 10 * minuteMs;

/** The customer is told of a fault of the account where WeChat hears anything else, or nothing within five seconds. */
const reply = 'success';

/**
 * The pushes of a service account in the safe mode, in which all of them are encrypted.
 * https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html
 */
export class WechatDoor implements Door {
  constructor(
    private readonly settings: Pick<WechatSettings, 'appId'>,
    private readonly secret: SigningSecret,
  ) {}

  isSigned({ query }: DoorRequest): boolean {
    return query['msg_signature'] !== undefined || query['signature'] !== undefined;
  }

  async open(request: DoorRequest): Promise<DoorAnswer> {
    return this.secret.verify(request.now, (secret): DoorAnswer | InvalidSignature => {
      const keys = wechatKeysIn(secret);
      if (!keys) return invalidSignature('our secret is no JSON with the token and the encodingAesKey of the account');
      return request.method === 'GET' ? challenge(request, keys) : this.read(request, keys);
    });
  }

  private read({ query, rawBody, now }: DoorRequest, keys: WechatKeys): DoorAnswer | InvalidSignature {
    const { timestamp = '', nonce = '', msg_signature: signature } = query;
    if (query['encrypt_type'] !== 'aes' || signature === undefined) {
      return invalidSignature('it is not encrypted: choose the safe mode for the account');
    }
    const encrypted = fieldsOf(rawBody)?.['Encrypt'];
    if (encrypted === undefined || !isSignedByWechat([timestamp, nonce, encrypted], signature, keys)) {
      return invalidSignature('the signature does not match the body');
    }
    if (!isNow(timestamp, now)) return invalidSignature('it was signed too long ago, or ahead of our clock');
    const opened = openedWechat(encrypted, keys, this.settings.appId);
    // The token may be the same while the key is a newer one.
    if (opened === undefined) return invalidSignature('it was encrypted with another key, or for another account');
    const fields = fieldsOf(opened);
    if (!fields) return broken('what was encrypted is no message');
    const message = messageOfFields(fields, this.settings.appId);
    return typeof message === 'string'
      ? { type: 'messages', messages: [], ignored: [message], reply }
      : { type: 'messages', messages: [message], ignored: [], reply };
  }
}

/** WeChat asks whether the URL is ours, when somebody enters it. What is repeated is no page for a browser. */
function challenge({ query, now }: DoorRequest, keys: WechatKeys): DoorAnswer | InvalidSignature {
  const { timestamp = '', nonce = '', signature = '', echostr = '' } = query;
  if (!isSignedByWechat([timestamp, nonce], signature, keys))
    return invalidSignature('it is no challenge with our token');
  if (!isNow(timestamp, now)) return invalidSignature('it was signed too long ago, or ahead of our clock');
  return /^[\w+/=-]{1,512}$/.test(echostr)
    ? { type: 'challenge', body: echostr }
    : broken('what is to be repeated is no text of WeChat');
}

function isNow(timestamp: string, now: Date): boolean {
  return /^\d{10}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now.getTime()) <= mostApartMs;
}

function broken(why: string): InvalidPayload {
  return { type: 'invalid-payload', why };
}
