import './deploying-packages';
export { RemedyDashboard, type RemedyDashboardProps } from './remedy-dashboard';
export { CostBudget, type CostBudgetProps, type CostTag } from './monitoring/cost-budget';
export { addComplianceChecks } from './compliance-checks';
export { AuditBucket, type AuditBucketProps, type AuditLock } from './kept/audit-bucket';
export { LedgerTrail, type LedgerTrailProps } from './kept/ledger-trail';
export type { RemedyIndex } from '../lambdas/ledger/port/remedy-index';
export { RemedyLedger, type LedgerWriters, type RemedyLedgerProps } from './kept/remedy-ledger';
export { SenderIdentity, type DnsRecord, type SenderIdentityProps } from './kept/sender-identity';
export { RefundAutomation } from './refund-automation';
export type { IRefundAutomation, PublishedFailure } from './refund-automation-interface';
export type { ApologyOptions, RefundAutomationProps } from './refund-automation-props';

export type { ApologySender, Brand, Executive, MailLogo, MailLook } from './brands/apology-sender';
export { BrandsError } from './brands/brand-texts';
export { BrandWordsError } from './brands/brand-words';
export type { SealKeyOptions } from './constructs/seal-keys';
export type { OperatorGrant } from './grants/operator-roles';
export { roleDuties, type Duty, type OperatorRoleName } from '../lambdas/operator-api/duty';
export type { AlarmLevel, AlarmOwnerNames } from './options/alarm-settings';
export type { FollowUps } from './follow-ups/follow-ups';
export {
  Channel,
  ChannelError,
  type ChannelConfig,
  type HttpChannelOptions,
  type OwnChannelOptions,
} from './channels/channel';
export type {
  ChatwootChannelOptions,
  FacebookChannelOptions,
  InstagramChannelOptions,
  VkChannelOptions,
  LinkedinChannelOptions,
  OdnoklassnikiChannelOptions,
  WechatChannelOptions,
  XChannelOptions,
} from './channels/network-options';
export type { ChannelAmplification, ChannelComplaints, ChannelOptions } from './channels/channel-options';
export type {
  Beginning,
  BegunMessages,
  CarriedByAws,
  SmsChannelOptions,
  WhatsAppChannelOptions,
} from './channels/message-options';
export type { MessageChannelSettings } from '../lambdas/channels/port/message-channels';
export type { QuietHours } from '../lambdas/channels/rules/quiet-hours';
export type { ComplaintRule } from '../lambdas/channels/complaints/complaint-rule';
export { ClosedNetworkError } from '../lambdas/channels/rules/closed-network';
export type { NetworkCost, NetworkRules, RuleSource, ClosedNetwork } from '../lambdas/channels/rules/network-rules';
export {
  Console,
  type CognitoConsoleOptions,
  type ConsoleConfig,
  type ConsoleRoles,
  type OidcConsoleOptions,
} from './console/console';
export {
  Detector,
  type BrowserDetectorOptions,
  type DefinedDetector,
  type DetectorOptions,
  type HealthDetectorOptions,
  type OwnDetectorOptions,
} from './detect/detector';
export { Usage } from './detect/usage';
export type { UsageSetting, UsageTable } from '../lambdas/detect/paged/usage';
export { Shop } from './shop/shop';
export type { InsightOptions } from './insight/insight-options';
export type { WeeklyOwner, WeeklyOwners } from './insight/weekly-owners';
export type { RehearsalOptions } from './rehearsal/rehearsal-options';
export { Delivery, type QueuedDeliveryOptions } from './options/delivery';
export {
  FailureType,
  type CatalogDefinition,
  type FailureTypeOptions,
  type OwnFailureTypeOptions,
  type SourceOptions,
} from './options/failure-type';
export { FailureTypesError, UnknownFailureError } from './options/failure-type-problems';
export {
  CreditPartner,
  Partner,
  type CallPartner,
  type CallPartnerConfig,
  type CreditPartnerConfig,
  type EventsPartnerOptions,
  type PartnerConfig,
} from './options/partner';
export type { StripeConnect, StripeMode } from '../lambdas/fulfilment/stripe/stripe-connect';
export {
  RefundProvider,
  type EndpointProviderOptions,
  type RefundProviderConfig,
  type StripeProviderOptions,
} from './options/refund-provider';
export type { AskedFunction } from './reports/asked-function';
export type { ReportPages } from './reports/report-pages';
export type { Letters } from './reports/letters';
export type { HeardEvents } from '../lambdas/detect/health/health';
export {
  Reports,
  type LettersConfig,
  type LettersOptions,
  type ReportsConfig,
  type ReportsOptions,
} from './reports/reports';
export type { SyntheticFailure } from './constructs/synthetic-failure';
export type { CheckedEndpoint, ServiceEndpoint } from './options/service-endpoint';
export type { ConnectCallsConfig, ConnectCallsOptions } from './calls/connect-calls';
export type { PhoneCalls } from './phone/phone-calls';
export type { PartnerKind } from '../lambdas/fulfilment/port/partner-events';
export { LimitsError, type LimitOverrides } from '../lambdas/runtime/environment/environment';
export type { Mode } from '../lambdas/model/controls';
export { defaultReasonCodes, type ReasonCode } from '../lambdas/model/judging/reason-code';
export { defaultLimits, type Limits } from '../lambdas/model/limits';

// The parts of a RefundAutomation. It alone creates them.
export type { ApologyMail } from './constructs/apology-mail';
export type { Detecting } from './detect/detecting';
export type { WatchedTable } from './detect/watched-table';
export type { EmailEvents } from './constructs/email-events';
export type { FailureRemedy } from './constructs/failure-remedy';
export { OwnerRulesError } from './owners/conversation-owners-text';
export type {
  ConversationOwner,
  ServiceLevel,
  OwnerRules,
  OwnerRoute,
} from '../lambdas/conversation/owners/owner-rules';
export type { OpeningHours, Weekday } from '../lambdas/conversation/owners/opening-hours';
export { CopiesPerDayError, ReplyDomainError, Replies, type EmailReplies } from './replies/replies';
export { OutcomeFeed, type OutcomeFeedConfig, type OutcomeFeedOptions } from './feed/outcome-feed';
export type { FeedPages } from './feed/feed-pages';
export { SentMails, type KeptMails } from './sent/sent-mails';
export { Feedback, type FeedbackConfig, type FeedbackOptions } from './feedback/feedback';
export type { FeedbackPages } from './feedback/feedback-pages';
export type { ConversationEvent } from '../lambdas/outcomes/conversation-event';
export type { FeedbackEvent } from '../lambdas/feedback/feedback-event';
export { AgentsError } from './owners/checked-agents';
export type { Agent } from '../lambdas/conversation/owners/agent';
export type { CustomerReplies } from './replies/customer-replies';
export type { HearReplies } from './replies/hear-replies';
export type { SendAnswers } from './replies/send-answers';
export type { Insight } from './insight/insight';
export type { InsightKeys } from './insight/insight-keys';
export type { InsightQuestions } from './insight/insight-questions';
export type { InsightTable } from './insight/insight-table';
export type { WeeklyMail } from './insight/weekly-mail';
export type { Rehearsal } from './rehearsal/rehearsal';
export type { OperatorApi } from './constructs/operator-api';
export type { ChannelFunction, DeployedChannel } from './channels/deployed-channel';
export type { ChannelConversations } from './channels/channel-conversations';
export type { DeployedChannels } from './channels/deployed-channels';
export type { DeployedConsole } from './console/deployed-console';
export type { ConsoleFunction } from './console/console-function';
export type { PartnerResponse, PartnerResponses } from './constructs/partner-responses';
export type { RemedySweep } from './constructs/remedy-sweep';
export type { SignedWebhook } from './webhook/signed-webhook';
export type { AmendsFunction, AsyncFailure } from './function/amends-function';
export type { DeadLetterQueue } from './function/dead-letter-queue';
export type { EventFunction } from './function/event-function';
export type { PrivateFunction } from './function/private-function';
export type { QueuedEvents } from './function/queued-events';
export type { RetryQueue } from './function/retry-queue';
export type { ScheduledFunction } from './function/scheduled-function';
export type { SignedUrlFunction } from './function/signed-url-function';
export type { UrlFunction } from './function/url-function';
