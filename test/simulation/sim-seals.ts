import type { Judgement, Sealer } from '../../lambdas/ledger/seal/seals';

/** Seals that cost little. Nobody outside the functions makes them. */
export const seals: Sealer = {
  warm: async () => undefined,
  seal: (content) => Promise.resolve(sealOf(content)),
  judge: (content, seal): Judgement => (seal !== undefined && isSame(sealOf(content), seal) ? 'ours' : 'foreign'),
};

/** FNV-1a, twice. The people of a simulated world do not compute. */
function sealOf(content: string): Uint8Array {
  let [one, other] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < content.length; index++) {
    const code = content.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b);
  }
  return new Uint8Array(Int32Array.of(one, other).buffer);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
