import { isKeyUsable } from '../../fulfilment/port/refund-provider';
import { liveParts, stateOf, type PartRecord, type RemedyRecord } from '../../ledger/remedy-record';
import { moveRemedy } from '../../ledger/transitions';
import { dayMs } from '../../model/durations';
import { unreachable } from '../../model/unreachable';
import { paymentNow } from '../ask/payment-now';
import { pollPart } from '../ask/poll-part';
import { execute, type ExecuteContext } from '../fulfil/execute';
import { stoppedNow, withdrawnNow } from '../fulfil/stopped';
import type { FlowContext } from '../record/flow-context';
import { leaveToPerson, reschedule, writeAndPublish } from '../record/record-writer';
import { replaceParts } from '../ask/replace-parts';

/**
 * Providers answer again within hours, and within a day their keys are forgotten. What is still unknown after a weekend
 * stays so without a person.
 */
const longestUnknownMs = 3 * dayMs;

type ResolveContext = ExecuteContext & Pick<FlowContext, 'payments'>;

function isTooLong({ history, committedAt }: RemedyRecord, { clock }: ExecuteContext): boolean {
  // Asking again is a part of the same time of not knowing.
  const last = history.findLastIndex(({ state }) => state !== 'unknown' && state !== 'executing') + 1;
  return clock().getTime() - Date.parse(history.at(last)?.at ?? committedAt) >= longestUnknownMs;
}

/**
 * Nobody knows whether the money moved: look first, then ask with the same key while it protects, and as another part
 * when it is forgotten. Where nobody can say for long, a person looks.
 */
export async function resolveUnknown(record: RemedyRecord, context: ResolveContext, deadlineMs: number): Promise<void> {
  const parts: PartRecord[] = [];
  let mayAskAgain = true;
  let isMissing = false;
  for (const part of record.parts) {
    if (part.outcome.state !== 'unknown') {
      // Stopped while another part was being found out about. It goes on with that one.
      isMissing ||= part.outcome.state === 'planned';
      parts.push(part);
      continue;
    }
    const found = await pollPart(record, part, context);
    if (found.state === 'unreachable') return waitOrLeave(record, 'the provider was not reached', context);
    if (found.state === 'not-found') {
      isMissing = true;
      mayAskAgain &&= part.keySince !== undefined && isKeyUsable(part.keySince, context.clock());
      parts.push(part);
    } else parts.push({ ...part, outcome: found });
  }
  if (isMissing) {
    const stopped = (await stoppedNow(record, context)) ?? (await withdrawnNow(record, context));
    if (stopped) return waitOrLeave(record, `not found at the provider, and not asked again: ${stopped.why}`, context);
    const asked = { ...record, parts };
    return mayAskAgain ? execute(asked, context, deadlineMs) : goOnAsAnotherPart(asked, context, deadlineMs);
  }
  const to = stateOf(liveParts({ parts }));
  if (to === 'unknown') return waitOrLeave(record, 'the provider still gives no certain answer', context);
  await writeAndPublish(
    (stamp) => moveRemedy(record, { to, parts, why: `found at the provider as ${to}` }, stamp),
    context,
  );
}

/**
 * Nothing was found of it, and its key is too old to protect: it created nothing, and creates nothing any more. What is
 * still owed is asked for as another part, unless the payment has changed meanwhile.
 */
async function goOnAsAnotherPart(record: RemedyRecord, context: ResolveContext, deadlineMs: number): Promise<void> {
  const missing = 'not found at the provider, and its key is too old to ask again';
  if (isTooLong(record, context)) return leaveToPerson(record, `${missing}: a person has to look`, context);
  const now = await paymentNow(record, 'refunds', context);
  switch (now.kind) {
    case 'free':
      break;
    case 'waits':
    case 'not-known':
      return reschedule(record, `${missing}: ${now.why}`, context);
    case 'account':
      return reschedule(record, `${missing}: ${now.stop.why}`, context);
    case 'over':
    case 'unfit':
    case 'other-currency':
      return leaveToPerson(record, `${missing}, and ${now.why}: a person has to look`, context);
    default:
      return unreachable(now);
  }
  const replaced = await replaceParts(record, context);
  switch (replaced.kind) {
    case 'parts':
      context.observer.step({ step: 'part-replaced', remedyId: record.remedyId, failureType: record.type });
      return execute({ ...record, parts: replaced.parts }, context, deadlineMs);
    case 'not-reached':
      return reschedule(record, 'the provider was not reached', context);
    case 'uncertain':
      return reschedule(record, 'the provider still gives no certain answer', context);
    default:
      return unreachable(replaced);
  }
}

/** It is asked about again later, but not for ever. */
async function waitOrLeave(record: RemedyRecord, why: string, context: ExecuteContext): Promise<void> {
  if (!isTooLong(record, context)) return reschedule(record, why, context);
  await leaveToPerson(
    record,
    `for three days nobody could say whether it was given, and a person has to look: ${why}`,
    context,
  );
}
