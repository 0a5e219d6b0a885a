import type { StoredItem } from '../expressions';
import type { TableWrite } from '../sim-table';
import { customerIdIn, plainItem } from '../stored';
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
  /** The numbers of the parts that stood in the place of others, by their remedy. */
  private readonly replaced = new Map<string, Map<number, Set<number>>>();
  /** What people rejected, as soon as its customer's record knows that too. */
  private readonly rejected = new Map<string, StoredRemedy>();
  /** Of what a version was put back that people had approved, or may approve again. */
  private readonly revived = new Set<string>();
  /** Whose own record was put back. In small letters. */
  private readonly forgetful = new Set<string>();

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
      case 'report-handled':
      case 'wait-ending-event-handled':
      case 'end':
        return false;
    }
  }

  /** Which parts ever stood in the place of one, or in the place of those. */
  inPlaceOf(remedyId: string, partNumber: number): number[] {
    const next = [...(this.replaced.get(remedyId)?.get(partNumber) ?? [])];
    return next.flatMap((number) => [number, ...this.inPlaceOf(remedyId, number)]);
  }

  /**
   * Whether people have rejected a remedy, so that nobody gives it. A customer's record need not have noted that of
   * what they had approved before.
   */
  wasRejected(remedyId: string): boolean {
    const remedy = this.revived.has(remedyId) ? undefined : this.rejected.get(remedyId);
    return remedy !== undefined && !this.forgetful.has(folded(remedy.customerId));
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
    if (remedy.state === 'rejected' && !remedy.isUnpublished && !remedy.isUnsettled) {
      this.rejected.set(remedy.remedyId, remedy);
    }
    for (const { number, insteadOf } of remedy.parts) {
      if (insteadOf !== undefined) this.addReplaced(remedy.remedyId, insteadOf, number);
    }
  }

  private addReplaced(remedyId: string, partNumber: number, next: number): void {
    const ofRemedy = this.replaced.get(remedyId) ?? new Map<number, Set<number>>();
    this.replaced.set(remedyId, ofRemedy.set(partNumber, (ofRemedy.get(partNumber) ?? new Set()).add(next)));
  }

  /** A thief writes. */
  addThiefs(write: TableWrite, how: ThiefsWrite): void {
    const state = write.after['state']?.S;
    if (state === 'approved' || state === 'held') this.revived.add(remedyIdIn(write));
    if (how === 'forged') this.addForged(write);
    else if (write.sk === 'CUSTOMER') this.forgetful.add(folded(customerIdIn(write)));
  }

  private addForged(write: TableWrite): void {
    this.forged.add(write.after);
    const remedyId = remedyIdIn(write);
    if (remedyId !== '') this.remedyIds.add(remedyId);
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

/** Empty where it is no record of a remedy. */
function remedyIdIn({ sk }: TableWrite): string {
  return sk.startsWith('REMEDY#') ? sk.slice('REMEDY#'.length) : '';
}

function folded(customerId: string): string {
  return customerId.normalize('NFC').toLowerCase();
}
