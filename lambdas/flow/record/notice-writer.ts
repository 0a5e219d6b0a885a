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

/** Writes the next version of a notice. */
export async function writeNotice(
  transition: (stamp: WriteStamp) => Notice,
  { ledger, clock, newToken }: WriteContext,
): Promise<NoticeWrite> {
  const next = transition({ at: clock().toISOString(), token: newToken() });
  if ((await ledger.saveNotice(next)) === 'saved') return { result: 'won', notice: next };
  const stored = await ledger.readNotice(next);
  const isOurs = stored?.version === next.version && stored.token === next.token;
  return isOurs ? { result: 'won', notice: next } : { result: 'lost', stored };
}
