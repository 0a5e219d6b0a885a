import { dedupeDays, isGiving, knownCommitments, type ClosedCommitment } from '../../ledger/customer-record';
import { countedBy } from '../../ledger/given/counted-parts';
import type { RemedyRecord, RemedyState } from '../../ledger/remedy-record';
import { dayMs } from '../../model/durations';
import type { FlowContext } from './flow-context';

/**
 * What the customer's record says against a remedy: that it knows of a later version, or that nothing is to be given of
 * what is on its way. Then somebody put back what once was so, and its seal may well be ours. Asked for before anybody
 * seals a next version of it, because a new seal makes what is older look newer. Whatever is given is known there for
 * as long as duplicates are noticed; what is not, was held or rejected, and whoever lets it go has it known first.
 */
export async function contradictionOf(
  record: RemedyRecord,
  { ledger, clock }: { readonly ledger: Pick<FlowContext['ledger'], 'read'> } & Pick<FlowContext, 'clock'>,
): Promise<string | undefined> {
  const { customerId, remedyId, orderId } = record;
  const { customerRecord } = await ledger.read(customerId, remedyId, { orderId });
  const known = knownCommitments(customerRecord).find((other) => other.remedyId === remedyId);
  const older = olderThan(known, record);
  if (older !== undefined || !isKnownAsGiven[record.state]) return older;
  const isContradicted = known ? !isGiving(known) : isKept(record, clock());
  if (!isContradicted || !countedBy(record).isGiven) return undefined;
  return `its customer's record knows of nothing that is to be given of it, and this says that it is on its way: somebody put back what it was before`;
}

/** States of what is on its way. What was approved is counted as given after it was compared. */
const isKnownAsGiven: Readonly<Record<RemedyState, boolean>> = {
  executing: true,
  unknown: true,
  pending: true,
  fallback: true,
  declined: true,
  'late-failed': true,
  issued: true,
  approved: false,
  held: false,
  rejected: false,
  'needs-attention': false,
};

/** Whether the customer record still has to know of what was given of a remedy. */
function isKept({ committedAt }: RemedyRecord, now: Date): boolean {
  return now.getTime() - Date.parse(committedAt) < (dedupeDays - 1) * dayMs;
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
