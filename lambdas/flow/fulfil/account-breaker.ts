import type { AccountTroubleError } from '../../fulfilment/port/refund-provider';
import type { ControlsStore } from '../../ledger/port/controls-store';
import { closed, opened, triedInVain, type Breaker, type Closing, type OpenBreaker } from '../../model/guards/breaker';
import { withBreaker, type Controls } from '../../model/controls';
import type { RemedyPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import type { FlowContext } from '../record/flow-context';
import type { Stopped } from './stopped';

export type BreakerStore = Pick<ControlsStore, 'readControls' | 'saveControls'>;

export type BreakerContext = Pick<FlowContext, 'controls' | 'clock' | 'observer'> & {
  readonly controlsStore: BreakerStore;
  /** The account that is being tried although its breaker is open. */
  readonly tried?: string | undefined;
};

type ClosingContext = Pick<BreakerContext, 'controlsStore' | 'clock' | 'observer'> &
  Partial<Pick<BreakerContext, 'controls'>>;

/** How often to read the controls again after somebody else wrote them first. */
const tries = 6;

/** A stop that ends by itself when the account works again. */
export type AccountStop = Stopped & { readonly cause: 'account'; readonly account: string };

/** Whether the breaker of an account that these parts need is open. */
export function stoppedByAccount(
  parts: readonly RemedyPart[],
  context: Pick<FlowContext, 'refunds' | 'partners'> & BreakerContext,
): AccountStop | undefined {
  return stopAmong(
    parts.flatMap((part) => accountsOf(part, context)),
    context,
  );
}

/** The accounts that a part needs. */
function accountsOf(
  { kind }: RemedyPart,
  { refunds, partners }: Pick<FlowContext, 'refunds' | 'partners'>,
): readonly string[] {
  switch (kind) {
    case 'refund':
      return refunds.accounts;
    case 'cancellation':
      return refunds.cancellations?.accounts ?? refunds.accounts;
    default:
      return partners[kind].accounts;
  }
}

/** Every account that any part may need. */
export function allAccounts({ refunds, partners }: Pick<FlowContext, 'refunds' | 'partners'>): ReadonlySet<string> {
  const { credit, replacement, entitlement, callback } = partners;
  const ofPartners = [credit, replacement, entitlement, callback].flatMap(({ accounts }) => accounts);
  return new Set([...refunds.accounts, ...(refunds.cancellations?.accounts ?? []), ...ofPartners]);
}

/** Whether the breaker of one of these accounts is open. */
export function stopAmong(
  accounts: readonly string[],
  { controls, tried }: Pick<BreakerContext, 'controls' | 'tried'>,
): AccountStop | undefined {
  const open = controls.openBreakerAmong(accounts.filter((account) => account !== tried));
  return open && stopOf(open.account, open.breaker.why);
}

function stopOf(account: string, why: string): AccountStop {
  return { cause: 'account', account, why: `the account ${account} is in trouble: ${why}` };
}

/**
 * Opens the breaker for every function, each of which sees it with its next read of the controls. Where this fails, the
 * next remedy with the same trouble opens it: what is held waits all the same.
 */
export async function reportTrouble({ trouble }: AccountTroubleError, context: BreakerContext): Promise<AccountStop> {
  const { account, why, permission } = trouble;
  const now = context.clock();
  try {
    const changed = await change(account, context, (before) =>
      before?.state === 'open' ? again(before, trouble, now) : opened(before, trouble, now),
    );
    if (changed) context.observer.step({ step: 'breaker-opened', account, why, permission });
  } catch (error) {
    context.observer.trouble(account, 'its breaker could not be opened', error);
  }
  return stopOf(account, why);
}

/** Only the try counts as one. Others that had not heard of the breaker yet change nothing. */
function again(before: OpenBreaker, trouble: AccountTroubleError['trouble'], now: Date): OpenBreaker | undefined {
  return now.getTime() >= Date.parse(before.nextTryAt) ? triedInVain(before, trouble, now) : undefined;
}

/** A part got an answer of its own, so the accounts that it needs work again. */
export async function reportAnswer(
  part: RemedyPart,
  remedyId: string,
  context: Pick<FlowContext, 'refunds' | 'partners'> & BreakerContext,
): Promise<void> {
  for (const account of accountsOf(part, context)) {
    if (context.controls.openBreakerAmong([account])) await closeBreaker(account, { by: 'remedy', remedyId }, context);
  }
}

/** Closes a breaker: remedies that wait for the account go on with the next runs of the sweep. */
export async function closeBreaker(
  account: string,
  closing: Closing,
  context: ClosingContext,
): Promise<Controls | undefined> {
  const changed = await change(account, context, (before) =>
    before?.state === 'open' ? closed(before, closing, context.clock()) : undefined,
  );
  if (changed) context.observer.step({ step: 'breaker-closed', account, why: reasonOf(closing) });
  return changed;
}

function reasonOf(closing: Closing): string {
  switch (closing.by) {
    case 'remedy':
      return `${closing.remedyId} went through`;
    case 'person':
      return `closed by ${closing.actor}: ${closing.why}`;
    case 'sweep':
      return 'nothing waits that could be tried, so the next remedy tries it';
    default:
      return unreachable(closing);
  }
}

/** The try said nothing about the account, or there was nothing to try. The next one is later. */
export async function postponeTry(account: string, before: OpenBreaker, context: BreakerContext): Promise<void> {
  await change(account, context, (now) =>
    now?.state === 'open' && now.nextTryAt === before.nextTryAt ? triedInVain(now, now, context.clock()) : undefined,
  );
}

/** @returns the controls with the next breaker of an account, or undefined where there is none to be written */
async function change(
  account: string,
  { controlsStore, controls, clock }: Omit<ClosingContext, 'observer'>,
  next: (before: Breaker | undefined) => Breaker | undefined,
): Promise<Controls | undefined> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const before = await controlsStore.readControls();
    const breaker = next(before.breakers?.[account]);
    const after = breaker && withBreaker(before, account, breaker);
    if (after && !(await isSaved(after, before, controlsStore, attempt))) continue;
    controls?.remember(after ?? before, clock());
    return after;
  }
  return undefined;
}

/**
 * A write that nobody answers to is looked at with the next read: what is held for an account whose breaker was never
 * opened would wait for ever.
 *
 * @throws the last error
 */
async function isSaved(after: Controls, before: Controls, store: BreakerStore, attempt: number): Promise<boolean> {
  try {
    return (await store.saveControls(after, before)) === 'saved';
  } catch (error) {
    if (attempt >= tries - 1) throw error;
    return false;
  }
}
