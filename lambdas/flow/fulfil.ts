import type { PartOutcome } from '../fulfilment/part-outcome';
import { RefundNotAttemptedError, type RefundProvider, type RefundRequest } from '../fulfilment/refund-provider';
import type { Claim } from '../ledger/account';
import type { Entry, EntryPart } from '../ledger/entry';
import type { RemedyPart } from '../model/remedy';
import { partKey } from '../model/remedy-id';

/**
 * Providers forget an idempotency key some time after a day (Stripe prunes them from 24 h on). After this age a key is not
 * used to create anything, because it might no longer protect.
 */
export const keyUsableMs = 20 * 60 * 60 * 1000;

/** Less time than this is not enough to ask a provider and write down the answer. */
const leastProviderMs = 1_000;

/** How long the provider may take for a part that is carried out apart from its failure, by the sweep. */
export const providerMs = 20_000;

/** How long a look-up may take. */
const lookUpMs = 8_000;

export interface FulfilPorts {
  readonly refunds: RefundProvider;
  readonly clock: () => Date;
}

/** Whose remedy it is, for the provider's metadata. */
type Whose = Pick<Entry, 'customerId' | 'type'>;

/** Carries out every part of a claim, in order, each with its key. */
export async function fulfil(
  claim: Claim,
  whose: Whose,
  ports: FulfilPorts,
  deadlineMs: number,
): Promise<PartOutcome[]> {
  const outcomes: PartOutcome[] = [];
  for (const [index, part] of claim.decision.parts.entries()) {
    const number = index + 1;
    const key = partKey(claim.remedyId, number);
    const request = requestOf(claim.remedyId, whose, { part, number, key });
    outcomes.push(await give(request, claim.claimedAt, ports, deadlineMs));
  }
  return outcomes;
}

/** Carries out one part of a recorded remedy with the key that was recorded for it. */
export async function fulfilPart(
  entry: Entry,
  part: EntryPart,
  ports: FulfilPorts,
  deadlineMs: number,
): Promise<PartOutcome> {
  const { number, key, keySince } = part;
  if (keySince === undefined) throw new Error(`${key} has no date, and a key without one must not be used`);
  return give(requestOf(entry.remedyId, entry, { part: bare(part), number, key }), keySince, ports, deadlineMs);
}

/** Asks the provider what became of a part, and creates nothing. */
export async function lookUp(
  entry: Entry,
  part: EntryPart,
  { refunds }: FulfilPorts,
): Promise<PartOutcome | { readonly state: 'not-found' }> {
  const { number, key } = part;
  return refunds.find({ ...requestOf(entry.remedyId, entry, { part: bare(part), number, key }), timeoutMs: lookUpMs });
}

/** Whether a key still protects from paying twice. */
export function isKeyUsable(keySince: string, now: Date): boolean {
  return now.getTime() - Date.parse(keySince) <= keyUsableMs;
}

type Request = Omit<RefundRequest, 'timeoutMs'>;

async function give(
  request: Request,
  keySince: string,
  { refunds, clock }: FulfilPorts,
  deadlineMs: number,
): Promise<PartOutcome> {
  const now = clock();
  if (!isKeyUsable(keySince, now)) {
    return { state: 'unknown', why: 'the idempotency key is too old to be used again; look the refund up' };
  }
  const timeoutMs = deadlineMs - now.getTime();
  if (timeoutMs < leastProviderMs) {
    throw new RefundNotAttemptedError(`${request.key} was not begun: the function has too little time left`);
  }
  return refunds.refund({ ...request, timeoutMs });
}

function requestOf(
  remedyId: string,
  { customerId, type }: Whose,
  { part, number, key }: { readonly part: RemedyPart; readonly number: number; readonly key: string },
): Request {
  return { part, key, remedyId, partNumber: number, customerId, failureType: type };
}

function bare({ kind, amountMinor, currency, paymentId }: EntryPart): RemedyPart {
  return { kind, amountMinor, currency, paymentId };
}
