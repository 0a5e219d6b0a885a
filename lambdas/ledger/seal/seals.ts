import type { Doubt, Judgement } from '../../model/guards/doubt';

export type { Doubt, Judgement } from '../../model/guards/doubt';

/** Judges seals. Whoever pays, asks or compares has one; it needs no secret, and asks nobody. */
export interface SealVerifier {
  judge(content: string, seal: Uint8Array | undefined): Judgement;
}

/** Makes seals. Only functions that commit or record verdicts, or add a part, have one. */
export interface Sealer extends SealVerifier {
  /** Reads the key, so that it is there when it is needed. Never rejects: whoever seals hears of an error. */
  warm(): Promise<void>;
  /** @throws where the key cannot be read. Nothing was written then, and the event is delivered again */
  seal(content: string): Promise<Uint8Array>;
}

/** Something that was read, and is not as we have written it. Nothing is paid by it; a person has to look. */
export class ForeignWriteError extends Error {
  override readonly name = 'ForeignWriteError';
  constructor(remedyId: string, doubt: Doubt) {
    super(`${remedyId} ${whyOfDoubt(doubt)}. Follow the runbook foreign-write`);
  }
}

/** As a person reads it. */
export function whyOfDoubt(doubt: Doubt): string {
  return doubt === 'foreign'
    ? 'does not bear our seal: somebody else wrote to the ledger'
    : 'bears the seal of a key that is not known here';
}
