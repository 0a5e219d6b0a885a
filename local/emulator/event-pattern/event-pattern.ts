import { readBranches, type Branch } from './branches';
import { isObject } from './json';
import { satisfies } from './satisfies';

export { EventPatternError } from './refusal';

/** A checked event pattern: an event matches when it satisfies any one of the branches. */
export interface EventPattern {
  readonly branches: readonly Branch[];
}

/**
 * Reads an event pattern as Amazon EventBridge reads it: the grammar of the aws/event-ruler library, which decides
 * rules in the service, within the limits of the EventBridge user guide.
 *
 * Whatever could mean something else in the service is refused, so that no rule filters one way here and another
 * way when deployed.
 *
 * @param pattern the pattern as parsed JSON, not as text
 * @throws EventPatternError naming the place, the problem and what to write instead
 */
export function compileEventPattern(pattern: unknown): EventPattern {
  return { branches: readBranches(pattern) };
}

/** Whether the event, as parsed JSON, matches the pattern. What is no JSON object is no event and matches nothing. */
export function matches(pattern: EventPattern, event: unknown): boolean {
  return isObject(event) && pattern.branches.some((branch) => satisfies(branch, event));
}
