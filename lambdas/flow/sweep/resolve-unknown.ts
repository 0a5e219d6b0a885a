import { isKeyUsable } from '../../fulfilment/port/refund-provider';
import {
  givenAlready,
  liveParts,
  stateOf,
  wasLookedAt,
  type PartRecord,
  type RemedyRecord,
} from '../../ledger/remedy-record';
import { moveRemedy } from '../../ledger/transitions';
import { dayMs } from '../../model/durations';
import { unreachable } from '../../model/unreachable';
import { paymentNow } from '../ask/payment-now';
import { pollPart } from '../ask/poll-part';
import { execute, executeAnew, type ExecuteContext } from '../fulfil/execute';
import { stoppedNow, withdrawnNow } from '../fulfil/stopped';
import type { FlowContext } from '../record/flow-context';
import { leaveToPerson, reschedule, writeAndPublish } from '../record/record-writer';
import { replaceParts } from '../ask/replace-parts';

/**
 * Providers answer again within hours, and within a day their keys are forgotten. What is still unknown after a weekend
 * stays so without a person.
 */
const longestUnknownMs = 3 * dayMs;

type ResolveContext = ExecuteContext & Pick<FlowContext, 'payments' | 'marks'>;

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
  const missing = new Set<Missing>();
  for (const part of record.parts) {
    // Stopped while another part was being found out about. It goes on with that one.
    if (part.outcome.state === 'planned') missing.add('not-asked');
    if (part.outcome.state !== 'unknown') {
      parts.push(part);
      continue;
    }
    const found = await pollPart(record, part, context);
    if (found.state === 'unreachable') return waitOrLeave(record, 'the provider was not reached', context);
    if (found.state === 'not-found') missing.add(isKeyOld(part, context) ? 'forgotten' : 'asked');
    parts.push(found.state === 'not-found' ? part : { ...part, outcome: found });
  }
  if (missing.size > 0) return askForMissing({ ...record, parts }, missing, context, deadlineMs);
  const to = stateOf(liveParts({ parts }));
  if (to === 'unknown') return waitOrLeave(record, 'the provider still gives no certain answer', context);
  await writeAndPublish(
    (stamp) => moveRemedy(record, { to, parts, why: `found at the provider as ${to}` }, stamp),
    context,
  );
}

/**
 * Of what nothing was found: `asked` for with a key that protects, with one that is `forgotten`, or `not-asked` yet.
 */
type Missing = 'asked' | 'forgotten' | 'not-asked';

function isKeyOld({ keySince }: PartRecord, { clock }: ResolveContext): boolean {
  return keySince === undefined || !isKeyUsable(keySince, clock());
}

async function askForMissing(
  record: RemedyRecord,
  missing: ReadonlySet<Missing>,
  context: ResolveContext,
  deadlineMs: number,
): Promise<void> {
  const stopped = (await stoppedNow(record, context)) ?? (await withdrawnNow(record, context));
  if (stopped) return waitOrLeave(record, `not found at the provider, and not asked again: ${stopped.why}`, context);
  const given = givenAlready(record);
  if (given) return leaveToPerson(record, `part ${given.number} was given after all: a person has to look`, context);
  const isForgotten = missing.has('forgotten');
  // Asking again changes nothing that was not begun. Whatever is new depends on the payment as it is now.
  const isNew = isForgotten || missing.has('not-asked');
  if (isNew && !(await mayBeAskedFor(record, isForgotten, context))) return;
  return isForgotten ? askAsAnotherPart(record, context, deadlineMs) : execute(record, context, deadlineMs);
}

/** Whether the payment still allows what is owed. If not, the remedy waits, or a person looks. */
async function mayBeAskedFor(record: RemedyRecord, isForgotten: boolean, context: ResolveContext): Promise<boolean> {
  const what = isForgotten ? forgotten : 'the rest was not asked for yet';
  const toPerson = (why: string) => leaveToPerson(record, `${what}, and ${why}: a person has to look`, context);
  if (isForgotten && isTooLong(record, context)) {
    await toPerson('it was so for days');
    return false;
  }
  const now = await paymentNow(record, wasLookedAt(record) ? 'refunds' : 'price', context);
  switch (now.kind) {
    case 'free':
      return true;
    case 'waits':
    case 'not-known':
      await waitOrLeave(record, `${what}: ${now.why}`, context);
      return false;
    case 'account':
      await waitOrLeave(record, `${what}: ${now.stop.why}`, context);
      return false;
    case 'unfit':
      // What was never asked for is refused by the provider itself, and what may have been given is looked at.
      if (!isForgotten && now.isGuarded) return true;
      await toPerson(now.why);
      return false;
    case 'over':
    case 'other-currency':
      await toPerson(now.why);
      return false;
    default:
      return unreachable(now);
  }
}

const forgotten = 'not found at the provider, and its key is too old to ask again';

/** Its key created nothing, and creates nothing any more, so what is still owed gets another. */
async function askAsAnotherPart(record: RemedyRecord, context: ResolveContext, deadlineMs: number): Promise<void> {
  const replaced = await replaceParts(record, ['unknown'], context);
  switch (replaced.kind) {
    case 'parts':
      context.observer.step({ step: 'part-replaced', remedyId: record.remedyId, failureType: record.type });
      return executeAnew(record, replaced.parts, context, deadlineMs);
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
