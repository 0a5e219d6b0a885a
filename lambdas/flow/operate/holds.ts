import type { RemedyRecord } from '../../ledger/remedy-record';
import type { Ledger } from '../../ledger/port/ledger';
import { moveRemedy, withApproval, withHold } from '../../ledger/transitions';
import type { HeldIncident, IncidentVerdict } from '../../ledger/incident';
import type { IncidentStore } from '../../ledger/port/waiting-list';
import { keepMessage } from '../record/customer-message';
import { stamp } from '../record/write-stamp';
import { saveOwn } from '../record/save-own';
import { saveAndPublish, type PublishPorts } from '../record/publish';

export interface HoldPorts extends PublishPorts {
  readonly incidents: IncidentStore;
}

/** Which remedy, whose it is, and the verified identity of whoever decides. */
export interface HoldCase {
  readonly customerId: string;
  readonly remedyId: string;
  readonly by: string;
}

/** What came of a person's decision. A refusal says why, for that person to read. */
export type HoldResult =
  { readonly answer: 'done'; readonly record: RemedyRecord } | { readonly answer: 'refused'; readonly why: string };

/**
 * One person's approval, with or without a message to the customer in place of the failure type's own text. The remedy is carried out by the sweep, within a minute, once as many different people have said yes
 * as it needs.
 */
export async function approveHold(
  { by, message, ...which }: HoldCase & { readonly message?: string | undefined },
  ports: HoldPorts,
): Promise<HoldResult> {
  const record = await read(which, ports.ledger);
  if (typeof record === 'string') return refused(record);
  if (record.hold?.approvals.some((approval) => approval.by === by)) {
    return refused('you have approved it before, and another person has to approve it too');
  }
  if (message !== undefined && !(await keepMessage(which, message, ports.ledger))) return refused(noAddress);
  const { at, token } = stamp(ports);
  const approved = withApproval(record, { by, at }, { at, token });
  if ((await ports.ledger.saveApproval(approved, by)) === 'stale') {
    // The write may be ours, its reply lost.
    const stored = await ports.ledger.readRemedy(which.customerId, which.remedyId);
    const isOurs = stored?.hold?.approvals.some((approval) => approval.by === by && approval.at === at);
    if (!isOurs) return refused('somebody else decided at the same moment; look at it again');
  }
  ports.observer.step({ step: 'hold-approved', remedyId: which.remedyId, failureType: record.type });
  return { answer: 'done', record: approved };
}

/** One person's rejection, with or without a message to the customer. */
export async function rejectHold(
  { by, ...which }: HoldCase,
  { why, message }: { readonly why: string; readonly message?: string | undefined },
  ports: HoldPorts,
): Promise<HoldResult> {
  const record = await read(which, ports.ledger);
  if (typeof record === 'string') return refused(record);
  if (message !== undefined && !(await keepMessage(which, message, ports.ledger))) return refused(noAddress);
  const rejected = moveRemedy(record, { to: 'rejected', why: `rejected by ${by}: ${why}` }, stamp(ports));
  const saved = await saveAndPublish(rejected, ports);
  return saved === 'stale' ? staleResult(which, ports) : { answer: 'done', record: saved };
}

/** Gives the people who have to decide more time. */
export async function extendHold(
  { by, ...which }: HoldCase,
  { hours, why }: { readonly hours: number; readonly why: string },
  ports: HoldPorts,
): Promise<HoldResult> {
  const record = await read(which, ports.ledger);
  if (typeof record === 'string') return refused(record);
  const now = ports.clock();
  const inHours = (count: number): string => new Date(now.getTime() + count * 60 * 60 * 1000).toISOString();
  const change = { deadline: inHours(hours), escalateAt: inHours(hours * 0.75) };
  const extended = withHold(record, change, `extended by ${by} for ${hours} hours: ${why}`, stamp(ports));
  if ((await saveOwn(extended, ports.ledger)) === 'stale') return staleResult(which, ports);
  ports.observer.step({ step: 'hold-extended', remedyId: which.remedyId, failureType: record.type });
  return { answer: 'done', record: extended };
}

/** One person's decision for all the remedies that wait with an incident. The sweep follows it. */
export async function decideIncident(
  incidentId: string,
  verdict: Omit<IncidentVerdict, 'at'>,
  { incidents, clock, observer }: HoldPorts,
): Promise<{ readonly answer: 'done'; readonly incident: HeldIncident } | Extract<HoldResult, { answer: 'refused' }>> {
  const incident = await incidents.readIncident(incidentId);
  if (!incident) return refused(`no remedy is held because of ${incidentId}`);
  const { decided } = incident;
  if (decided) return refused(`${decided.by} has decided it: ${decided.verdict}, ${decided.why}`);
  const at = clock().toISOString();
  const next = { ...incident, decided: { ...verdict, at }, dueAt: at, version: incident.version + 1 };
  if ((await incidents.saveIncident(next)) === 'stale') {
    const stored = await incidents.readIncident(incidentId);
    const isOurs = isSame(stored?.decided, next.decided);
    if (!isOurs) return refused('somebody else decided at the same moment; look at it again');
  }
  observer.step({ step: 'incident-decided', remedyId: incidentId, failureType: 'incident' });
  return { answer: 'done', incident: next };
}

const noAddress = 'the address of the customer is not kept any more, so no message can be sent';

function isSame(a: IncidentVerdict | undefined, b: IncidentVerdict): boolean {
  return a !== undefined && a.at === b.at && a.by === b.by && a.verdict === b.verdict && a.why === b.why;
}

async function read({ customerId, remedyId }: Omit<HoldCase, 'by'>, ledger: Ledger): Promise<RemedyRecord | string> {
  const record = await ledger.readRemedy(customerId, remedyId);
  if (!record) return `there is no remedy ${remedyId} of that customer`;
  return record.state === 'held' ? record : `it is ${record.state} and waits for nobody's decision`;
}

async function staleResult({ customerId, remedyId }: Omit<HoldCase, 'by'>, { ledger }: HoldPorts): Promise<HoldResult> {
  const stored = await ledger.readRemedy(customerId, remedyId);
  return refused(`somebody else was quicker: it is ${stored?.state ?? 'gone'} now`);
}

function refused(why: string): Extract<HoldResult, { answer: 'refused' }> {
  return { answer: 'refused', why };
}
