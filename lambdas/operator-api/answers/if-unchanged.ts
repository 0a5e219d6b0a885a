import { refusedAsChanged } from '../../flow/operate/refused';
import type { NoticeTemplate } from '../../ledger/notice/notice';
import type { Ledger } from '../../ledger/port/ledger';
import type { IncidentStore } from '../../ledger/port/waiting-list';
import { noIncident, noRemedy, type OperatorResponse } from './operator-response';

/** The version that the caller has looked at. */
export interface Seen {
  readonly expectedVersion: number;
}

/** It is refused early as well, but only what is looked at where it is written holds against two at once. */
export function seenIn({ expectedVersion }: Seen): Seen {
  return { expectedVersion };
}

interface Readable {
  readonly ledger: Pick<Ledger, 'readRemedy' | 'readNotice'>;
}

export async function onRemedy(
  { customerId, remedyId }: { readonly customerId: string; readonly remedyId: string },
  { expectedVersion }: Seen,
  { ledger }: Readable,
  handle: () => Promise<OperatorResponse>,
): Promise<OperatorResponse> {
  const record = await ledger.readRemedy(customerId, remedyId);
  if (!record) return noRemedy;
  return changedResponse(record, expectedVersion) ?? handle();
}

export async function onNotice(
  which: { readonly customerId: string; readonly remedyId: string; readonly template: NoticeTemplate },
  { expectedVersion }: Seen,
  { ledger }: Readable,
  handle: () => Promise<OperatorResponse>,
): Promise<OperatorResponse> {
  if (!(await ledger.readRemedy(which.customerId, which.remedyId))) return noRemedy;
  const notice = await ledger.readNotice(which);
  // Of a mail that there never was it says so itself.
  return (notice && changedResponse(notice, expectedVersion)) ?? handle();
}

export async function onIncident(
  { incidentId }: { readonly incidentId: string },
  { expectedVersion }: Seen,
  { incidents }: { readonly incidents: Pick<IncidentStore, 'readIncident'> },
  handle: () => Promise<OperatorResponse>,
): Promise<OperatorResponse> {
  const incident = await incidents.readIncident(incidentId);
  if (!incident) return noIncident;
  return changedResponse(incident, expectedVersion) ?? handle();
}

/** Versions only grow, so what was signed for an earlier one is never done again. */
export function changedResponse(
  stored: { readonly version: number },
  expectedVersion: number,
): OperatorResponse | undefined {
  const refused = refusedAsChanged(stored, expectedVersion);
  return refused && { status: 409, body: { why: refused.why } };
}
