/** What a failure type is made of. A team's own folder takes from here what the folders beside the catalog take from each other. */
export { catalog } from './catalog';
export {
  amountMinorSchema,
  businessIdSchema,
  failureContract,
  instantSchema,
  titleSchema,
  type Failure,
} from './definition/failure';
export {
  defineFailure,
  type FailureDefinition,
  type FormerContract,
  type GivenPart,
  type Owner,
  type Story,
} from './definition/failure-definition';
export { joinedIds } from './shared/joined-ids';
export { counted, lengthInWords } from './shared/length-in-words';
export { ContractError, parseFailure, type ContractProblem } from './definition/parse-failure';
export { countInWords, dayInEnglish, moneyBack, onItsWay, partSentences } from './shared/part-sentences';
export {
  commonDefaults,
  commonOptionsShape,
  gestureIn,
  optionsOf,
  PolicyOptionsError,
  type CommonOptions,
  type EarlierRemedy,
  type Policy,
  type PolicyView,
} from './definition/policy';
export type { Apology } from '../model/apology';
export type { Awaited, PolicyDecision, Recovery } from '../model/decision';
export { aboutTen, amountsSchema, type AmountsMinor } from '../model/limits';
export { formatMoney, toDecimal, type Money } from '../model/money';
export type { CallbackPart, CreditPart, PartKind, RefundPart, RemedyPart, ReplacementPart } from '../model/remedy';
export { proRata } from '../model/shares';
export { unreachable } from '../model/unreachable';
