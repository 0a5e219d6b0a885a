import { createPrivateKey, createPublicKey } from 'node:crypto';

/** Public keys by their number, each as the `x` of its JSON web key: 32 bytes in base64url. */
export type PublicSealKeys = Readonly<Record<string, string>>;

/** What the secret holds: the private keys, the newest last. */
export interface KeyRing {
  readonly keys: readonly PrivateSealKey[];
}

export interface PrivateSealKey {
  /** From 1 to 255. It is the first byte of each seal that it makes. */
  readonly number: number;
  /** PKCS #8, in base64. */
  readonly pkcs8: string;
  /** When it was made. ISO 8601. */
  readonly madeAt: string;
}

/** Which keys there are to be. */
export interface WantedKeys {
  /** The number of the newest. One more makes another key, beside those that are there. */
  readonly generation: number;
  /** Numbers of keys that somebody else may know. */
  readonly revoked: readonly number[];
}

/** The secret of the seals is not what this code reads. Nothing is committed until it is. */
export class SealSecretError extends Error {
  override readonly name = 'SealSecretError';
}

/** @throws {@link SealSecretError} */
export function ringIn(text: string): KeyRing {
  try {
    const { keys } = JSON.parse(text) as Partial<KeyRing>;
    if (Array.isArray(keys)) return { keys };
  } catch {
    // What it holds stands in no message.
  }
  throw new SealSecretError('the secret of the seals holds no keys: deploy the stack again, which makes them');
}

/**
 * The ring with the newest key in it, and without those that are revoked. The same wish again changes nothing.
 *
 * @param newKey makes a private key, as {@link PrivateSealKey.pkcs8}
 */
export function ringFor(ring: KeyRing, { generation, revoked }: WantedKeys, now: Date, newKey: () => string): KeyRing {
  if (!Number.isInteger(generation) || generation < 1 || generation > 255 || revoked.includes(generation)) {
    throw new SealSecretError(
      `${generation} is no generation of seal keys: take one more than the last, at most 255, and none that is revoked`,
    );
  }
  const kept = ring.keys.filter(({ number }) => !revoked.includes(number) && number <= generation);
  if (kept.some(({ number }) => number === generation)) return { keys: kept };
  return { keys: [...kept, { number: generation, pkcs8: newKey(), madeAt: now.toISOString() }] };
}

/**
 * A new key seals only after everybody who judges seals has been given its public half: a deployment that brings it
 * reaches some functions minutes before others.
 */
const unusedAtFirstMs = 60 * 60_000;

/** The key that seals now, of those that have a public half that is known. */
export function keyInUse(
  { keys }: KeyRing,
  isKnown: (number: number) => boolean,
  now: Date,
): PrivateSealKey | undefined {
  const known = keys.filter(({ number }) => isKnown(number));
  const sinceMs = now.getTime() - unusedAtFirstMs;
  return known.findLast(({ madeAt }) => Date.parse(madeAt) <= sinceMs) ?? known[0];
}

export function publicKeysOf({ keys }: KeyRing): PublicSealKeys {
  return Object.fromEntries(
    keys.map(({ number, pkcs8 }) => [String(number), createPublicKey(keyIn(pkcs8)).export({ format: 'jwk' }).x ?? '']),
  );
}

export function keyIn(pkcs8: string) {
  return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
}
