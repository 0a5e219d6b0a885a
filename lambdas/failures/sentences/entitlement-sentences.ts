import type { EntitlementPart } from '../../model/remedy';
import type { Sentence } from '../definition/sentence';
import { unreachable } from '../../model/unreachable';
import type { GivenPart } from '../definition/failure-definition';
import { say } from './shared-sentences';

type GivenInKind = Extract<GivenPart, { kind: 'entitlement' }>;

/**
 * What was given in kind, and until when, where whoever gave it says so. A title or a flight is named by the failure
 * type.
 */
export function entitlementSentences(part: GivenInKind): Sentence[] {
  const { to, validUntil: until } = part;
  switch (part.action) {
    case 'restore':
      return [until === undefined ? say.restored({ to }) : say.restoredUntil({ to, until })];
    case 'extend':
      return [
        say.extended({ to, period: part.period }),
        ...(until === undefined ? [] : [say.extendedUntil({ to, until })]),
      ];
    case 'grant': {
      const { count } = part;
      return [say.granted({ to, count }), ...(until === undefined ? [] : [say.grantedUntil({ to, count, until })])];
    }
    default:
      return unreachable(part);
  }
}

/** What could not be done. */
export function couldNotGive(part: EntitlementPart): Sentence {
  const { to } = part;
  switch (part.action) {
    case 'restore':
      return say.couldNotRestore({ to });
    case 'extend':
      return say.couldNotExtend({ to });
    case 'grant':
      return say.couldNotGrant({ to, count: part.count });
    default:
      return unreachable(part);
  }
}

/** What was announced to a customer and did not happen after all. */
export function correctedInKind(part: EntitlementPart): Sentence {
  const { to } = part;
  switch (part.action) {
    case 'restore':
      return say.correctedRestored({ to });
    case 'extend':
      return say.correctedExtended({ to });
    case 'grant':
      return say.correctedGranted({ to, count: part.count });
    default:
      return unreachable(part);
  }
}

/** What was given in kind, as a subject begins. Undefined where nothing was. */
export function givenInKind(given: readonly GivenPart[]): Sentence | undefined {
  const part = given.find((one) => one.kind === 'entitlement');
  return part && subjectOf(part);
}

function subjectOf(part: EntitlementPart): Sentence {
  const { to } = part;
  switch (part.action) {
    case 'restore':
      return say.subjectRestored({ to });
    case 'extend':
      return say.subjectExtended({ to, period: part.period });
    case 'grant':
      return say.subjectGranted({ to, count: part.count });
    default:
      return unreachable(part);
  }
}
