import {
  followUpTemplates,
  hasBegun,
  isMailBegun,
  type Notice,
  type Notices,
  type NoticeTemplate,
} from '../../ledger/notice/notice';
import { fenceNotice, staysUnsent } from '../../ledger/notice/notice-transitions';
import { failedSince } from '../../ledger/notice/told-parts';
import { lastFailureOf, type RemedyRecord } from '../../ledger/remedy-record';
import { writeNotice, type LostNoticeWrite } from '../record/notice-writer';
import type { ApologyContext } from './apology-delivery';

/** How often to try again where others write the same notice. */
const mostWrites = 4;

/** Mails that may be about to say that something was given. */
export function mayBeToldIn({ announced }: RemedyRecord): readonly NoticeTemplate[] {
  return announced === undefined ? ['apology'] : ['apology', 'waiting'];
}

/**
 * Makes sure that a mail which nobody has begun stays unsent until somebody reads that what it would say has failed. An
 * attempt that read the record before, and is slow, finds the notice written, and reads again.
 */
export async function keepUnsent(
  template: NoticeTemplate,
  record: RemedyRecord,
  notices: Notices,
  context: ApologyContext,
): Promise<{ readonly result: 'kept' } | LostNoticeWrite> {
  const notice = notices[template];
  const failedInVersion = lastFailureOf(record)?.version ?? 0;
  const isKept = (notice?.recordVersion ?? 0) >= failedInVersion;
  if (isKept || isMailBegun(notice) || staysUnsent(notice)) return { result: 'kept' };
  const fenced = await writeNotice((stamp) => fenceNotice(record, template, notice, stamp), context);
  return fenced.result === 'lost' ? fenced : { result: 'kept' };
}

/**
 * Makes sure that mails which say how it stands stay unsent where they were not begun before this one says how it
 * ended. Whoever is about to send one on an old reading finds the notice written, and reads again.
 */
export async function keepInterimUnsent(
  template: NoticeTemplate,
  record: RemedyRecord,
  notices: Notices,
  context: ApologyContext,
): Promise<{ readonly result: 'kept' } | LostNoticeWrite> {
  if (notices.apology?.seen && template !== 'apology') {
    // What was seen on a page and has failed since is corrected, and no mail says after that that it was given.
    const kept = await keepUnsent('apology', record, notices, context);
    if (kept.result === 'lost') return kept;
  }
  for (const interim of interimBefore(template, record)) {
    const notice = notices[interim];
    const isKept = (notice?.recordVersion ?? 0) >= record.version;
    if (isKept || hasBegun(notice) || staysUnsent(notice)) continue;
    const fenced = await writeNotice((stamp) => fenceNotice(record, interim, notice, stamp), context);
    if (fenced.result === 'lost') return fenced;
  }
  return { result: 'kept' };
}

/** Mails after which another one may still say how it stands. */
const saysNoEnd: readonly NoticeTemplate[] = [
  ...(['waiting', 'wait-over', 'delay', 'correction', 'missed-call', 'call-accepted'] as const),
  ...followUpTemplates,
];

/** Those that the record may have called for. */
function interimBefore(
  template: NoticeTemplate,
  { announced, history, hold }: RemedyRecord,
): readonly NoticeTemplate[] {
  if (saysNoEnd.includes(template)) return [];
  const announcedIn: NoticeTemplate[] = (['waiting', 'delay'] as const).slice(0, announced ?? 0);
  const waiting = announced !== undefined && hold?.waitOver ? [...announcedIn, 'wait-over' as const] : announcedIn;
  const hadAttention = template !== 'partial' && history.some(({ state }) => state === 'needs-attention');
  return hadAttention ? [...waiting, 'partial'] : waiting;
}

/**
 * Makes sure that a correction which is about to be sent comes before the resolution. Whoever begins that one has to
 * find the correction under way, or has begun before.
 *
 * @returns `lost` where the resolution has begun, which leaves nothing to correct
 */
export async function keepTurn(
  record: RemedyRecord,
  { resolution }: Notices,
  context: ApologyContext,
): Promise<'kept' | 'lost'> {
  let stored: Notice | undefined = resolution;
  for (let writes = 0; writes < mostWrites; writes++) {
    if (hasBegun(stored)) return failedSince(stored, record).length > 0 ? 'kept' : 'lost';
    if (staysUnsent(stored)) return 'kept';
    const before = stored;
    const fenced = await writeNotice((stamp) => fenceNotice(record, 'resolution', before, stamp), context);
    if (fenced.result === 'won') return 'kept';
    stored = fenced.stored;
  }
  return 'lost';
}
