export { type ApologySender } from './apology-mail';
export { RefundAutomation, type RefundAutomationProps } from './refund-automation';
export { RemedyLedger } from './remedy-ledger';
