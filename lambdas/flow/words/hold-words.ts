import { openedIncident, verdictStands } from '../../ledger/incident/incident';
import type { Notice } from '../../ledger/notice/notice';
import { holdWords, newWords } from '../../ledger/notice/words-transitions';
import type { IncidentStore } from '../../ledger/port/waiting-list';
import { lastFailureOf, type RemedyRecord } from '../../ledger/remedy-record';
import type { Limits } from '../../model/limits';
import { peopleAmong } from '../../ledger/decider';
import { writeNotice, type NoticeWrite } from '../record/notice-writer';
import type { WriteContext } from '../record/record-writer';

export type HoldWordsContext = WriteContext & {
  readonly incidents: Pick<IncidentStore, 'openIncident' | 'readIncident'>;
  readonly limits: Pick<Limits, 'holdHours'>;
};

/**
 * Whether an apology may be sent as far as its words go. `outdated`: what a person said about them no longer holds,
 * because what it was about has failed since, or its verdict was withdrawn.
 */
export type WordsState = 'free' | 'waits' | 'outdated';

export async function wordsStateOf(
  record: RemedyRecord,
  notice: Notice | undefined,
  { incidents }: Pick<HoldWordsContext, 'incidents'>,
): Promise<WordsState> {
  if (!record.wordsWait || wereApprovedWithMoney(record)) return 'free';
  if (!notice?.words) return 'waits';
  if (hasFailedSince(record, notice)) return 'outdated';
  const { approval } = notice.words;
  if (!approval) return 'waits';
  if (approval.verdict === undefined || record.incidentId === undefined) return 'free';
  return verdictStands(await incidents.readIncident(record.incidentId), approval.verdict) ? 'free' : 'outdated';
}

/** Whoever approved the whole remedy has approved its words, or has written them. */
function wereApprovedWithMoney({ hold }: RemedyRecord): boolean {
  return hold !== undefined && peopleAmong(hold.approvals) >= hold.approvalsNeeded;
}

/** What a person read, and perhaps wrote about, was given otherwise since. */
function hasFailedSince(record: RemedyRecord, { recordVersion }: Notice): boolean {
  return (lastFailureOf(record)?.version ?? 0) > recordVersion;
}

/**
 * Keeps the apology back until a person has approved its words: for one approval of the whole incident, where there is
 * one. What is given otherwise than at first is looked at by itself.
 */
export async function keepBackWords(
  record: RemedyRecord,
  notice: Notice | undefined,
  context: HoldWordsContext,
): Promise<NoticeWrite> {
  const { limits, incidents, clock } = context;
  const at = clock().toISOString();
  const ownerHours = record.repeat?.ownerHours;
  if (ownerHours !== undefined) {
    const forOwner = { ...newWords(at, ownerHours, undefined), endsPlain: true };
    return writeNotice((stamp) => holdWords(record, notice, forOwner, stamp), context);
  }
  const incidentId = lastFailureOf(record) ? undefined : record.incidentId;
  // Before the notice, so that none waits for an approval that nobody is asked for.
  if (incidentId !== undefined) await incidents.openIncident(openedIncident(incidentId, at, limits.holdHours));
  const words = newWords(at, limits.holdHours, incidentId);
  return writeNotice((stamp) => holdWords(record, notice, words, stamp), context);
}
