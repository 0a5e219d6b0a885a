import type { Saying, Scenario } from './scenario';

/** Something that a customer has lived through, in the order in which they did. */
export type Lived =
  /** They said it. `saying`: which one of those of their scenario. Missing where it is how it began. */
  | {
      readonly by: 'customer';
      readonly at: number;
      readonly text: string;
      readonly saying?: number | undefined;
      /** Whether they want no answer to it. */
      readonly closes?: boolean | undefined;
    }
  /** A mail that the company sent by itself. */
  | { readonly by: 'company'; readonly at: number; readonly text: string; readonly subject: string }
  /** An answer that a person wrote. */
  | { readonly by: 'person'; readonly at: number; readonly text: string; readonly subject: string };

/** What a customer says next, and when. */
export interface NextWords {
  readonly saying: number;
  readonly says: string;
  readonly closes: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * What the customer of a scenario says next, by its rules alone. Undefined where they wait, or have nothing more to
 * say.
 *
 * @param secondMs how long one of their seconds lasts
 */
export function nextWords(
  { says }: Pick<Scenario, 'says'>,
  lived: readonly Lived[],
  secondMs: number,
): NextWords | undefined {
  const { when, since } = situationOf(lived);
  if (when === undefined) return undefined;
  const spoken = new Set(lived.flatMap((one) => (one.by === 'customer' ? [one.saying] : [])));
  // Whatever the first mail said: what they ask a person is answered by a person.
  const heeded = lived.filter(({ by }) => by === 'person' || (by === 'company' && when !== 'answer'));
  const read = heeded.map(({ text }) => text).join('\n');
  const saying = says.findIndex((one, index) => one.when === when && !spoken.has(index) && isToBeSaid(one, read));
  const next = says[saying];
  return next && { saying, says: next.says, closes: next.closes, at: since + next.afterSeconds * secondMs };
}

function isToBeSaid({ onceRead, unless }: Saying, read: string): boolean {
  const isRead = (source: string): boolean => new RegExp(source, 'iu').test(read);
  return (onceRead.length === 0 || onceRead.some(isRead)) && !unless.some(isRead);
}

/** What they wrote, after how it began. */
export function isWritten(one: Lived): one is Extract<Lived, { by: 'customer' }> {
  return one.by === 'customer' && one.saying !== undefined;
}

interface Situation {
  readonly when: Saying['when'] | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** A mail that the company sends by itself is no answer to what somebody has asked. */
function situationOf(lived: readonly Lived[]): Situation {
  const wrote = lived.filter(isWritten).at(-1);
  const answered = lived.findLast(({ by }) => by === 'person');
  if (answered && answered.at >= (wrote?.at ?? 0)) return { when: 'answer', since: answered.at };
  if (wrote) return { when: wrote.closes ? undefined : 'silence', since: wrote.at };
  const mail = lived.findLast(({ by }) => by === 'company');
  return { when: mail && 'mail', since: mail?.at ?? 0 };
}

/** How it stands between the two. */
export type Turn = 'begins' | 'waits' | 'reads' | 'content';

/**
 * `waits`: the customer wrote, and nobody has answered. `content`: they were answered, and have nothing more to say.
 * `reads`: they are about to write. `begins`: they have heard of nobody yet.
 */
export function turnOf(scenario: Pick<Scenario, 'says'>, lived: readonly Lived[]): Turn {
  const { when } = situationOf(lived);
  if (when === 'silence') return 'waits';
  if (nextWords(scenario, lived, 1)) return 'reads';
  return lived.some(({ by }) => by !== 'customer') ? 'content' : 'begins';
}
