export { type LimitOverrides } from '../lambdas/runtime/environment/environment';
export { type ApologySender } from './constructs/apology-mail';
export { addComplianceChecks } from './app/compliance-checks';
export { PartnersError, type PartnersProps } from './options/partners';
export { PoliciesError, type PolicyOverrides } from './options/policy-texts';
export { OwnFailuresError, type OwnFailure } from './options/own-failure';
export { RefundAutomation } from './refund-automation';
export { type RefundAutomationProps } from './refund-automation-props';
export { RemedyLedger } from './constructs/remedy-ledger';
