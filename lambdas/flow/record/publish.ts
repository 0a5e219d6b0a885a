import type { RemedyRecord } from '../../ledger/remedy-record';
import type { Ledger } from '../../ledger/port/ledger';
import { markPublished } from '../../ledger/transitions';
import type { OutcomePublisher } from '../../outcomes/outcome';
import type { Observer } from './observer';
import { outcomeOf, outcomeStateOf } from './outcome-of';
import { saveOwn } from './save-own';

export interface PublishPorts {
  readonly ledger: Ledger;
  readonly outcomes: OutcomePublisher;
  readonly observer: Observer;
  readonly clock: () => Date;
  readonly newToken: () => string;
}

/**
 * Writes an entry's next version, and tells the others if they are to hear of it. Whoever dies in between leaves it untold, and
 * due for the sweep.
 *
 * @returns what was written, or `stale` where somebody else wrote first and this was not
 */
export async function saveAndPublish(next: RemedyRecord, ports: PublishPorts): Promise<RemedyRecord | 'stale'> {
  if ((await saveOwn(next, ports.ledger)) === 'stale') return 'stale';
  if (!next.unpublished) return next;
  const told = await tell(next, ports);
  // Whoever answers the news may write before it is noted as told. What was written here was written all the same.
  return told === 'stale' ? next : told;
}

/** Tells how an entry stands, and notes that it was told. Others may hear of it twice, and never not at all. */
export async function tell(record: RemedyRecord, ports: PublishPorts): Promise<RemedyRecord | 'stale'> {
  const { ledger, outcomes, observer, clock, newToken } = ports;
  const envelope = await ledger.readEnvelope(record.customerId, record.remedyId);
  await outcomes.publish(outcomeOf(record, failureIn(envelope?.failure)));
  observer.step({ step: outcomeStateOf(record.state), remedyId: record.remedyId, failureType: record.type });
  const told = markPublished(record, { at: clock().toISOString(), token: newToken() });
  return (await saveOwn(told, ledger)) === 'saved' ? told : 'stale';
}

function failureIn(kept: unknown): object | undefined {
  return typeof kept === 'object' && kept !== null ? kept : undefined;
}
