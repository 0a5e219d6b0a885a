/**
 * The failure kept beside an entry that has to wait, for the mail that is still to be written. The only stored place with
 * personal data: it can be erased at any time, and expires by itself.
 */
export interface Envelope {
  readonly customerId: string;
  readonly remedyId: string;
  /** The failure as its contract parsed it. */
  readonly failure: unknown;
  readonly detectedAt: string;
  /** ISO 8601. After it the envelope is gone, at the latest. */
  readonly expiresAt: string;
}

/** How long an envelope waits at most. Longer than any hold, shorter than the claims. */
export const envelopeDays = 90;
