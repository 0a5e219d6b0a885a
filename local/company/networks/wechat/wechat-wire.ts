import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** How an account and WeChat know each other. */
export interface WechatWireKeys {
  readonly token: string;
  readonly encodingAesKey: string;
  readonly appId: string;
}

export interface WechatPush {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * A push in the safe mode, as XML, which is what accounts have unless they chose JSON:
 * https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html
 */
export function pushed(fields: Readonly<Record<string, string | number>>, keys: WechatWireKeys, at: Date): WechatPush {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = String(randomBytes(4).readUInt32BE());
  const encrypted = encrypt(xmlOf(fields), keys);
  const query = {
    signature: signatureOf([keys.token, timestamp, nonce]),
    timestamp,
    nonce,
    openid: String(fields['FromUserName'] ?? ''),
    encrypt_type: 'aes',
    msg_signature: signatureOf([keys.token, timestamp, nonce, encrypted]),
  };
  const body = xmlOf({ ToUserName: String(fields['ToUserName'] ?? ''), Encrypt: encrypted });
  return { body, headers: { 'content-type': 'text/xml' }, query };
}

/** How WeChat asks whether a URL is ours. */
export function questionOf(keys: WechatWireKeys, echostr: string, at: Date): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = String(randomBytes(4).readUInt32BE());
  return { signature: signatureOf([keys.token, timestamp, nonce]), timestamp, nonce, echostr };
}

function encrypt(text: string, { encodingAesKey, appId }: WechatWireKeys): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const message = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const full = Buffer.concat([randomBytes(16), length, message, Buffer.from(appId, 'utf8')]);
  const padding = 32 - (full.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(full), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString(
    'base64',
  );
}

function signatureOf(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort((one, other) => (one < other ? -1 : 1)).join(''))
    .digest('hex');
}

/** What would end a `CDATA` is written as two of them. */
function xmlOf(fields: Readonly<Record<string, string | number>>): string {
  const written = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number'
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`,
  );
  return `<xml>${written.join('')}</xml>`;
}
