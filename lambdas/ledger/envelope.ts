import { dayMs } from '../model/durations';

/**
 * The failure kept beside a record, for the mail that is still to be written. The only stored place with personal data:
 * it can be erased at any time, and expires by itself.
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

/** What a person writes to a customer. */
export interface PersonsMessage {
  readonly text: string;
  /** BCP 47. The language that they write in. @default - the customer's */
  readonly locale?: string | undefined;
  /** The name of who writes, as it stands below the letter. @default - the brand's own signatory signs */
  readonly signedBy?: string | undefined;
  /** What that person is at the company, below the name. @default - the name stands alone */
  readonly signedRole?: string | undefined;
}

/**
 * What a person wrote to a customer beside a verdict. It is kept before the verdict, and used only if that verdict won:
 * the record names the message that belongs to it. It expires and is erased with the envelope.
 */
export interface CustomerMessage extends PersonsMessage {
  readonly customerId: string;
  readonly remedyId: string;
  /** As the record names it. */
  readonly messageId: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/**
 * What stays of a customer's name and address once they were erased: that they were. It is kept for ever, so it
 * outlives whatever is on its way, however often a dead letter is sent on its way again.
 */
export interface Tombstone {
  /** What was detected until then is not mailed, passed on or kept any more. ISO 8601. */
  readonly until: string;
  /** When it was written. ISO 8601. */
  readonly at: string;
}

/** Whether what an event of that time says of its customer was erased since. */
export function isErased(tombstone: Tombstone | undefined, detectedAt: string): boolean {
  return tombstone !== undefined && Date.parse(detectedAt) <= Date.parse(tombstone.until);
}

/** How long an envelope waits at most. Longer than any hold, shorter than the commitments. */
export const envelopeDays = 90;

/** An envelope that expires on time. */
export function envelopeOf(
  { customerId, remedyId }: Pick<Envelope, 'customerId' | 'remedyId'>,
  { failure, detectedAt }: Pick<Envelope, 'failure' | 'detectedAt'>,
  now: Date,
): Envelope {
  const expiresAt = new Date(now.getTime() + envelopeDays * dayMs).toISOString();
  return { customerId, remedyId, failure, detectedAt, expiresAt };
}

/** The address that is kept: as it was published, or as a person has corrected it. */
export function keptEmail(envelope: Pick<Envelope, 'failure'> | undefined): string | undefined {
  return textOfCustomer(envelope, 'email');
}

/** Somebody on a network: of whoever wrote there, and of the customer that they are. */
export function keptHandle(envelope: Pick<Envelope, 'failure'> | undefined): string | undefined {
  return textOfCustomer(envelope, 'handle');
}

function textOfCustomer(envelope: Pick<Envelope, 'failure'> | undefined, name: string): string | undefined {
  const customer = customerIn(envelope);
  const value: unknown = customer && Reflect.get(customer, name);
  return typeof value === 'string' ? value : undefined;
}

/** The envelope with another address, or undefined where it holds no failure. */
export function withEmail(envelope: Envelope, email: string): Envelope | undefined {
  const [failure, customer] = [keptFailure(envelope), customerIn(envelope)];
  return failure && customer && { ...envelope, failure: { ...failure, customer: { ...customer, email } } };
}

function customerIn(envelope: Pick<Envelope, 'failure'> | undefined): object | undefined {
  const failure = keptFailure(envelope);
  const customer: unknown = failure && 'customer' in failure ? failure.customer : undefined;
  return typeof customer === 'object' && customer !== null ? customer : undefined;
}

/** The failure of an envelope. Undefined where it was erased or has expired. */
export function keptFailure(envelope: Pick<Envelope, 'failure'> | undefined): object | undefined {
  const failure = envelope?.failure;
  return typeof failure === 'object' && failure !== null ? failure : undefined;
}
