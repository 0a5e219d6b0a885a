import {
  listedTroubles,
  type ListedTrouble,
  type Notice,
  type NoticeState,
  type NoticeTemplate,
} from '../../ledger/notice/notice';
import type { RemedyRecord } from '../../ledger/remedy-record';
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
  /** How many fit in all. */
  readonly total: number;
  /** How many of them have which trouble. */
  readonly counts: Readonly<Record<string, number>>;
  /** Since when the first of all that fit is so. ISO 8601. */
  readonly oldest?: string | undefined;
  readonly isComplete: boolean;
}

/** So many are read at most. */
const mostRead = 1_000;

/** How many are read at once. A notice is small. */
const [atOnce, noticesAtOnce] = [100, 500];

/** So many are on one page. */
const noticesOnPage = 100;

/** One of them, before anybody knows what was given. */
interface Fitting {
  readonly notice: Notice;
  readonly trouble: ListedTrouble;
}

/**
 * The mails that went wrong or are in doubt, and those that their owner has to write. The index lags: what it names is
 * shown only if it still is so. Of what is on another page than the wanted one nothing but the notice is read.
 *
 * @param page from 1 on; all of them without it
 */
export async function listNotices(
  filter: NoticeFilter,
  { ledger, waiting }: Pick<FlowContext, 'ledger' | 'waiting'>,
  page?: number,
): Promise<NoticeList> {
  const [undelivered, held] = await Promise.all([waiting.undelivered(mostRead), waiting.held(mostRead)]);
  const read: Fitting[] = [];
  await inParallel([...undelivered, ...held], noticesAtOnce, async (one) => {
    const notice = one.kind === 'notice' ? await ledger.readNotice(one) : undefined;
    const trouble = notice && listedAs(notice);
    if (notice && trouble !== undefined && fits({ notice, trouble }, filter)) read.push({ notice, trouble });
  });
  const all = read.toSorted((a, b) => (a.notice.at < b.notice.at ? -1 : 1));
  const shown = page === undefined ? all : all.slice((page - 1) * noticesOnPage, page * noticesOnPage);
  const notices: NoticeSummary[] = [];
  await inParallel(shown, atOnce, async (one) => {
    const record = await ledger.readRemedy(one.notice.customerId, one.notice.remedyId);
    if (record) notices.push(summaryOf(one, record));
  });
  return {
    notices: notices.sort((a, b) => (a.since < b.since ? -1 : 1)),
    total: all.length,
    counts: Object.fromEntries(listedTroubles.map((name) => [name, all.filter((one) => one.trouble === name).length])),
    oldest: all[0]?.notice.at,
    isComplete: Math.max(undelivered.length, held.length) < mostRead,
  };
}

function fits({ notice, trouble }: Fitting, filter: NoticeFilter): boolean {
  if (filter.trouble !== undefined && trouble !== filter.trouble) return false;
  return filter.type === undefined || notice.type === filter.type;
}

function summaryOf({ notice, trouble }: Fitting, record: RemedyRecord): NoticeSummary {
  return {
    remedyId: notice.remedyId,
    reference: referenceOf(notice.remedyId),
    customerId: notice.customerId,
    failureType: notice.type,
    template: notice.template,
    state: notice.state,
    trouble,
    since: notice.at,
    amounts: amountsToldOf(record),
    why: notice.history.at(-1)?.why ?? '',
    ...(trouble === 'unwritten' && { writeUntil: notice.words?.deadline }),
  };
}

function listedAs({ trouble, state, words }: Notice): ListedTrouble | undefined {
  const isUnwritten = state === 'held' && words?.endsPlain === true && !words.approval;
  return isUnwritten ? 'unwritten' : trouble;
}
