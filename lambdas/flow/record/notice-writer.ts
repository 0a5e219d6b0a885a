import type { Notice } from '../../ledger/notice/notice';
import type { WriteStamp } from '../../ledger/remedy-record';
import type { WriteContext } from './record-writer';

/** Somebody else wrote the notice first, so this write was not applied. `stored` is what they wrote. */
export interface LostNoticeWrite {
  readonly result: 'lost';
  readonly stored: Notice | undefined;
}

/** What came of a write. A write that was applied and whose reply was lost has won. */
export type NoticeWrite = { readonly result: 'won'; readonly notice: Notice } | LostNoticeWrite;

/** How often to write the same where nobody answers: each time takes as long as the client waits. */
const mostWrites = 2;

/** How often to look whether a write was applied to which nobody answered. */
const mostReads = 3;

/**
 * Writes the next version of a notice. Where nobody answers to the write, the notice says by its token whether it was
 * applied: whoever does not look leaves a mark behind that nobody understands, and a mail that is never sent.
 */
export async function writeNotice(
  transition: (stamp: WriteStamp) => Notice,
  { ledger, clock, newToken }: WriteContext,
): Promise<NoticeWrite> {
  const next = transition({ at: clock().toISOString(), token: newToken() });
  for (let writes = 1; ; writes++) {
    const saved = await saveOrError(next, ledger);
    if (saved === 'saved') return { result: 'won', notice: next };
    const stored = await lookAt(next, ledger);
    const isOurs = stored?.version === next.version && stored.token === next.token;
    if (isOurs) return { result: 'won', notice: next };
    if (saved === 'stale' || (stored?.version ?? 0) >= next.version) return { result: 'lost', stored };
    // Not applied yet. The same once more is applied once, whichever of the two comes first.
    if (writes >= mostWrites) throw saved.error;
  }
}

async function saveOrError(
  next: Notice,
  ledger: Pick<WriteContext['ledger'], 'saveNotice'>,
): Promise<'saved' | 'stale' | { readonly error: unknown }> {
  try {
    return await ledger.saveNotice(next);
  } catch (error) {
    return { error };
  }
}

/** @throws the last error where the notice cannot be read */
async function lookAt(next: Notice, ledger: Pick<WriteContext['ledger'], 'readNotice'>): Promise<Notice | undefined> {
  for (let reads = 1; ; reads++) {
    try {
      return await ledger.readNotice(next);
    } catch (error) {
      if (reads >= mostReads) throw error;
    }
  }
}
