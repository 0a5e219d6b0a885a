import { createHash } from 'node:crypto';

/** What decides whether a remedy is checked. */
export interface Choosable {
  readonly remedyId: string;
  /** The seal of its record. */
  readonly seal?: Uint8Array | undefined;
}

/**
 * Whether a remedy is among the share that a person checks afterwards. Nothing is remembered, and it is always the same
 * for the same record.
 *
 * Who publishes a failure can work out its remedyId, and could try ids until one is not checked. The seal is made with
 * a key that they do not have, after the failure was published, so nobody outside knows before, and nobody can avoid
 * it. Where a ledger has no seals, the id decides alone.
 *
 * @param share from 0 to 1
 */
export function isChosenForCheck({ remedyId, seal }: Choosable, share: number): boolean {
  const hash = createHash('sha256')
    .update(`check/${remedyId}/`)
    .update(seal ?? new Uint8Array())
    .digest();
  return hash.readUIntBE(0, 6) / 2 ** 48 < share;
}
