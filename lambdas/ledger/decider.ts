/** Who decides something, as far as it is known. */
export interface Decider {
  /** The verified identity: who signed the request. It is what is recorded. */
  readonly actor: string;
  /**
   * Which person that is, where somebody else than that person gives the name. Undefined where whoever signs may choose
   * it, and so may be anybody.
   */
  readonly person?: string | undefined;
}

/** Whether somebody's approval counts beside those that are there. */
export type AnotherApproval = 'counts' | 'same-person' | 'maybe-same-person';

/**
 * Two entries of one person never count as two people. So whoever cannot be told from those who approved before does
 * not count beside them.
 */
export function anotherApproval(before: readonly Decider[], decider: Decider): AnotherApproval {
  if (before.length === 0) return 'counts';
  const person = personIn(decider);
  const isSame = before.some(({ actor }) => actor === decider.actor);
  if (person === undefined) return isSame ? 'same-person' : 'maybe-same-person';
  return before.some((one) => personIn(one) === person) ? 'same-person' : 'counts';
}

/**
 * Whether somebody would approve what they asked for themselves. Where one approval is enough, whoever cannot be told
 * apart may be somebody else.
 */
export function hasAskedFor(asked: Decider | undefined, approvalsNeeded: number, decider: Decider): boolean {
  if (!asked) return false;
  const another = anotherApproval([asked], decider);
  return another === 'same-person' || (another === 'maybe-same-person' && approvalsNeeded > 1);
}

/** How many different people these are for certain. All whose person is not known may be one of the others. */
export function peopleAmong(deciders: readonly Decider[]): number {
  const people = new Set(deciders.map(personIn).filter((person) => person !== undefined));
  return people.size === 0 ? Math.min(deciders.length, 1) : people.size;
}

/** What the ledger tells people apart by, where it refuses a second approval of one by itself. */
export function approverKey(decider: Decider): string {
  return personIn(decider) ?? decider.actor;
}

/** A name that is no ARN is what an identity provider calls that person. */
function personIn({ actor, person }: Decider): string | undefined {
  return person ?? (actor.startsWith('arn:') ? undefined : actor.toLowerCase());
}
