import { coversWords, type IncidentVerdict } from '../../ledger/incident/incident';
import { whyRejected } from '../../model/judging/reason-code';
import { rejectWords } from '../../ledger/notice/words-transitions';
import type { RemedyKey } from '../../ledger/port/ledger';
import { keepMessageOfVerdict } from './message-to-all';
import { writeNotice } from '../record/notice-writer';
import type { PublishContext } from '../record/record-writer';
import { writeApprovedWords } from './decide-words';
import { askForMail, endUnsendable, readWaitingWords, type WaitingWords } from './waiting-words';

/**
 * Follows the verdict on an incident for the words of one mail that wait with it.
 *
 * @returns what is left, where they go on waiting
 */
export async function followVerdict(
  of: RemedyKey,
  { verdict, stands }: { readonly verdict: IncidentVerdict; readonly stands: () => Promise<boolean> },
  context: PublishContext,
): Promise<'withdrawn' | 'uncovered' | undefined> {
  const waiting = await readWaitingWords(of, context);
  if (!waiting || waiting.words.incidentId === undefined || waiting.words.approval) return undefined;
  if (!(await stands())) return 'withdrawn';
  if (!coversWords(verdict, waiting.words, waiting.record)) return 'uncovered';
  if (await endUnsendable(waiting, context)) return undefined;
  await (verdict.verdict === 'rejected' ? reject(waiting, verdict, context) : approve(waiting, verdict, context));
  return undefined;
}

async function reject(
  { record, notice }: WaitingWords,
  verdict: IncidentVerdict,
  context: PublishContext,
): Promise<void> {
  const { actor, rejectedAs } = verdict;
  const why = `the words were rejected with their incident by ${actor}: ${whyRejected(verdict)}`;
  const rejected = await writeNotice((stamp) => rejectWords(notice, { why, rejectedAs }, stamp), context);
  if (rejected.result === 'lost') return;
  context.observer.step({ step: 'words-rejected', remedyId: record.remedyId, failureType: record.type });
}

async function approve(waiting: WaitingWords, verdict: IncidentVerdict, context: PublishContext): Promise<void> {
  const { record } = waiting;
  const { actor, why, at, number } = verdict;
  const kept = await keepMessageOfVerdict(record, verdict, context);
  // The customer was erased at this moment, and the next look finds no address.
  if (kept === 'no-address') return;
  const message = kept === 'unwritten' ? undefined : kept;
  const approved = await writeApprovedWords(waiting, { actor, why, at, verdict: number, message }, context);
  if (!approved) return;
  context.observer.step({ step: 'words-approved', remedyId: record.remedyId, failureType: record.type });
  await askForMail(waiting, context);
}
