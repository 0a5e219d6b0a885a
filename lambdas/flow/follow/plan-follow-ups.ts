import { isWantedBy, plansFor, type FollowUpOptions } from '../../ledger/follow/follow-ups';
import type { FollowUpTurns } from '../../ledger/follow/follow-up-turn';
import type { Notice } from '../../ledger/notice/notice';
import { planMail } from '../../ledger/notice/planned-transitions';
import type { RemedyKey } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { writeNotice } from '../record/notice-writer';
import type { KnownIncidents } from './hear-fix';
import type { AskContext } from './ask-customer';
import type { FeedbackStore } from '../../feedback/feedback-store';
import type { WriteContext } from '../record/record-writer';
import type { Conversation } from '../../conversation/conversation';

/** What follow-ups are decided by, beside the ledger. */
export interface FollowUps {
  readonly options: FollowUpOptions;
  readonly turns: FollowUpTurns;
  readonly conversations: { read(of: RemedyKey): Promise<Conversation | undefined> };
  readonly hindrances: Pick<FeedbackStore, 'hindrancesOf'>;
  /** Where it is noted of which incidents customers were written. Missing where nobody is told of their end. */
  readonly incidents?: Pick<KnownIncidents, 'note'> | undefined;
}

export type FollowUpContext = WriteContext &
  AskContext & {
    /** @default - nobody is followed up */
    readonly followUps?: FollowUps | undefined;
  };

/**
 * Writes down what follows up on a mail that has left. Each is written once: whoever finds it written leaves it as it
 * is, so an event that is delivered again plans what a run before it died on.
 */
export async function planFollowUps(
  sent: Pick<Notice, 'template' | 'at' | 'history'> | undefined,
  record: RemedyRecord,
  context: FollowUpContext,
): Promise<void> {
  const { followUps } = context;
  if (!followUps || !sent || !saysWhatWasGiven(sent) || record.state !== 'issued') return;
  const leftAt = sent.history.find(({ state }) => state === 'sent')?.at ?? sent.at;
  for (const { template, planned } of plansFor(record, leftAt, followUps.options)) {
    if (!isWantedBy(followUps.options, template)) continue;
    await writeNotice((stamp) => planMail(record, template, planned, stamp), context);
    if (planned.incidentId !== undefined)
      await followUps.incidents?.note(planned.incidentId, record.occurredAt, leftAt);
  }
}

function saysWhatWasGiven({ template }: Pick<Notice, 'template'>): boolean {
  return template === 'apology' || template === 'resolution';
}
