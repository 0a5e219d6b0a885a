import type { MarkedCheck } from '../../../ledger/check/quality-check';
import { referenceOf } from '../../../model/remedy-id';

/** A check as people see it. */
export function viewCheck({ check, marks }: MarkedCheck) {
  const { customerId, remedyId, failureType, policyVersion, committedAt, kinds, amounts, reasons } = check;
  const reference = referenceOf(remedyId);
  return { customerId, remedyId, reference, failureType, policyVersion, committedAt, kinds, amounts, reasons, marks };
}
