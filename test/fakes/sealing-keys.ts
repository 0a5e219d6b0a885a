import { generateKeyPairSync } from 'node:crypto';
import { Ed25519Sealer } from '../../lambdas/ledger/seal/ed25519-seals';
import { publicKeysOf, ringFor, type KeyRing } from '../../lambdas/ledger/seal/key-ring';

/** All that share a ledger share its keys. */
let ring: KeyRing | undefined;

/** A sealer as functions have one. Each is that of another function, or of another instance, on the same keys. */
export function newSealer(clock: () => Date = () => new Date()): Ed25519Sealer {
  const ours = (ring ??= newRing(clock()));
  return new Ed25519Sealer(publicKeysOf(ours), { read: () => Promise.resolve(JSON.stringify(ours)) }, clock);
}

function newRing(now: Date): KeyRing {
  const newKey = (): string =>
    generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return ringFor({ keys: [] }, { generation: 1, revoked: [] }, now, newKey);
}
