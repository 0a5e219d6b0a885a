import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';

/** With what an account and WeChat know each other: the token signs, the key hides. */
export interface WechatKeys {
  readonly token: string;
  readonly encodingAesKey: string;
}

const keysSchema = z.object({
  token: z.string().check(z.regex(/^[A-Za-z0-9]{3,32}$/)),
  encodingAesKey: z.string().check(z.regex(/^[A-Za-z0-9]{43}$/)),
});

/** The secret as it is kept: JSON with both, so that both are replaced at once. Undefined where it is none. */
export function wechatKeysIn(secret: string): WechatKeys | undefined {
  try {
    return keysSchema.safeParse(JSON.parse(secret)).data;
  } catch {
    return undefined;
  }
}

/** SHA-1 over the token and what it proves, each in its place in the order of the alphabet. */
export function isSignedByWechat(signed: readonly string[], signature: string, { token }: WechatKeys): boolean {
  const expected = createHash('sha1')
    .update([token, ...signed].sort(byUnits).join(''))
    .digest();
  const given = Buffer.from(/^[0-9a-f]{40}$/.test(signature) ? signature : '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** PKCS#7 with blocks of 32 bytes, though AES has 16. */
const block = 32;
const randomBytes = 16;
const headBytes = randomBytes + 4;

/**
 * What is in an encrypted message: sixteen random bytes, the length of the message, the message, the account.
 * https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html. Undefined where it is not for this
 * account, or is no such thing. The signature has to be verified before.
 */
export function openedWechat(encrypted: string, { encodingAesKey }: WechatKeys, appId: string): string | undefined {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = padded[padded.length - 1] ?? 0;
  if (padding < 1 || padding > block || padding > padded.length - headBytes) return undefined;
  if (padded.subarray(-padding).some((byte) => byte !== padding)) return undefined;
  const full = padded.subarray(0, padded.length - padding);
  const end = headBytes + full.readUInt32BE(randomBytes);
  if (end > full.length || full.subarray(end).toString('utf8') !== appId) return undefined;
  return full.subarray(headBytes, end).toString('utf8');
}

function byUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
