export { type LimitOverrides } from '../lambdas/runtime/environment/environment';
export { type ApologySender } from './apology-mail';
export { addComplianceChecks } from './compliance-checks';
export { PartnersError, type PartnersProps } from './partners';
export { PoliciesError, type PolicyOverrides } from './policy-texts';
export { OwnFailuresError, type OwnFailure } from './own-failure';
export { RefundAutomation } from './refund-automation';
export { type RefundAutomationProps } from './refund-automation-props';
export { RemedyLedger } from './remedy-ledger';
