export { type LimitOverrides } from '../lambdas/runtime/environment';
export { type ApologySender } from './apology-mail';
export { RefundAutomation } from './refund-automation';
export { type RefundAutomationProps } from './refund-automation-props';
export { RemedyLedger } from './remedy-ledger';
