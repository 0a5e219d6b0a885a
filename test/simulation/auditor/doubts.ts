import type { StoredItem } from '../expressions';
import type { TableWrite } from '../sim-table';
import { plainItem } from '../stored';
import type { Observation } from './observation';
import { customerRecordIn, remedyIn, type StoredCommitment, type StoredRemedy } from './stored-items';

/** What somebody else than a function writes: something of their own, or an older version of what stood there. */
export type ThiefsWrite = 'forged' | 'put back';

/** What functions wrote of a remedy, on nothing that was forged. */
export interface TrustedRemedy {
  /** As it was written last. */
  readonly remedy: StoredRemedy;
  /** In ms since the epoch. */
  readonly recordedAt: number;
}

/**
 * Customers of whom somebody else than a function has written something, and what functions had promised to them, or
 * have since. What was forged, and what functions made of it, is no promise.
 */
export class Doubts {
  /** In small letters: a customer record counts for whoever is spelled like that. */
  private readonly customers = new Set<string>();
  private readonly incidents = new Set<string>();
  private readonly remedyIds = new Set<string>();
  private readonly forged = new WeakSet<StoredItem>();
  private readonly promises = new Map<string, StoredCommitment[]>();
  private readonly trusted = new Map<string, TrustedRemedy>();

  /** There are none in nearly all worlds. */
  get isEmpty(): boolean {
    return this.customers.size === 0 && this.incidents.size === 0;
  }

  hasCustomer(customerId: string): boolean {
    return this.customers.has(folded(customerId));
  }

  hasRemedy(remedyId: string): boolean {
    return this.remedyIds.has(remedyId);
  }

  hasIncident(incidentId: string): boolean {
    return this.incidents.has(incidentId);
  }

  /** What functions promised for a remedy. More than one where the first was taken out of the table. */
  promisesOf(remedyId: string): readonly StoredCommitment[] {
    return this.promises.get(remedyId) ?? [];
  }

  trustedOf(remedyId: string): TrustedRemedy | undefined {
    return this.trusted.get(remedyId);
  }

  /** Whether something that happened is about a customer who is in doubt. */
  concern(seen: Observation): boolean {
    switch (seen.kind) {
      case 'envelope-written':
        return this.hasCustomer(seen.customerId);
      case 'customer-record-written':
      case 'remedy-written':
        return this.hasCustomer(seen.after.customerId);
      case 'committed':
        return this.hasCustomer(seen.customerRecord.customerId);
      case 'part-requested':
        return this.hasCustomer(seen.request.customerId);
      case 'mail-sent':
        return this.hasCustomer(seen.mail.customerId);
      case 'notice-written':
        return this.hasRemedy(seen.after.remedyId);
      case 'effect':
      case 'outcome-published':
      case 'shadow-published':
      case 'recovery-published':
      case 'decision-answered':
        return this.hasRemedy(seen.remedyId);
      case 'item-written':
      case 'switched':
      case 'wait-ending-event-handled':
      case 'end':
        return false;
    }
  }

  addCustomer(customerId: string): void {
    this.customers.add(folded(customerId));
  }

  addIncident(incidentId: string): void {
    this.incidents.add(incidentId);
  }

  /** A promise that a function wrote. */
  addPromise(commitment: StoredCommitment): void {
    const { remedyId } = commitment;
    this.remedyIds.add(remedyId);
    this.promises.set(remedyId, [...this.promisesOf(remedyId), commitment]);
  }

  addTrusted(remedy: StoredRemedy, recordedAt: number): void {
    this.remedyIds.add(remedy.remedyId);
    const before = this.trusted.get(remedy.remedyId);
    this.trusted.set(remedy.remedyId, { remedy, recordedAt: before?.recordedAt ?? recordedAt });
  }

  /** A thief writes. */
  addForged({ sk, after }: TableWrite): void {
    this.forged.add(after);
    if (sk.startsWith('REMEDY#')) this.remedyIds.add(sk.slice('REMEDY#'.length));
  }

  /** A function writes about a customer who is in doubt. */
  write(written: TableWrite, now: number): void {
    const { sk, before, after } = written;
    if (sk === 'CUSTOMER') {
      for (const commitment of promisedAnew(written)) this.addPromise(commitment);
      return;
    }
    if (!sk.startsWith('REMEDY#')) return;
    if (before && this.forged.has(before)) this.addForged(written);
    else this.addTrusted(remedyIn(plainItem(after)), now);
  }
}

/**
 * What a function promises that did not stand there. What it notes of a record that is there promises nothing, because
 * somebody else may have written that record.
 */
function promisedAnew({ before, after }: TableWrite): StoredCommitment[] {
  const stood = before ? customerRecordIn(plainItem(before)).commitments : [];
  return customerRecordIn(plainItem(after)).commitments.filter(
    ({ remedyId, fixed, counted }) =>
      !counted && !stood.some((other) => other.remedyId === remedyId && other.fixed === fixed),
  );
}

function folded(customerId: string): string {
  return customerId.normalize('NFC').toLowerCase();
}
