import { isOneAddress } from '../../failures/definition/mail-address';
import { keptEmail } from '../../ledger/envelope';
import { comesAt, givenParts, isWantedBy, usualDaysApart } from '../../ledger/follow/follow-ups';
import { freeFrom, takeTurn } from '../../ledger/follow/follow-up-turn';
import type { FollowUpTemplate, Notice } from '../../ledger/notice/notice';
import { dropPlanned, planAnew } from '../../ledger/notice/planned-transitions';
import type { MailView } from '../../ledger/port/ledger';
import type { RemedyRecord, WriteStamp } from '../../ledger/remedy-record';
import { writeNotice, type LostNoticeWrite } from '../record/notice-writer';
import type { FollowUpContext } from './plan-follow-ups';
import { whyNotFollowedUp } from './why-not-followed-up';

/** What comes of a follow-up that is asked for. */
export type JudgedFollowUp =
  { readonly result: 'wanted' } | { readonly result: 'stopped'; readonly remedyId: string } | LostNoticeWrite;

/** One that is asked for, with all that was read for it. */
export interface AskedFollowUp extends MailView {
  readonly record: RemedyRecord;
  readonly template: FollowUpTemplate;
  /** As the event says it. Undefined where its customer was erased. */
  readonly email: string | undefined;
}

/**
 * Decides whether a follow-up leaves, by what is so at this very moment: it stops for good where something speaks
 * against it, waits where its day has moved or another one of its customer has just left, and else takes its turn. An
 * event without a plan in the ledger, such as a forged one, sends nothing.
 */
export async function judgeFollowUp(asked: AskedFollowUp, context: FollowUpContext): Promise<JudgedFollowUp> {
  const { record, notices, template } = asked;
  const { remedyId, customerId } = record;
  const notice = notices[template];
  const stopped = { result: 'stopped', remedyId } as const;
  // What has left, or is leaving, is for whoever sends it to know again.
  if (notice && notice.state !== 'none') return notice.planned ? { result: 'wanted' } : stopped;
  if (!notice?.planned || isEarly(notice, context.clock())) return stopped;
  const { followUps } = context;
  const [turn, conversation] = followUps
    ? await Promise.all([followUps.turns.readTurn(customerId), followUps.conversations.read({ customerId, remedyId })])
    : [];
  const at = context.clock().toISOString();
  const why = whyNow(asked, notice, at, context) ?? whyNotFollowedUp(template, { record, notices, turn, conversation });
  if (why !== undefined) return end((stamp) => dropPlanned(notice, why, stamp), stopped, context);
  const later = laterThan(at, [
    template === 'replacement-there' ? comesAt(givenParts(record))?.ms : undefined,
    Date.parse(freeFrom(turn, { ...record, template }, followUps?.options.daysApart ?? usualDaysApart) ?? ''),
  ]);
  if (later !== undefined) {
    const isOver = later > notice.planned.until;
    const put = (stamp: WriteStamp): Notice =>
      isOver
        ? dropPlanned(notice, 'it came too late', stamp)
        : planAnew(notice, later, `put off until ${later}`, stamp);
    return end(put, stopped, context);
  }
  const taken = takeTurn(turn, { customerId, remedyId, template }, at);
  if (taken && followUps && (await followUps.turns.saveTurn(taken)) === 'stale') {
    return { result: 'lost', stored: notice };
  }
  return { result: 'wanted' };
}

function isEarly({ planned }: Notice, now: Date): boolean {
  return planned?.from === undefined || Date.parse(planned.from) > now.getTime();
}

/** What speaks against it that is no matter of the remedy. */
function whyNow(
  { template, isErased, envelope, email }: AskedFollowUp,
  { planned }: Notice,
  at: string,
  { followUps }: FollowUpContext,
): string | undefined {
  if (!followUps || !isWantedBy(followUps.options, template)) return 'this deployment writes no such mails any more';
  const address = keptEmail(envelope) ?? email;
  if (isErased || email === undefined) return 'the address is not kept any more';
  if (address === undefined || !isOneAddress(address)) return 'no mail address is known';
  return planned && planned.until < at ? 'it came too late' : undefined;
}

/** The latest of these times, where it is still to come. ISO 8601. */
function laterThan(at: string, times: readonly (number | undefined)[]): string | undefined {
  const known = times.flatMap((ms) => (ms === undefined || Number.isNaN(ms) ? [] : ms));
  const latest = new Date(Math.max(0, ...known)).toISOString();
  return latest > at ? latest : undefined;
}

async function end(
  transition: (stamp: WriteStamp) => Notice,
  stopped: JudgedFollowUp,
  context: FollowUpContext,
): Promise<JudgedFollowUp> {
  const written = await writeNotice(transition, context);
  return written.result === 'lost' ? written : stopped;
}
