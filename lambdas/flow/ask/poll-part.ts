import type { PartNotFound, PartOutcome } from '../../fulfilment/port/part-outcome';
import { AccountTroubleError, NotAttemptedError } from '../../fulfilment/port/refund-provider';
import type { PartRecord, RemedyRecord } from '../../ledger/remedy-record';
import { reportTrouble } from '../fulfil/account-breaker';
import type { ExecuteContext } from '../fulfil/execute';
import { lookUp, remedyForOf, withdraw } from '../fulfil/fulfil';

/** What became of a part, as far as anybody could be asked. */
export type Found = PartOutcome | PartNotFound | { readonly state: 'unreachable' };

export async function pollPart(record: RemedyRecord, part: PartRecord, context: ExecuteContext): Promise<Found> {
  context.observer.step({ step: 'polled', remedyId: record.remedyId, failureType: record.type });
  try {
    return await lookUp(await remedyForOf(record, context.ledger), part, context);
  } catch (error) {
    if (error instanceof AccountTroubleError) await reportTrouble(error, context);
    if (error instanceof NotAttemptedError) return { state: 'unreachable' };
    throw error;
  }
}

/** Tells a partner that was asked for a part not to give it. */
export async function withdrawPart(record: RemedyRecord, part: PartRecord, context: ExecuteContext): Promise<Found> {
  try {
    return await withdraw(await remedyForOf(record, context.ledger), part, context);
  } catch (error) {
    if (error instanceof AccountTroubleError) await reportTrouble(error, context);
    if (error instanceof NotAttemptedError) return { state: 'unreachable' };
    throw error;
  }
}
