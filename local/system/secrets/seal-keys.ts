import { generateKeyPairSync } from 'node:crypto';
import { publicKeysOf, ringFor } from '../../../lambdas/ledger/seal/key-ring';
import type { CustomAttributes } from '../../emulator/assembly/resolver';

/** The keys with which the functions of one local system seal what moves money. They live as long as its tables. */
export interface LocalSealKeys {
  /** What the deployment would be answered. */
  readonly attributes: CustomAttributes;
  /** The value of the secret. */
  readonly secret: string;
}

export function newSealKeys(): LocalSealKeys {
  const ring = ringFor({ keys: [] }, { generation: 1, revoked: [] }, new Date(), newKey);
  const PublicKeys = JSON.stringify(publicKeysOf(ring));
  return { attributes: { 'Custom::AmendsSealKeys': { PublicKeys } }, secret: JSON.stringify(ring) };
}

function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}
