/**
 * What was found at one place. `not-seen`: it could not be looked at. `not-here`: there is no such thing here, as in
 * the local system. `advice`: it works as it is, and a person should know.
 */
export type CheckState = 'ready' | 'not-ready' | 'not-seen' | 'not-here' | 'advice';

/** One thing that has to be as it should before customers can rely on a stage. */
export interface Check {
  /** What was looked at, in a word or two. */
  readonly what: string;
  readonly state: CheckState;
  /** What was found, in a sentence. */
  readonly found: string;
  /** The command that mends it, or that shows more. */
  readonly mend?: string | undefined;
}

export function ready(what: string, found: string): Check {
  return { what, state: 'ready', found };
}

export function notReady(what: string, found: string, mend?: string): Check {
  return { what, state: 'not-ready', found, mend };
}

export function advice(what: string, found: string, mend?: string): Check {
  return { what, state: 'advice', found, mend };
}

export function notSeen(what: string, found: string, mend?: string): Check {
  return { what, state: 'not-seen', found, mend };
}

export function notHere(what: string, found: string): Check {
  return { what, state: 'not-here', found };
}

/** Looks at one thing. What fails is no answer about the stage, and the others are looked at all the same. */
export async function look(what: string, find: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await find();
  } catch (error) {
    return [notSeen(what, whyUnseen(error))];
  }
}

/** Why AWS shows something to nobody, or not to whoever asks. */
export function whyUnseen(error: unknown): string {
  const name = error instanceof Error ? error.name : 'no reason given';
  const message = error instanceof Error ? error.message : String(error);
  const isDenied = /AccessDenied|NotAuthorized|Forbidden|AuthorizationError/i.test(name);
  return isDenied ? `your role may not look: ${message}` : `AWS gave no answer (${name}): ${message}`;
}

/** 0: ready. 1: something is not. 2: something could not be looked at, and all else is ready. */
export function exitCodeOf(checks: readonly Check[]): 0 | 1 | 2 {
  if (checks.some(({ state }) => state === 'not-ready')) return 1;
  return checks.some(({ state }) => state === 'not-seen') ? 2 : 0;
}
