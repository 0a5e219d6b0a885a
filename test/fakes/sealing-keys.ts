import { generateKeyPairSync } from 'node:crypto';
import { Ed25519Sealer } from '../../lambdas/ledger/seal/ed25519-seals';
import { publicKeysOf, ringFor } from '../../lambdas/ledger/seal/key-ring';

/** A sealer as functions have one, with keys of its own. */
export function newSealer(clock: () => Date = () => new Date()): Ed25519Sealer {
  const newKey = (): string =>
    generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const ring = ringFor({ keys: [] }, { generation: 1, revoked: [] }, clock(), newKey);
  return new Ed25519Sealer(publicKeysOf(ring), { read: () => Promise.resolve(JSON.stringify(ring)) }, clock);
}
