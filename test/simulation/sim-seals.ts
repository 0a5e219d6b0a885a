import { createHmac } from 'node:crypto';
import type { Judgement, Sealer } from '../../lambdas/ledger/seal/seals';

/** Seals that cost little. Nobody outside the functions has them. */
export const seals: Sealer = {
  warm: () => undefined,
  seal: (content) => Promise.resolve(Uint8Array.from(sealOf(content))),
  judge: (content, seal): Judgement => (seal !== undefined && sealOf(content).equals(seal) ? 'ours' : 'foreign'),
};

function sealOf(content: string): Buffer {
  return createHmac('sha256', 'the key of the simulation').update(content).digest();
}
