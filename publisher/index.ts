export type { BackOff } from './back-off';
export { entryOf, type EntryAddress, type FailureContract, type FailureEntry, type FailureOf } from './entry-of';
export { fixedEntryOf, type IncidentFixed } from './fixed-entry-of';
export { FailurePublisher, type FailurePublisherProps, type PublishOptions } from './failure-publisher';
export {
  PublishInterruptedError,
  type PublishOutcome,
  type LastOutcome,
  type PublishProgress,
  type PublishReport,
  type PublishResult,
  type Refusal,
} from './publish-report';
export { catalog } from '../lambdas/failures/catalog';
export { ContractError, type ContractProblem } from '../lambdas/failures/definition/parse-failure';
