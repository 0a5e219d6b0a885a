import type { EntitledTo, EntitlementPart } from '../../model/remedy';
import type { GivenPart } from '../definition/failure-definition';
import { unreachable } from '../../model/unreachable';
import { periodInWords } from './period-in-words';

/**
 * What was given in kind, as a sentence. A title or a flight is named by the failure type.
 *
 * @param until the day until which it is the customer's, where whoever gave it says so
 */
export function entitlementWords(part: EntitlementPart, until: string | undefined): string {
  switch (part.action) {
    case 'restore': {
      const back = `I’ve given you your ${part.to} back, and it is yours as it was before`;
      return until === undefined ? `${back}.` : `${back}, until ${until}.`;
    }
    case 'extend': {
      const longer = `I’ve added ${periodInWords(part.period)} to your ${part.to}, and you are charged nothing for it.`;
      return until === undefined ? longer : `${longer} It now runs until ${until}.`;
    }
    case 'grant': {
      const isOne = part.count === 1;
      const another = `I’ve given you ${others(part)}, and you are charged nothing for ${isOne ? 'it' : 'them'}.`;
      return until === undefined ? another : `${another} ${isOne ? 'It is' : 'They are'} good until ${until}.`;
    }
    default:
      return unreachable(part);
  }
}

/** What could not be done, as the beginning of a sentence that goes on with what is given instead. */
export function couldNotGive(part: EntitlementPart): string {
  switch (part.action) {
    case 'restore':
      return `We could not give you your ${part.to} back`;
    case 'extend':
      return `We could not add the time to your ${part.to}`;
    case 'grant':
      return `We could not give you ${others(part)}`;
    default:
      return unreachable(part);
  }
}

/** What a customer was told of, and what it has to be called where it did not happen after all. */
export interface ToldOf {
  /** After “I wrote to you that I had”. */
  readonly done: string;
  /** After “about”. */
  readonly name: string;
}

export function toldOf(part: EntitlementPart): ToldOf {
  switch (part.action) {
    case 'restore':
      return { done: `given you your ${part.to} back`, name: `the ${part.to}` };
    case 'extend':
      return { done: `added ${periodInWords(part.period)} to your ${part.to}`, name: `your ${part.to}` };
    case 'grant':
      return { done: `given you ${others(part)}`, name: `the other ${named(part.to, part.count)}` };
    default:
      return unreachable(part);
  }
}

/** What was given in kind, as a clause for a subject or a preview. Undefined where nothing was. */
export function givenInKind(given: readonly GivenPart[]): string | undefined {
  const part = given.find((one) => one.kind === 'entitlement');
  return part && clauseOf(part);
}

function clauseOf(part: EntitlementPart): string {
  switch (part.action) {
    case 'restore':
      return `your ${part.to} is yours again`;
    case 'extend':
      return `your ${part.to} runs ${periodInWords(part.period)} longer`;
    case 'grant':
      return `you have ${others(part)}`;
    default:
      return unreachable(part);
  }
}

function others({ to, count }: { readonly to: EntitledTo; readonly count: number }): string {
  return count === 1 ? `another ${to}` : `${count} more ${named(to, count)}`;
}

function named(to: EntitledTo, count: number): string {
  if (count === 1) return to;
  return to === 'pass' ? 'passes' : `${to}s`;
}
