import { awaitedAccount, type RemedyRecord } from '../../ledger/remedy-record';
import { withRelease } from '../../ledger/transitions';
import { mayHaveStragglers, type ClosedBreaker, type OpenBreaker } from '../../model/guards/breaker';
import { inParallel } from '../record/in-parallel';
import { unreachable } from '../../model/unreachable';
import { allAccounts, closeBreaker, postponeTry } from '../fulfil/account-breaker';
import type { ExecuteContext } from '../fulfil/execute';
import { providerMs } from '../fulfil/fulfil';
import type { FlowContext } from '../record/flow-context';
import { write } from '../record/record-writer';

export type BreakersContext = ExecuteContext & Pick<FlowContext, 'waiting' | 'pace' | 'incidents'>;

/** Continues one remedy where it was left, as the sweep does. */
export type Resume = (record: RemedyRecord, context: BreakersContext, deadlineMs: number) => Promise<void>;

/** What a run has time for, and how it continues a remedy. */
interface Run {
  readonly hasTime: () => boolean;
  readonly resume: Resume;
}

/** How many remedies are read at a time, and how many are worked on at once. */
const batch = 200;
const atOnce = 8;
const mostRead = 2_000;

/** Among so many remedies the tries take turns: one that is refused for itself does not keep an account shut. */
const candidates = 25;

/** Tries accounts whose breaker is open, and lets go on what waited for one that closed. */
export async function tendBreakers(context: BreakersContext, run: Run): Promise<void> {
  for (const [account, breaker] of Object.entries(context.controls.breakers())) {
    if (!run.hasTime()) return;
    switch (breaker.state) {
      case 'open':
        await tendOpen(account, breaker, context, run);
        break;
      case 'closed':
        await tendClosed(account, breaker, context, run);
        break;
      default:
        unreachable(breaker);
    }
  }
  await tendUnopened(context, run);
}

/**
 * A breaker may never have been opened although something waits for its account: no write to the controls went through
 * in that moment. A look once an hour is enough for what hardly ever happens.
 */
async function tendUnopened(context: BreakersContext, run: Run): Promise<void> {
  if (context.clock().getUTCMinutes() !== 0) return;
  const known = context.controls.breakers();
  for (const account of allAccounts(context)) {
    if (known[account] === undefined) await releaseWaiting(account, context, run);
  }
}

async function tendOpen(account: string, breaker: OpenBreaker, context: BreakersContext, run: Run): Promise<void> {
  const { why, permission, nextTryAt } = breaker;
  context.observer.step({ step: 'breaker-open', account, why, permission });
  if (Date.parse(nextTryAt) <= context.clock().getTime()) await tryOne(account, breaker, context, run);
  await resumeDue(account, context, run);
}

/** Carries out one remedy that waits. Its answer closes the breaker, or makes the next try later. */
async function tryOne(account: string, breaker: OpenBreaker, context: BreakersContext, run: Run): Promise<void> {
  const waiting = await read(account, candidates, context);
  if (waiting.length === 0) {
    await closeBreaker(account, { by: 'sweep' }, context);
    return;
  }
  const record = waiting[breaker.tries % waiting.length];
  if (record) await release(record, 'to try the account', { ...context, tried: account }, run);
  await postponeTry(account, breaker, context);
}

/** What is owed by a date is escalated while it waits, and a wait of weeks ends with a person. */
async function resumeDue(account: string, context: BreakersContext, { hasTime, resume }: Run): Promise<void> {
  const due = await read(account, batch, context, context.clock());
  await inParallel(due, atOnce, async (record) => {
    if (!hasTime() || record.dueAt === undefined || Date.parse(record.dueAt) > context.clock().getTime()) return;
    await guarded(record, context, () => resume(record, context, context.clock().getTime() + providerMs));
  });
}

/** All that waits goes on. The account may be in trouble again meanwhile, and then the rest goes on waiting. */
async function tendClosed(account: string, breaker: ClosedBreaker, context: BreakersContext, run: Run): Promise<void> {
  // Later than that hardly anything comes, and a look once an hour is enough.
  if (!mayHaveStragglers(breaker, context.clock()) && context.clock().getUTCMinutes() !== 0) return;
  await releaseWaiting(account, context, run);
}

async function releaseWaiting(account: string, context: BreakersContext, run: Run): Promise<void> {
  const seen = new Set<string>();
  const mayGoOn = (): boolean => run.hasTime() && !context.controls.openBreakerAmong([account]);
  while (mayGoOn()) {
    // Beyond those that could not go on and are named again.
    const waiting = await read(account, Math.min(mostRead, batch + seen.size), context);
    const fresh = waiting.filter(({ remedyId }) => !seen.has(remedyId));
    if (fresh.length === 0) return;
    await inParallel(fresh, atOnce, async (record) => {
      if (!mayGoOn()) return;
      seen.add(record.remedyId);
      await release(record, 'the account works again', context, run);
    });
  }
}

async function release(record: RemedyRecord, why: string, context: BreakersContext, { resume }: Run): Promise<void> {
  await guarded(record, context, async () => {
    const released = await write((stamp) => withRelease(record, why, stamp), context);
    if (released.result === 'lost') return;
    await context.pace();
    await resume(released.record, context, context.clock().getTime() + providerMs);
  });
}

/** Trouble with one must not keep the others waiting. */
async function guarded(
  { remedyId }: RemedyRecord,
  { observer }: BreakersContext,
  step: () => Promise<void>,
): Promise<void> {
  try {
    await step();
  } catch (error) {
    observer.trouble(remedyId, 'it could not go on after it waited for an account', error);
  }
}

/** The index may lag, so each record itself says whether it waits. */
async function read(
  account: string,
  limit: number,
  { waiting, ledger }: BreakersContext,
  until?: Date,
): Promise<RemedyRecord[]> {
  const listed = await waiting.ofAccount(account, limit, until);
  const records: RemedyRecord[] = [];
  await inParallel(listed, atOnce, async (one) => {
    if (one.kind !== 'remedy') return;
    const record = await ledger.readRemedy(one.customerId, one.remedyId);
    if (record && awaitedAccount(record) === account) records.push(record);
  });
  return records.sort((a, b) => (a.committedAt < b.committedAt ? -1 : 1));
}
