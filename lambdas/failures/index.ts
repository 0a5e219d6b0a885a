/** What a failure type is built from: the public entry for failure types that a team keeps in its own code. */
export { catalog } from './catalog';
export { callRequested } from './call-requested/call-requested';
export { complaintRaised } from './complaint-raised/complaint-raised';
export { contentWithdrawn } from './content-withdrawn/content-withdrawn';
export { deliveryLate } from './delivery-late/delivery-late';
export { goodwillGiven } from './goodwill-given/goodwill-given';
export { itemDamaged } from './item-damaged/item-damaged';
export { itemNotAsDescribed } from './item-not-as-described/item-not-as-described';
export { parcelLost } from './parcel-lost/parcel-lost';
export { parcelStolen } from './parcel-stolen/parcel-stolen';
export { serviceOutage } from './service-outage/service-outage';
export { videoPlaybackFailed } from './video-playback-failed/video-playback-failed';
export { wifiSessionFailed } from './wifi-session-failed/wifi-session-failed';
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
  type OwnBudget,
  type Owner,
  type Story,
} from './definition/failure-definition';
export { defineWords, type DefinedWords, type Messages, type TypeWords } from './definition/type-words';
export { dayInEnglish } from './shared/day-in-english';
export { apologyOnly, giveOrHold, withoutMoneyDefaults, withoutMoneyOptionsShape } from './shared/give-or-hold';
export { creditAccountOf, goodwillCredit, goodwillDoubts, type CreditExpiry } from './shared/goodwill-credit';
export {
  giveInKind,
  inKindDefaults,
  inKindOptionsShape,
  type InKind,
  type InKindOptions,
} from './in-kind/give-in-kind';
export { daysPeriod } from './in-kind/period';
export { joinedIds } from './definition/joined-ids';
export { counted, lengthInWords } from './shared/length-in-words';
export { ContractError, parseFailure, type ContractProblem } from './definition/parse-failure';
export { moneyBack, outcomeSubject, partSentences } from './sentences/part-sentences';
export { say, sharedKinds } from './sentences/shared-sentences';
export { refundUpTo } from './shared/refund-up-to';
export {
  commonDefaults,
  commonOptionsShape,
  optionsOf,
  PolicyOptionsError,
  type CommonOptions,
  type EarlierRemedy,
  type Policy,
  type PolicyView,
} from './definition/policy';
export type {
  AskedBy,
  Awaited,
  Covered,
  DecidedRemedy,
  GiveDecision,
  HoldDecision,
  NoneDecision,
  PolicyDecision,
  Repeat,
  Recovery,
  Uncovered,
} from '../model/decision';
export { aboutUsd, amountsSchema, type AmountsMinor, type BudgetLimit } from '../model/limits';
export { toDecimal, type Money } from '../model/money';
export { formatMoney } from '../model/written/format-money';
export { entitledTo } from '../model/remedy';
export type {
  Arrival,
  CallbackPart,
  CreditPart,
  Share,
  EntitledTo,
  EntitlementChange,
  CancellationPart,
  EntitlementPart,
  PartKind,
  RefundPart,
  RemedyPart,
  ReplacementPart,
  Shipment,
} from '../model/remedy';
export type {
  FactKind,
  FactKinds,
  FactOf,
  Facts,
  MailContent,
  OutcomeContent,
  Sentence,
  SentenceKinds,
  Sentences,
} from './definition/sentence';
export { proRata } from '../model/shares';
export { unreachable } from '../model/unreachable';
