import { createHmac } from 'node:crypto';
import type { Judgement, Sealer } from '../../lambdas/ledger/seal/seals';

/** Seals that cost little. Whoever has no such object cannot make one. */
export class FakeSeals implements Sealer {
  /** @param secret tells one key from another */
  constructor(private readonly secret = 'ours') {}

  async warm(): Promise<void> {
    // There is nothing to be read.
  }

  async seal(content: string): Promise<Uint8Array> {
    return Uint8Array.from(createHmac('sha256', this.secret).update(content).digest());
  }

  judge(content: string, seal: Uint8Array | undefined): Judgement {
    const expected = createHmac('sha256', this.secret).update(content).digest();
    return seal !== undefined && expected.equals(seal) ? 'ours' : 'foreign';
  }
}
