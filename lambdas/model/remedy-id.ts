import { createHash } from 'node:crypto';

/** What makes one failure the same failure, however often and by whomever it is noticed. */
export interface FailureIdentity {
  readonly customerId: string;
  /** The failure type, as in the event's detail-type. */
  readonly type: string;
  /** What failed, in business ids: the rental, the pass, the parcel line. */
  readonly subject: string;
  /** Which time it failed, where one subject can fail more than once. Coarse enough for two detectors to agree. */
  readonly occurrence: string;
}

/**
 * The id of the one remedy a failure can earn. JSON of an array keeps the fields apart, so that no value can lean over
 * into its neighbour. 128 bits of SHA-256: among 10^12 remedies two meet by chance with a probability below 10^-14.
 */
export function remedyIdOf({ customerId, type, subject, occurrence }: FailureIdentity): string {
  const identity = JSON.stringify([customerId, type, subject, occurrence].map((field) => field.normalize('NFC')));
  return `rem_${createHash('sha256').update(identity, 'utf8').digest('hex').slice(0, 32)}`;
}

/** The payment provider's idempotency key of one part. It depends on nothing that a second attempt could change. */
export function partKey(remedyId: string, partNumber: number): string {
  return `${remedyId}_${partNumber}`;
}
