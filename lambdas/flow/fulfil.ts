import { RefundNotAttemptedError, type RefundProvider } from '../fulfilment/refund-provider';
import type { PartOutcome } from '../fulfilment/part-outcome';
import type { Claim } from '../ledger/account';
import type { RemedyPart } from '../model/remedy';
import { partKey } from '../model/remedy-id';

/**
 * Providers forget an idempotency key some time after a day (Stripe prunes them from 24 h on). After this age a key is not
 * used to create anything, because it might no longer protect.
 */
export const keyUsableMs = 20 * 60 * 60 * 1000;

/** Less time than this is not enough to ask a provider and write down the answer. */
const leastProviderMs = 1_000;

export interface FulfilPorts {
  readonly refunds: RefundProvider;
  readonly clock: () => Date;
}

/** Carries out every part of a claim, in order, each with its key. */
export async function fulfil(
  claim: Claim,
  failureType: string,
  ports: FulfilPorts,
  deadlineMs: number,
): Promise<PartOutcome[]> {
  const outcomes: PartOutcome[] = [];
  for (const [index, part] of claim.decision.parts.entries()) {
    outcomes.push(await fulfilPart(claim, part, index + 1, failureType, ports, deadlineMs));
  }
  return outcomes;
}

async function fulfilPart(
  claim: Claim,
  part: RemedyPart,
  partNumber: number,
  failureType: string,
  { refunds, clock }: FulfilPorts,
  deadlineMs: number,
): Promise<PartOutcome> {
  const now = clock().getTime();
  if (now - Date.parse(claim.claimedAt) > keyUsableMs) {
    return { state: 'unknown', why: 'the idempotency key is too old to be used again; look the refund up' };
  }
  const timeoutMs = deadlineMs - now;
  if (timeoutMs < leastProviderMs) {
    throw new RefundNotAttemptedError(`${claim.remedyId} was not begun: the function has too little time left`);
  }
  const key = partKey(claim.remedyId, partNumber);
  return refunds.refund({ part, key, remedyId: claim.remedyId, partNumber, failureType, timeoutMs });
}
