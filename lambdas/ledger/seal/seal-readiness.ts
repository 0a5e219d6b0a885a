import { keyInUse, publicKeysOf, ringIn, type KeyRing, type PublicSealKeys } from './key-ring';

/** What a function that seals says of its keys: the public halves, and no private one. */
export type SealReadiness =
  | {
      readonly state: 'read';
      /** Of all keys in the secret. */
      readonly keys: PublicSealKeys;
      /** The number of the key that seals now. Undefined where none does. */
      readonly sealsWith?: number | undefined;
    }
  /** `unusable`: the secret holds no keys. `not-seen`: it could not be read. */
  | { readonly state: 'unusable' | 'not-seen'; readonly why: string };

/** Says what keys a function has. It changes nothing. */
export interface SealInspection {
  inspect(): Promise<SealReadiness>;
}

export interface SealInspectionProps {
  /** Its text is a {@link KeyRing} as JSON. */
  readonly secret: { read(): Promise<string> };
  /** The public halves that the function was given. */
  readonly publicKeys: PublicSealKeys;
  readonly clock: () => Date;
}

export function sealInspection({ secret, publicKeys, clock }: SealInspectionProps): SealInspection {
  return {
    async inspect() {
      let text: string;
      try {
        text = await secret.read();
      } catch (error) {
        return { state: 'not-seen', why: error instanceof Error ? error.name : 'no reason given' };
      }
      try {
        return readinessOf(ringIn(text), publicKeys, clock());
      } catch {
        // What it holds stands in no message.
        return { state: 'unusable', why: 'the secret of the seals holds what is no key' };
      }
    },
  };
}

function readinessOf(ring: KeyRing, publicKeys: PublicSealKeys, now: Date): SealReadiness {
  const used = keyInUse(ring, (number) => String(number) in publicKeys, now);
  return { state: 'read', keys: publicKeysOf(ring), sealsWith: used?.number };
}
