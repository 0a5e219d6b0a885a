export type { ApologyMail, ApologyMailProps, ApologySender } from './constructs/apology-mail';
export { addComplianceChecks } from './compliance-checks';
export { Delivery, type QueuedDeliveryOptions } from './options/delivery';
export {
  FailureType,
  type CatalogDefinition,
  type FailureTypeOptions,
  type OwnFailureTypeOptions,
} from './options/failure-type';
export { FailureTypesError, UnknownFailureError } from './options/failure-type-problems';
export { CreditPartner, Partner, type EventsPartnerOptions } from './options/partner';
export { RefundProvider, type StripeProviderOptions } from './options/refund-provider';
export type { ServiceEndpoint } from './options/service-endpoint';
export { RefundAutomation } from './refund-automation';
export type { IRefundAutomation } from './refund-automation-interface';
export type { ApologyOptions, RefundAutomationProps } from './refund-automation-props';
export { RemedyLedger } from './constructs/remedy-ledger';
