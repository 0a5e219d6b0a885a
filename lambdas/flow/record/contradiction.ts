import { isGiving, knownCommitments, type ClosedCommitment } from '../../ledger/customer-record';
import { countedBy } from '../../ledger/given/counted-parts';
import type { RemedyRecord } from '../../ledger/remedy-record';
import type { FlowContext } from './flow-context';

/**
 * What the customer's record says against a remedy that is on its way: that it knows of a later version, or that
 * nothing of it is to be given any more. Then somebody put back what once was so, and its seal may well be ours. Asked
 * for before a remedy goes on by itself. Of what the customer's record does not know any more it says nothing.
 */
export async function contradictionOf(
  record: RemedyRecord,
  { ledger }: { readonly ledger: Pick<FlowContext['ledger'], 'read'> },
): Promise<string | undefined> {
  const { customerId, remedyId, orderId } = record;
  const { customerRecord } = await ledger.read(customerId, remedyId, { orderId });
  const known = knownCommitments(customerRecord).find((other) => other.remedyId === remedyId);
  const older = olderThan(known, record);
  if (older !== undefined) return older;
  if (!known || isGiving(known) || !countedBy(record).isGiven) return undefined;
  return `its customer's record knows that nothing of it is to be given, and this says that it is on its way: somebody put back what it was before`;
}

/**
 * The customer record notes of which version of a remedy's record it knows. Where it knows of a later one than there
 * is, somebody put an older version back, whose seal is ours.
 */
export function olderThan(
  known: ClosedCommitment | undefined,
  { version, revision = 0 }: RemedyRecord,
): string | undefined {
  const { asOf = 0, isAhead = false, revision: knownRevision = 0 } = known?.counted ?? {};
  if (knownRevision > revision) {
    return `its customer's record knows of revision ${knownRevision} of it, and this is revision ${revision}: somebody put an older one back`;
  }
  if (asOf <= version + (isAhead ? 1 : 0)) return undefined;
  return `its customer's record knows of version ${asOf} of it, and this is version ${version}: somebody put an older one back`;
}
