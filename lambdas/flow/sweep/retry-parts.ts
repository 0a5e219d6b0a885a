import type { RemedyRecord } from '../../ledger/remedy-record';
import { moveRemedy } from '../../ledger/transitions';
import { unreachable } from '../../model/unreachable';
import { executeAnew, type ExecuteContext } from '../fulfil/execute';
import { stoppedNow } from '../fulfil/stopped';
import type { FlowContext } from '../record/flow-context';
import { leaveToPerson, reschedule, writeAndPublish } from '../record/record-writer';
import { replaceParts } from '../ask/replace-parts';
import { paymentNow } from '../ask/payment-now';

export type RetryPartsContext = ExecuteContext & Pick<FlowContext, 'payments' | 'marks' | 'clock'>;

/** A person sent a remedy on its way again: what was certainly not given is asked for as another part. */
export async function retryParts(record: RemedyRecord, context: RetryPartsContext, deadlineMs: number): Promise<void> {
  const stopped = await stoppedNow(record, context);
  if (stopped) return reschedule(record, stopped.why, context);
  if (!(await mayBeRetried(record, context))) return;
  const replaced = await replaceParts(record, ['declined', 'unknown'], context);
  switch (replaced.kind) {
    case 'parts':
      return executeAnew({ ...record, retry: undefined }, replaced.parts, context, deadlineMs);
    case 'not-reached':
      return reschedule(record, 'the provider was not reached', context);
    case 'uncertain':
      return leaveUnknown(record, context);
    default:
      return unreachable(replaced);
  }
}

/** Why it needed attention may still be so: it waits for what ends by itself, and a person looks at what does not. */
async function mayBeRetried(record: RemedyRecord, context: RetryPartsContext): Promise<boolean> {
  const now = await paymentNow(record, 'refunds', context);
  switch (now.kind) {
    case 'free':
      return true;
    case 'unfit':
      if (now.isGuarded) return true;
      await leaveToPerson({ ...record, retry: undefined }, `${now.why}: a person has to look`, context);
      return false;
    case 'waits':
    case 'not-known':
      await reschedule(record, now.why, context);
      return false;
    case 'account':
      await reschedule(record, now.stop.why, context);
      return false;
    case 'over':
    case 'other-currency':
      await leaveToPerson({ ...record, retry: undefined }, `${now.why}: a person has to look`, context);
      return false;
    default:
      return unreachable(now);
  }
}

async function leaveUnknown(record: RemedyRecord, context: ExecuteContext): Promise<void> {
  const why = 'sent on its way again, and the provider gives no certain answer';
  await writeAndPublish((stamp) => moveRemedy({ ...record, retry: undefined }, { to: 'unknown', why }, stamp), context);
}
