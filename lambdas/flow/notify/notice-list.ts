import type { ListedTrouble, Notice, NoticeState, NoticeTemplate } from '../../ledger/notice/notice';
import type { Money } from '../../model/money';
import { referenceOf } from '../../model/remedy-id';
import { inParallel } from '../record/in-parallel';
import type { FlowContext } from '../record/flow-context';
import { amountsToldOf } from './tell-owner';

/** Which mails: all that are given have to fit. */
export interface NoticeFilter {
  readonly trouble?: ListedTrouble | undefined;
  /** A failure type. */
  readonly type?: string | undefined;
}

/** A mail that its customer perhaps did not get, as a list shows it. No personal data. */
export interface NoticeSummary {
  readonly remedyId: string;
  /** What its customer read to quote: `R7K4-M2QX`. */
  readonly reference: string;
  readonly customerId: string;
  readonly failureType: string;
  readonly template: NoticeTemplate;
  readonly state: NoticeState;
  readonly trouble: ListedTrouble;
  /** Since when. ISO 8601. */
  readonly since: string;
  /** What was given, of which the customer perhaps does not know. */
  readonly amounts: readonly Money[];
  readonly why: string;
  /** Until when its owner may write it, where that is what it waits for. After it a plain notice leaves. ISO 8601. */
  readonly writeUntil?: string | undefined;
}

export interface NoticeList {
  /** Those that wait longest first. */
  readonly notices: readonly NoticeSummary[];
  readonly isComplete: boolean;
}

/** So many are read at most. */
const mostRead = 1_000;

/** How many are read at once. */
const atOnce = 100;

/**
 * The mails that went wrong or are in doubt, and those that their owner has to write. The index lags: what it names is
 * shown only if it still is so.
 */
export async function listNotices(
  { trouble, type }: NoticeFilter,
  { ledger, waiting }: Pick<FlowContext, 'ledger' | 'waiting'>,
): Promise<NoticeList> {
  const [undelivered, held] = await Promise.all([waiting.undelivered(mostRead), waiting.held(mostRead)]);
  const notices: NoticeSummary[] = [];
  await inParallel([...undelivered, ...held], atOnce, async (one) => {
    if (one.kind !== 'notice') return;
    const { record, notices: read } = await ledger.readMails(one, [one.template]);
    const notice = read[one.template];
    const listed = notice && listedAs(notice);
    if (!record || !listed) return;
    if (trouble !== undefined && listed !== trouble) return;
    if (type !== undefined && notice.type !== type) return;
    notices.push({
      remedyId: notice.remedyId,
      reference: referenceOf(notice.remedyId),
      customerId: notice.customerId,
      failureType: notice.type,
      template: notice.template,
      state: notice.state,
      trouble: listed,
      since: notice.at,
      amounts: amountsToldOf(record),
      why: notice.history.at(-1)?.why ?? '',
      ...(listed === 'unwritten' && { writeUntil: notice.words?.deadline }),
    });
  });
  return {
    notices: notices.sort((a, b) => (a.since < b.since ? -1 : 1)),
    isComplete: Math.max(undelivered.length, held.length) < mostRead,
  };
}

function listedAs({ trouble, state, words }: Notice): ListedTrouble | undefined {
  const isUnwritten = state === 'held' && words?.endsPlain === true && !words.approval;
  return isUnwritten ? 'unwritten' : trouble;
}
