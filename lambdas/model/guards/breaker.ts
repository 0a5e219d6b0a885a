import type { Awaited } from '../decision';
import { dayMs, hourMs, minuteMs } from '../durations';

/** An account at a provider or partner answered about itself and not about a remedy. */
export interface AccountTrouble {
  /** As the port names it: `stripe`, or `stripe-refunds` where only its right to make refunds is missing. */
  readonly account: string;
  /** What it answered, as a sentence without personal data. */
  readonly why: string;
  /** The permission that its key lacks, as the provider names it. */
  readonly permission?: string | undefined;
}

/** How long a remedy waits for an account to work again, before a person looks at it. */
const longestWaitMs = 30 * dayMs;

/** What a remedy waits for while the breaker of that account is open. */
export function awaitedOf(account: string, now: Date): Awaited & { readonly account: string } {
  const until = new Date(now.getTime() + longestWaitMs).toISOString();
  return { what: `the account ${account} to work again`, until, then: 'person', event: 'account-working', account };
}

/** Nothing is asked of an account whose breaker is open, except for one try now and then. */
export interface OpenBreaker extends Pick<AccountTrouble, 'why' | 'permission'> {
  readonly state: 'open';
  /** ISO 8601. */
  readonly since: string;
  /** How many tries found the trouble again. */
  readonly tries: number;
  /** When one remedy is tried again. ISO 8601. */
  readonly nextTryAt: string;
}

/** It was open, and everything goes on. */
export interface ClosedBreaker extends Pick<AccountTrouble, 'why' | 'permission'> {
  readonly state: 'closed';
  /** When it had opened. ISO 8601. */
  readonly since: string;
  readonly tries: number;
  /** ISO 8601. */
  readonly closedAt: string;
  readonly closing: Closing;
}

/** Why it was closed. Only a remedy that got an answer of its own proves that the account works. */
export type Closing =
  | { readonly by: 'remedy'; readonly remedyId: string }
  | {
      readonly by: 'person';
      /** The verified identity of the person. */
      readonly actor: string;
      readonly why: string;
    }
  /** Nothing waited that could be tried. What comes next tries the account. */
  | { readonly by: 'sweep' };

export type Breaker = OpenBreaker | ClosedBreaker;

/** By the account's name. An account that never was in trouble has none. */
export type Breakers = Readonly<Record<string, Breaker>>;

/**
 * The first try comes after a minute, and each further one after twice as long, but within half an hour. After about a
 * day it is every two hours: each try is a line in the history of a remedy, and who put it right can close the breaker.
 */
const firstTryMs = minuteMs;
const longestTryMs = 30 * minuteMs;
const triesOfFirstDay = 50;
const laterTryMs = 2 * hourMs;

/** Trouble that returns so soon after it ended is the same trouble, and its tries go on where they were. */
const flapMs = hourMs;

/** How long after it closed remedies may still come to wait for it, by functions that had not heard of it. */
const stragglersMs = dayMs;

/**
 * The breaker after the account answered with trouble.
 *
 * @returns undefined where it is open already, so that thousands of failed requests write it once
 */
export function opened(before: Breaker | undefined, trouble: AccountTrouble, now: Date): OpenBreaker | undefined {
  if (before?.state === 'open') return undefined;
  const isFlapping = before !== undefined && now.getTime() - Date.parse(before.closedAt) < flapMs;
  const since = isFlapping ? before.since : now.toISOString();
  return openAfter({ since, tries: isFlapping ? before.tries + 1 : 0 }, trouble, now);
}

/** The breaker after a try found the trouble again, or could not be made. */
export function triedInVain(before: OpenBreaker, trouble: Pick<AccountTrouble, 'why' | 'permission'>, now: Date) {
  return openAfter({ since: before.since, tries: before.tries + 1 }, trouble, now);
}

/** The breaker after it was closed. */
export function closed({ since, tries, why, permission }: OpenBreaker, closing: Closing, now: Date): ClosedBreaker {
  return { state: 'closed', since, tries, why, permission, closedAt: now.toISOString(), closing };
}

/** Whether another remedy than this one has shown since then that the account works. */
export function worksSince(breaker: Breaker | undefined, since: string, remedyId: string): boolean {
  if (breaker?.state !== 'closed' || breaker.closing.by !== 'remedy') return false;
  return breaker.closing.remedyId !== remedyId && Date.parse(breaker.closedAt) >= Date.parse(since);
}

/** The first of these accounts whose breaker is open, with the breaker. */
export function openAmong(
  breakers: Breakers = {},
  accounts: readonly string[],
): { readonly account: string; readonly breaker: OpenBreaker } | undefined {
  for (const account of accounts) {
    const breaker = breakers[account];
    if (breaker?.state === 'open') return { account, breaker };
  }
  return undefined;
}

/** Whether remedies may still wait for this account although its breaker is closed. */
export function mayHaveStragglers({ closedAt }: ClosedBreaker, now: Date): boolean {
  return now.getTime() - Date.parse(closedAt) < stragglersMs;
}

function openAfter(
  { since, tries }: Pick<OpenBreaker, 'since' | 'tries'>,
  { why, permission }: Pick<AccountTrouble, 'why' | 'permission'>,
  now: Date,
): OpenBreaker {
  const soonMs = Math.min(longestTryMs, firstTryMs * 2 ** Math.min(tries, 10));
  const waitMs = tries < triesOfFirstDay ? soonMs : laterTryMs;
  const nextTryAt = new Date(now.getTime() + waitMs).toISOString();
  return { state: 'open', why, permission, since, tries, nextTryAt };
}
