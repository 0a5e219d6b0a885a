import { createHash } from 'node:crypto';

/** What identifies one failure, however often it is noticed and by which detector. */
export interface FailureIdentity {
  readonly customerId: string;
  /** The failure type, as in the event's detail-type. */
  readonly type: string;
  /** What failed, in business ids: the rental, the pass, the parcel line. */
  readonly subject: string;
  /** Which failure of the subject it is, where it can fail more than once. Coarse enough for two detectors to agree. */
  readonly occurrence: string;
}

/**
 * The id of the one remedy a failure can earn. JSON of an array keeps the fields apart, so that different fields never
 * give the same text. 128 bits of SHA-256: among 10^12 remedies the probability of a collision is below 10^-14.
 */
export function remedyIdOf({ customerId, type, subject, occurrence }: FailureIdentity): string {
  return idOf([customerId, type, subject, occurrence]);
}

/** The id of the remedy that holds what the payment does not cover of the same failure. */
export function uncoveredIdOf({ customerId, type, subject, occurrence }: FailureIdentity): string {
  return idOf([customerId, type, subject, occurrence, 'uncovered']);
}

function idOf(fields: readonly string[]): string {
  const identity = JSON.stringify(fields.map((field) => field.normalize('NFC')));
  return `rem_${createHash('sha256').update(identity, 'utf8').digest('hex').slice(0, 32)}`;
}

/** The payment provider's idempotency key of one part. It depends on nothing that could differ in a second attempt. */
export function partKey(remedyId: string, partNumber: number): string {
  return `${remedyId}_${partNumber}`;
}
