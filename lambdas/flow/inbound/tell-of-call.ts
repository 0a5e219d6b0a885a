import type { PartUpdate } from '../../fulfilment/port/part-update';
import { keptFailure } from '../../ledger/envelope';
import { hasBegun, type Notice, type Notices } from '../../ledger/notice/notice';
import { fenceNotice } from '../../ledger/notice/notice-transitions';
import { askOnceMore } from '../../ledger/notice/words-transitions';
import type { RemedyRecord, WriteStamp } from '../../ledger/remedy-record';
import { writeNotice } from '../record/notice-writer';
import { outcomeOf } from '../record/outcome-of';
import type { PublishContext } from '../record/record-writer';
import { comingCallOf, leftWithoutCall } from '../words/late-call';

/** How often to read again where others write the apology's notice. */
const mostReads = 4;

/** Whether an update says by when somebody calls. One that comes again finds nothing else to do. */
export function acceptsCall({ kind, outcome }: PartUpdate): boolean {
  return kind === 'callback' && outcome?.state === 'pending' && outcome.callBy !== undefined;
}

/**
 * Has the customer told of a call that was accepted after their mail had left. A mail that nobody has begun yet says it
 * itself: an attempt that has read the record before finds the notice written, and reads again.
 *
 * @throws where the update has to be delivered again
 */
export async function tellOfCall(
  { customerId, remedyId }: Pick<RemedyRecord, 'customerId' | 'remedyId'>,
  context: PublishContext,
): Promise<void> {
  for (let reads = 0; reads < mostReads; reads++) {
    const view = await context.ledger.readMails({ customerId, remedyId }, ['apology', 'resolution', 'call-accepted']);
    const { record, notices, envelope, isErased } = view;
    if (record?.state !== 'issued' || isErased || !comingCallOf(record) || notices['call-accepted']) return;
    if (leftWithoutCall(record, notices)) {
      const failure = keptFailure(envelope);
      if (failure) await context.outcomes.publish({ ...outcomeOf(record, failure), isForMail: true });
      return;
    }
    if (await isSaidByItself(record, notices, context)) return;
  }
  throw new Error(`the apology of ${remedyId} is being written by others; this update has to come again`);
}

/**
 * Whether the mail that is still to leave says it. Nobody waits for words that a person has still to approve: they
 * leave with what is known then.
 */
async function isSaidByItself(record: RemedyRecord, notices: Notices, context: PublishContext): Promise<boolean> {
  const { apology, resolution } = notices;
  const isApproved = apology?.state === 'held' && apology.words?.approval !== undefined;
  const isToCome = apology === undefined || apology.state === 'none' || isApproved;
  if (!isToCome || hasBegun(resolution) || (apology?.recordVersion ?? 0) >= record.version) return true;
  const anew = (stamp: WriteStamp): Notice =>
    isApproved ? askOnceMore(apology, stamp) : fenceNotice(record, 'apology', apology, stamp);
  return (await writeNotice(anew, context)).result === 'won';
}
