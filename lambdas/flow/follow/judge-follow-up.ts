import { isOneAddress } from '../../failures/definition/mail-address';
import { keptEmail } from '../../ledger/envelope';
import { comesAt, givenParts, isWantedBy, usualDaysApart } from '../../ledger/follow/follow-ups';
import { freeFrom, takeTurn, withEndTold, type FollowUpTurn } from '../../ledger/follow/follow-up-turn';
import { followUpTemplates, type FollowUpTemplate, type Notice, type Notices } from '../../ledger/notice/notice';
import { dropPlanned, planAnew } from '../../ledger/notice/planned-transitions';
import type { MailView } from '../../ledger/port/ledger';
import type { RemedyRecord, WriteStamp } from '../../ledger/remedy-record';
import { dayMs, hourMs } from '../../model/durations';
import { pageUrlFor, takeMonth, whyNotThisMonth } from './ask-customer';
import { writeNotice, type LostNoticeWrite } from '../record/notice-writer';
import type { FollowUpContext } from './plan-follow-ups';
import { endToldBy, whyNotFollowedUp, type FollowedCase } from './why-not-followed-up';

/** What comes of a follow-up that is asked for. */
export type JudgedFollowUp =
  /** With the page on which its customer answers, where it asks them something. */
  | { readonly result: 'wanted'; readonly pageUrl?: string | undefined }
  | { readonly result: 'stopped'; readonly remedyId: string }
  | LostNoticeWrite;

/** One that is asked for, with all that was read for it. */
export interface AskedFollowUp extends MailView {
  readonly record: RemedyRecord;
  readonly template: FollowUpTemplate;
  /** As the event says it. Undefined where its customer was erased. */
  readonly email: string | undefined;
}

/** Whoever talks with us is looked at again so often, and so is whoever cannot be asked for want of a secret. */
const lookAgainMs = dayMs;

/** A mail of the same remedy that comes before the question is judged within that time. */
const inTurnMs = hourMs;

/**
 * Decides whether a follow-up leaves, by what is so at this very moment: it stops for good where something speaks
 * against it, waits where its day has moved or another one of its customer has just left, and else takes its turn. An
 * event without a plan in the ledger, such as a forged one, sends nothing.
 */
export async function judgeFollowUp(asked: AskedFollowUp, context: FollowUpContext): Promise<JudgedFollowUp> {
  const { record, notices, template } = asked;
  const notice = notices[template];
  const stopped = { result: 'stopped', remedyId: record.remedyId } as const;
  // What has left, or is leaving, is for whoever sends it to know again.
  if (notice && notice.state !== 'none') return notice.planned ? { result: 'wanted' } : stopped;
  if (!notice?.planned || isEarly(notice, context.clock())) return stopped;
  const now = context.clock();
  const at = now.toISOString();
  const against = await whatSpeaksAgainst(asked, context);
  const why = whyNow(asked, notice, at, context) ?? whyNotFollowedUp(template, against) ?? against.whyNotAsked;
  if (why !== undefined) return stop((stamp) => dropPlanned(notice, why, stamp), stopped, context);
  const later = laterThan(at, [
    template === 'replacement-there' ? comesAt(givenParts(record))?.ms : undefined,
    against.hindrances?.isTalking ? now.getTime() + lookAgainMs : undefined,
    // A record that is older than what was said of it was put back. It is not spoken of before somebody has looked.
    notice.recordVersion > record.version ? now.getTime() + lookAgainMs : undefined,
    template === 'feedback' ? comeBeforeUntil(notices, now) : undefined,
    freeFromMs(against.turn, asked, context),
  ]);
  if (later !== undefined) return stop((stamp) => putOff(notice, later, stamp), stopped, context);
  return takeTurns(asked, notice, against.turn, context);
}

interface Against extends FollowedCase {
  /** Of the question alone: they were asked lately, or said no. */
  readonly whyNotAsked: string | undefined;
}

async function whatSpeaksAgainst(asked: AskedFollowUp, context: FollowUpContext): Promise<Against> {
  const { record, notices, template } = asked;
  const { customerId, remedyId } = record;
  const { followUps, asking } = context;
  const turns = turnsFor(template, context);
  const hindrances = template === 'feedback' ? asking?.store : followUps?.hindrances;
  const isQuestion = template === 'feedback';
  const [turn, hindered, conversation, whyNotAsked] = await Promise.all([
    turns?.readTurn(customerId),
    hindrances?.hindrancesOf(customerId),
    isQuestion ? undefined : followUps?.conversations.read({ customerId, remedyId }),
    isQuestion && asking ? whyNotThisMonth(record, asking, context.clock()) : undefined,
  ]);
  return { record, notices, turn, hindrances: hindered, conversation, whyNotAsked };
}

function turnsFor(template: FollowUpTemplate, { followUps, asking }: FollowUpContext) {
  return template === 'feedback' ? asking?.turns : followUps?.turns;
}

/** All such mails of a customer have one turn between them, whatever they say. */
function freeFromMs(
  turn: FollowUpTurn | undefined,
  { record, template }: AskedFollowUp,
  { followUps }: FollowUpContext,
): number | undefined {
  const free = freeFrom(turn, { ...record, template }, followUps?.options.daysApart ?? usualDaysApart);
  return free === undefined ? undefined : Date.parse(free);
}

/** Whether it was made right is asked last: a mail that says that it should be there comes before. */
function comeBeforeUntil(notices: Notices, now: Date): number | undefined {
  const times = followUpTemplates.flatMap((template) => {
    const notice = template === 'feedback' ? undefined : notices[template];
    // What waits for the end of an incident may never leave.
    const from = notice?.state === 'none' ? notice.planned?.from : undefined;
    return from === undefined ? [] : Math.max(Date.parse(from), now.getTime() + inTurnMs);
  });
  return times.length === 0 ? undefined : Math.max(...times);
}

/** The last thing before it leaves: whoever cannot be written after all has had no turn. */
async function takeTurns(
  { record, notices, template }: AskedFollowUp,
  notice: Notice,
  turn: FollowUpTurn | undefined,
  context: FollowUpContext,
): Promise<JudgedFollowUp> {
  const { customerId, remedyId } = record;
  const now = context.clock();
  const asking = template === 'feedback' ? context.asking : undefined;
  const stopped = { result: 'stopped', remedyId } as const;
  const pageUrl = asking && (await pageUrlFor(record, asking, now, context.observer));
  if (asking && pageUrl === undefined) {
    const later = new Date(now.getTime() + lookAgainMs).toISOString();
    return stop((stamp) => putOff(notice, later, stamp), stopped, context);
  }
  const end = endToldBy(template, notices);
  const before = withEndTold(turn, { customerId, remedyId, end });
  const taken = takeTurn(before, { customerId, remedyId, template }, now.toISOString());
  if ((await turnsFor(template, context)?.saveTurn(taken)) === 'stale') {
    return { result: 'lost', stored: notice };
  }
  const why = asking && (await takeMonth(record, asking, now));
  if (why !== undefined) return stop((stamp) => dropPlanned(notice, why, stamp), stopped, context);
  return { result: 'wanted', pageUrl };
}

function isEarly({ planned }: Notice, now: Date): boolean {
  return planned?.from === undefined || Date.parse(planned.from) > now.getTime();
}

/** What speaks against it that is no matter of the remedy. */
function whyNow(
  { template, isErased, envelope, email }: AskedFollowUp,
  { planned }: Notice,
  at: string,
  context: FollowUpContext,
): string | undefined {
  if (!isWantedHere(template, context)) return 'this deployment writes no such mails any more';
  const address = keptEmail(envelope) ?? email;
  if (isErased || email === undefined) return 'the address is not kept any more';
  if (address === undefined || !isOneAddress(address)) return 'no mail address is known';
  return planned && planned.until < at ? 'it came too late' : undefined;
}

function isWantedHere(template: FollowUpTemplate, { followUps, asking }: FollowUpContext): boolean {
  if (template === 'feedback') return asking !== undefined;
  return followUps !== undefined && isWantedBy(followUps.options, template);
}

/** The latest of these times, where it is still to come. ISO 8601. */
function laterThan(at: string, times: readonly (number | undefined)[]): string | undefined {
  const known = times.flatMap((ms) => ms ?? []);
  const latest = new Date(Math.max(0, ...known)).toISOString();
  return latest > at ? latest : undefined;
}

/** Until then, or for good where it is of no use by then. */
function putOff(notice: Notice, later: string, stamp: WriteStamp): Notice {
  return notice.planned && later > notice.planned.until
    ? dropPlanned(notice, 'it came too late', stamp)
    : planAnew(notice, { from: later }, `put off until ${later}`, stamp);
}

async function stop(
  transition: (stamp: WriteStamp) => Notice,
  stopped: JudgedFollowUp,
  context: FollowUpContext,
): Promise<JudgedFollowUp> {
  const written = await writeNotice(transition, context);
  return written.result === 'lost' ? written : stopped;
}
