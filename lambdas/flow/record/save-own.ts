import type { RemedyRecord } from '../../ledger/remedy-record';
import type { Ledger, SaveResult } from '../../ledger/port/ledger';

/** Saves an entry's next version. A write whose reply was lost is recognised by its token, and counts as saved. */
export async function saveOwn(
  next: RemedyRecord,
  ledger: Pick<Ledger, 'saveRemedy' | 'readRemedy'>,
): Promise<SaveResult> {
  if ((await ledger.saveRemedy(next)) === 'saved') return 'saved';
  const stored = await ledger.readRemedy(next.customerId, next.remedyId);
  return stored?.version === next.version && stored.writtenBy === next.writtenBy ? 'saved' : 'stale';
}
