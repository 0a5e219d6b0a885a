import type { TableWrite } from '../sim-table';
import { customerIdIn, listAt, plainItem, textAt } from '../stored';
import type { Doubts, ThiefsWrite } from './doubts';
import type { StoredCommitment, StoredRemedy } from './stored-items';

/** What is known of customers, each thing by its name. */
interface Known {
  readonly doubts: Doubts;
  readonly commitments: Map<string, StoredCommitment>;
  readonly latest: Map<string, StoredCommitment>;
  readonly remedies: Map<string, StoredRemedy>;
  readonly recordedAt: ReadonlyMap<string, number>;
  readonly failures: Map<string, { readonly customerId: string }>;
  readonly now: number;
}

/** Takes what somebody wrote who is none of the functions: from now on whoever it is about is in doubt. */
export function doubtWhatIsWritten(write: TableWrite, how: ThiefsWrite, known: Known): void {
  const { pk, sk } = write;
  if (sk === 'INCIDENT') return doubtIncident(pk.slice('INCIDENT#'.length), known);
  doubtCustomer(customerIdIn(write), known);
  known.doubts.addThiefs(write, how);
}

/** Whether a function writes about somebody in doubt: they were, or what they have waits with an incident that is. */
export function isWrittenInDoubt(write: TableWrite, known: Known): boolean {
  const customerId = customerIdIn(write);
  if (customerId === '') return false;
  if (!known.doubts.hasCustomer(customerId) && incidentsIn(write).some((id) => known.doubts.hasIncident(id))) {
    doubtCustomer(customerId, known);
  }
  return known.doubts.hasCustomer(customerId);
}

function incidentsIn({ sk, after }: TableWrite): string[] {
  const item = plainItem(after);
  if (sk.startsWith('REMEDY#')) return [textAt(item, 'incidentId')];
  return sk === 'CUSTOMER' ? listAt(item, 'commitments').map((one) => textAt(one, 'incidentId')) : [];
}

function doubtIncident(incidentId: string, known: Known): void {
  known.doubts.addIncident(incidentId);
  const waiting = [...known.remedies.values()].filter((remedy) => remedy.incidentId === incidentId);
  for (const { customerId } of waiting) doubtCustomer(customerId, known);
}

/** What functions promised until then stays a promise. Of the rest no invariant knows any more. */
function doubtCustomer(customerId: string, known: Known): void {
  const { doubts, commitments, latest, remedies, recordedAt, failures } = known;
  if (doubts.hasCustomer(customerId)) return;
  doubts.addCustomer(customerId);
  for (const [remedyId, commitment] of commitments) {
    if (!doubts.hasCustomer(commitment.customerId)) continue;
    doubts.addPromise(commitment);
    commitments.delete(remedyId);
    latest.delete(remedyId);
  }
  for (const [remedyId, remedy] of remedies) {
    if (!doubts.hasCustomer(remedy.customerId)) continue;
    doubts.addTrusted(remedy, recordedAt.get(remedyId) ?? known.now);
    remedies.delete(remedyId);
  }
  for (const [identity, failure] of failures) {
    if (doubts.hasCustomer(failure.customerId)) failures.delete(identity);
  }
}
