import { RefundNotAttemptedError } from '../fulfilment/refund-provider';
import { laterAttempts, nextStepOf } from '../fulfilment/next-step';
import type { PartOutcome } from '../fulfilment/part-outcome';
import { noticePatienceMs } from '../ledger/due';
import { standingParts, stateOf, type Entry, type EntryPart, type NoticeTemplate } from '../ledger/entry';
import { moveEntry, moveNotice, withHold } from '../ledger/transitions';
import { partKey } from '../model/remedy-id';
import { unreachable } from '../model/unreachable';
import type { ControlsStore } from '../ledger/controls-store';
import type { ControlsInForce } from './controls-in-force';
import { execute, executeApproved, type ExecutePorts } from './execute';
import { isKeyUsable, lookUp } from './fulfil';
import { lookAgain } from './look-again';
import { moment } from './moment';
import { saveOwn } from './save-own';
import { saveAndTell, tell } from './tell';

export interface ResumePorts extends ExecutePorts {
  readonly controls: ControlsInForce;
  readonly controlsStore: Pick<ControlsStore, 'readControls'>;
}

/** Banks take up to a month. What takes longer does not come by itself any more. */
const longestPendingMs = 45 * 24 * 60 * 60 * 1000;

/** How long after an escalation that nobody answered the next one comes: twice as long every time, and a week at most. */
const escalateAgainMs = 12 * 60 * 60 * 1000;
const longestSilenceMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Takes up one waiting remedy where it was left: asks, tells, carries out what was decided. It never decides again, and
 * never makes a second key for what may have been paid under the first.
 */
export async function resume(entry: Entry, ports: ResumePorts, deadlineMs: number): Promise<void> {
  const told = entry.untold ? await tell(entry, ports) : entry;
  if (told === 'stale') return;
  const settled = await settleNotices(told, ports);
  if (settled === 'stale' || settled.dueAt === undefined || Date.parse(settled.dueAt) > ports.clock().getTime()) return;
  await goOn(settled, ports, deadlineMs);
}

async function goOn(entry: Entry, ports: ResumePorts, deadlineMs: number): Promise<void> {
  switch (entry.state) {
    case 'held':
      return escalate(entry, ports);
    case 'approved':
      if (await isOff(entry, ports)) return lookAgain(entry, 'its type is switched off', ports);
      return executeApproved(entry, ports, deadlineMs);
    case 'fallback':
      if (await isOff(entry, ports)) return lookAgain(entry, 'its type is switched off', ports);
      return execute(entry, ports, deadlineMs);
    case 'executing':
      return execute(entry, ports, deadlineMs);
    case 'unknown':
      return clearUp(entry, ports, deadlineMs);
    case 'pending':
      return askAgain(entry, ports);
    case 'declined':
    case 'late-failed':
      return giveAnotherWay(entry, ports);
    case 'paid':
    case 'rejected':
    case 'manual':
      return;
    default:
      return unreachable(entry.state);
  }
}

/** A run of the sweep is longer than what it read at its beginning may be old. */
async function isOff({ type, customerId }: Entry, { controls, controlsStore, clock }: ResumePorts): Promise<boolean> {
  if (controls.areStale(clock())) controls.remember(await controlsStore.readControls(), clock());
  return controls.modeFor(type, customerId) === 'off';
}

/** A mail whose attempt did not come back, or whose delivery nobody confirmed, is in doubt from then on. */
async function settleNotices(entry: Entry, ports: ResumePorts): Promise<Entry | 'stale'> {
  const { clock, newToken, ledger, observer } = ports;
  const overdue = (['sending', 'sent'] as const).flatMap((state) => overdueNotices(entry, state, clock()));
  let settled = entry;
  for (const { template, why } of overdue) {
    const notice = { ...settled.notices[template], state: 'unknown', at: clock().toISOString() } as const;
    settled = moveNotice(settled, template, notice, why, newToken());
    if ((await saveOwn(settled, ledger)) === 'stale') return 'stale';
    observer.step({ step: 'apology-unknown', remedyId: entry.remedyId, failureType: entry.type });
  }
  return settled;
}

const noticeWhy = {
  sending: 'an attempt to send did not come back',
  sent: 'the mail service did not report a delivery within a day',
};

function overdueNotices(
  { notices }: Entry,
  state: 'sending' | 'sent',
  now: Date,
): { template: NoticeTemplate; why: string }[] {
  const templates = Object.keys(notices) as NoticeTemplate[];
  return templates
    .filter((template) => notices[template]?.state === state)
    .filter((template) => now.getTime() - Date.parse(notices[template]?.at ?? '') >= noticePatienceMs[state])
    .map((template) => ({ template, why: noticeWhy[state] }));
}

/** Nobody decided yet. Whoever is responsible hears of it again, and of it being late. */
async function escalate(entry: Entry, ports: ResumePorts): Promise<void> {
  const { hold } = entry;
  if (!hold) throw new Error(`${entry.remedyId} is held, and nothing says for how long`);
  const now = ports.clock();
  const isOverdue = now.getTime() >= Date.parse(hold.deadline);
  const silenceMs = Math.min(longestSilenceMs, escalateAgainMs * 2 ** Math.max(0, hold.escalations - 1));
  const next = isOverdue ? new Date(now.getTime() + silenceMs).toISOString() : hold.deadline;
  const change = { escalations: hold.escalations + 1, escalateAt: next };
  const why = isOverdue ? 'overdue: nobody decided before the deadline' : 'escalated: nobody decided yet';
  // Untold first, so that an escalation whose run dies before it was published is told by the next one.
  const escalated = withHold({ ...entry, untold: true }, change, why, moment(ports));
  if ((await saveAndTell(escalated, ports)) === 'stale') return;
  const step = isOverdue ? 'hold-overdue' : 'hold-escalated';
  ports.observer.step({ step, remedyId: entry.remedyId, failureType: entry.type });
}

type Found = PartOutcome | { readonly state: 'not-found' } | { readonly state: 'unreachable' };

async function ask(entry: Entry, part: EntryPart, ports: ResumePorts): Promise<Found> {
  ports.observer.step({ step: 'looked', remedyId: entry.remedyId, failureType: entry.type });
  try {
    return await lookUp(entry, part, ports);
  } catch (error) {
    if (error instanceof RefundNotAttemptedError) return { state: 'unreachable' };
    throw error;
  }
}

/** Nobody knows whether the money moved: look first, then ask with the same key while it protects, then a person. */
async function clearUp(entry: Entry, ports: ResumePorts, deadlineMs: number): Promise<void> {
  const parts: EntryPart[] = [];
  let mayAskAgain = true;
  let isMissing = false;
  for (const part of entry.parts) {
    if (part.outcome.state !== 'unknown') {
      parts.push(part);
      continue;
    }
    const found = await ask(entry, part, ports);
    if (found.state === 'unreachable') return lookAgain(entry, 'the provider was not reached', ports);
    if (found.state === 'not-found') {
      isMissing = true;
      mayAskAgain &&= part.keySince !== undefined && isKeyUsable(part.keySince, ports.clock());
      parts.push(part);
    } else parts.push({ ...part, outcome: found });
  }
  if (isMissing && mayAskAgain) return execute({ ...entry, parts }, ports, deadlineMs);
  const to = stateOf(standingParts({ parts }).map(({ outcome }) => outcome));
  if (to !== 'unknown') {
    await saveAndTell(moveEntry(entry, { to, parts, why: `found at the provider as ${to}` }, moment(ports)), ports);
    return;
  }
  if (!isMissing) return lookAgain(entry, 'the provider still gives no certain answer', ports);
  const why = 'not found at the provider, and its key is too old to ask again: a person has to look';
  await saveAndTell(moveEntry(entry, { to: 'manual', why }, moment(ports)), ports);
}

/** The provider is still at it, and its webhook may have been lost. */
async function askAgain(entry: Entry, ports: ResumePorts): Promise<void> {
  const parts: EntryPart[] = [];
  for (const part of entry.parts) {
    const found = part.outcome.state === 'pending' ? await ask(entry, part, ports) : part.outcome;
    const isNews = found.state === 'paid' || found.state === 'declined';
    parts.push(isNews ? { ...part, outcome: found } : part);
  }
  const state = stateOf(standingParts({ parts }).map(({ outcome }) => outcome));
  const to = state === 'declined' ? 'late-failed' : state;
  if (state !== 'paid' && state !== 'declined') return waitOn(entry, ports);
  await saveAndTell(moveEntry(entry, { to, parts, why: `the provider says ${to}` }, moment(ports)), ports);
}

async function waitOn(entry: Entry, ports: ResumePorts): Promise<void> {
  const since = entry.history.find(({ state }) => state === 'pending')?.at ?? entry.claimedAt;
  if (ports.clock().getTime() - Date.parse(since) < longestPendingMs) {
    return lookAgain(entry, 'the provider is still at it', ports);
  }
  const why = 'the provider has been at it for 45 days: a person has to ask there';
  await saveAndTell(moveEntry(entry, { to: 'manual', why }, moment(ports)), ports);
}

/** The provider refused. A reason that passes is waited for and tried anew; for every other a person finds a way. */
async function giveAnotherWay(entry: Entry, ports: ResumePorts): Promise<void> {
  const [failed, ...others] = standingParts(entry).filter(({ outcome }) => outcome.state === 'declined');
  if (failed?.outcome.state !== 'declined') throw new Error(`${entry.remedyId} has no part that failed`);
  const step = nextStepOf(failed.outcome.reason);
  if (step.step === 'person' || others.length > 0 || entry.parts.length > laterAttempts) {
    const why = `a person has to find a way: ${failed.outcome.reason}. ${step.advice}`;
    await saveAndTell(moveEntry(entry, { to: 'manual', why }, moment(ports)), ports);
    return;
  }
  // Asked once more before another key is made: what was refused must not have gone through after all.
  const found = await ask(entry, failed, ports);
  if (found.state === 'unreachable') return lookAgain(entry, 'the provider was not reached', ports);
  if (found.state !== 'declined' && found.state !== 'not-found') {
    const why = `a person has to look: the provider refused it, and now says ${found.state}`;
    await saveAndTell(moveEntry(entry, { to: 'manual', why }, moment(ports)), ports);
    return;
  }
  await planAnew(entry, failed, { afterMs: step.afterMs, why: `tried anew later: ${failed.outcome.reason}` }, ports);
}

async function planAnew(
  entry: Entry,
  failed: EntryPart,
  { afterMs, why }: { readonly afterMs: number; readonly why: string },
  ports: ResumePorts,
): Promise<void> {
  const number = entry.parts.length + 1;
  const anew: EntryPart = {
    ...failed,
    number,
    key: partKey(entry.remedyId, number),
    keySince: undefined,
    insteadOf: failed.number,
    notBefore: new Date(ports.clock().getTime() + afterMs).toISOString(),
    outcome: { state: 'planned' },
  };
  const parts = [...entry.parts, anew];
  const moved = moveEntry(entry, { to: 'fallback', why, parts }, moment(ports));
  if ((await saveOwn(moved, ports.ledger)) === 'stale') return;
  ports.observer.step({ step: 'fallback', remedyId: entry.remedyId, failureType: entry.type });
}
