import { partnerKinds } from '../../../lambdas/fulfilment/port/partner-events';
import { defaultOwnerNames } from '../../options/alarm-settings';
import { failureTypes } from '../../options/failure-type-problems';

/** All that may stand in a list or an object of a stage. */
export const knownWords: readonly string[] = [
  ...[...failureTypes, ...partnerKinds],
  ...['Apologies', 'role', 'failures', 'type', 'source', 'kinds', 'evidence', 'answersOthers', 'expectedEveryHours'],
  ...[...Object.keys(defaultOwnerNames), 'detected', 'reported'],
];
