import { textProblems } from '../../lambdas/words/lint/rule-problems';
import { chooseLocale } from '../../lambdas/words/choose-locale';
import { wordsLocales } from '../../lambdas/words/locales';
import type { Money } from '../../lambdas/model/money';
import { amountsNamed } from './amounts-named';
import { isWritten, turnOf, type Lived, type Turn } from './persona';
import type { Scenario } from './scenario';

/** One remedy of the customer, as the ledger has it. */
export interface GivenRemedy {
  readonly remedyId: string;
  readonly type: string;
  readonly state: string;
  /** Each part, in words. */
  readonly parts: readonly string[];
  readonly amounts: readonly Money[];
  readonly reasons: readonly string[];
}

/** What a rehearsal of the failure comes to. */
export interface ByPolicy {
  readonly outcome: 'give' | 'hold' | 'none' | 'duplicate' | 'refused';
  readonly kinds: string;
  readonly amounts: readonly Money[];
  readonly reasons: readonly string[];
}

export interface DebriefFacts {
  readonly scenario: Scenario;
  readonly lived: readonly Lived[];
  readonly remedies: readonly GivenRemedy[];
  /** What was paid, which may be named as well. */
  readonly paid: readonly Money[];
  readonly policy: ByPolicy;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What somebody wrote, and what is to be said about it. */
export interface JudgedAnswer {
  readonly text: string;
  /** By the rules for apologies. */
  readonly problems: readonly string[];
  /** Amounts that it names, and that were neither given nor paid. */
  readonly notGiven: readonly string[];
}

export interface Debrief {
  readonly turn: Turn;
  /** From when they said it until the company's first mail. Undefined where none came. */
  readonly firstMailMs: number | undefined;
  /** From when they wrote until a person answered, for each time they waited. Undefined: they still do. */
  readonly waitsMs: readonly (number | undefined)[];
  readonly answers: readonly JudgedAnswer[];
  /** The subjects of what the company wrote by itself. */
  readonly mailed: readonly string[];
  readonly remedies: readonly GivenRemedy[];
  readonly policy: ByPolicy;
  /** `as-policy`: the same amounts. `other`: others. `nothing`: nothing was given, and something would have been. */
  readonly given: 'as-policy' | 'other' | 'nothing';
}

/** What there is to say once a story was practised. */
export function debriefOf({ scenario, lived, remedies, paid, policy, now }: DebriefFacts): Debrief {
  const began = lived[0]?.at ?? now;
  const firstMail = lived.find(({ by }) => by !== 'customer');
  const amounts = remedies.flatMap((remedy) => remedy.amounts);
  return {
    turn: turnOf(scenario, lived),
    firstMailMs: firstMail && firstMail.at - began,
    waitsMs: waitsIn(lived),
    answers: lived.flatMap((one) =>
      one.by === 'person' ? [judged(one.text, scenario.locale, [...amounts, ...paid])] : [],
    ),
    mailed: lived.flatMap((one) => (one.by === 'company' ? [one.subject] : [])),
    remedies,
    policy,
    given: givenBeside(policy, remedies),
  };
}

/** How long they waited each time: from the first of their mails that nobody had answered. */
function waitsIn(lived: readonly Lived[]): (number | undefined)[] {
  const waits: (number | undefined)[] = [];
  let since: number | undefined;
  for (const one of lived) {
    if (isWritten(one) && !one.closes) since ??= one.at;
    if (one.by !== 'person' || since === undefined) continue;
    waits.push(one.at - since);
    since = undefined;
  }
  return since === undefined ? waits : [...waits, undefined];
}

function judged(text: string, locale: string, known: readonly Money[]): JudgedAnswer {
  const { tag } = chooseLocale(locale, wordsLocales);
  const notGiven = amountsNamed(text).filter(
    ({ meant }) => !meant.some((one) => known.some((other) => isSame(one, other))),
  );
  return { text, problems: textProblems(tag, text), notGiven: notGiven.map(({ written }) => written) };
}

function givenBeside({ outcome, amounts }: ByPolicy, remedies: readonly GivenRemedy[]): Debrief['given'] {
  const given = sumsOf(remedies.filter(({ state }) => !ungiven.has(state)).flatMap((remedy) => remedy.amounts));
  const owed = outcome === 'give' || outcome === 'hold' ? sumsOf(amounts) : [];
  if (given.length === owed.length && given.every((one) => owed.some((other) => isSame(one, other))))
    return 'as-policy';
  return given.length === 0 ? 'nothing' : 'other';
}

/** In these nothing has been given, or is about to be. */
const ungiven: ReadonlySet<string> = new Set(['held', 'rejected', 'declined']);

function sumsOf(amounts: readonly Money[]): Money[] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))];
  const sumOf = (wanted: string): number =>
    amounts.reduce((sum, { amountMinor, currency }) => sum + (currency === wanted ? amountMinor : 0), 0);
  return currencies
    .map((currency) => ({ currency, amountMinor: sumOf(currency) }))
    .filter(({ amountMinor }) => amountMinor > 0);
}

function isSame(one: Money, other: Money): boolean {
  return one.amountMinor === other.amountMinor && one.currency === other.currency;
}
