import type { PartNotFound, PartOutcome } from '../../fulfilment/port/part-outcome';
import type { Partners, PartnerRequest } from '../../fulfilment/port/partner';
import {
  isKeyUsable,
  NotAttemptedError,
  type RefundProvider,
  type RefundRequest,
} from '../../fulfilment/port/refund-provider';
import type { Commitment } from '../../ledger/customer-record';
import type { RemedyRecord, PartRecord } from '../../ledger/remedy-record';
import type { RemedyPart } from '../../model/remedy';
import { partKey } from '../../model/remedy-id';
import { unreachable } from '../../model/unreachable';

/** Less time than this is not enough to ask a provider and write down the answer. */
const leastProviderMs = 1_000;

/** How long the provider may take for a part that is carried out apart from its failure, by the sweep. */
export const providerMs = 20_000;

/** How long a look-up may take. */
const lookUpMs = 8_000;

export interface FulfilPorts {
  readonly refunds: RefundProvider;
  readonly partners: Partners;
  readonly clock: () => Date;
}

/** Whose remedy it is, and what it is for: what whoever carries out a part is told beside the part. */
export interface RequestContext extends Pick<RemedyRecord, 'remedyId' | 'customerId' | 'type' | 'orderId'> {
  /** With the name and the address, as far as they are still kept. */
  readonly failure: object | undefined;
}

/** Carries out every part of a claim, in order, each with its key. */
export async function fulfil(
  commitment: Commitment,
  context: Omit<RequestContext, 'remedyId' | 'orderId'>,
  ports: FulfilPorts,
  deadlineMs: number,
): Promise<PartOutcome[]> {
  const { remedyId, orderId, committedAt } = commitment;
  const outcomes: PartOutcome[] = [];
  for (const [index, part] of commitment.decision.parts.entries()) {
    const number = index + 1;
    const one = { ...context, remedyId, orderId, part, number, key: partKey(remedyId, number) };
    outcomes.push(await give(one, committedAt, ports, deadlineMs));
  }
  return outcomes;
}

/** Carries out one part of a recorded remedy with the key that was recorded for it. */
export async function fulfilPart(
  context: RequestContext,
  recorded: PartRecord,
  ports: FulfilPorts,
  deadlineMs: number,
): Promise<PartOutcome> {
  const { key, keySince } = recorded;
  if (keySince === undefined) throw new Error(`${key} has no date, and a key without one must not be used`);
  return give(partOf(context, recorded), keySince, ports, deadlineMs);
}

/** Asks whoever carries out a part what became of it, and creates nothing. */
export async function lookUp(
  context: RequestContext,
  recorded: PartRecord,
  ports: FulfilPorts,
): Promise<PartOutcome | PartNotFound> {
  return handOver(partOf(context, recorded), 'find', ports, lookUpMs);
}

/** Takes back a part that was asked of a partner, if that can still be. */
export async function withdraw(
  context: RequestContext,
  recorded: PartRecord,
  ports: FulfilPorts,
): Promise<PartOutcome> {
  const found = await handOver(partOf(context, recorded), 'withdraw', ports, lookUpMs);
  return found.state === 'not-found' ? { state: 'unknown', why: 'nobody knows whether it was given' } : found;
}

/** One part, and whose it is. */
interface PartRequest extends RequestContext {
  readonly part: RemedyPart;
  readonly number: number;
  readonly key: string;
}

async function give(one: PartRequest, keySince: string, ports: FulfilPorts, deadlineMs: number): Promise<PartOutcome> {
  const now = ports.clock();
  if (!isKeyUsable(keySince, now)) {
    return { state: 'unknown', why: 'the idempotency key is too old to be used again; look the part up' };
  }
  const timeoutMs = deadlineMs - now.getTime();
  if (timeoutMs < leastProviderMs) {
    throw new NotAttemptedError(`${one.key} was not begun: the function has too little time left`);
  }
  const given = await handOver(one, 'carryOut', ports, timeoutMs);
  return given.state === 'not-found' ? { state: 'unknown', why: 'nobody said what became of it' } : given;
}

/** Every kind of part has somebody who carries it out. */
async function handOver(
  one: PartRequest,
  what: 'carryOut' | 'find' | 'withdraw',
  { refunds, partners }: FulfilPorts,
  timeoutMs: number,
): Promise<PartOutcome | PartNotFound> {
  const { part, number: partNumber, key, remedyId, customerId, type: failureType, orderId, failure } = one;
  const names = { key, remedyId, partNumber, customerId, failureType, timeoutMs };
  switch (part.kind) {
    case 'refund':
      return refundOrFind({ ...names, part }, what, refunds);
    case 'credit':
      return partners.credit[what]({ ...names, orderId, failure, part });
    case 'replacement': {
      const request: PartnerRequest<typeof part> = { ...names, orderId, failure, part };
      // Without the failure nobody knows where to send it.
      if (failure === undefined && what === 'carryOut') return { state: 'declined', reason: 'address-gone' };
      return partners.replacement[what](request);
    }
    case 'callback':
      if (failure === undefined && what === 'carryOut') return { state: 'declined', reason: 'address-gone' };
      return partners.callback[what]({ ...names, orderId, failure, part });
    default:
      return unreachable(part);
  }
}

/** Money that went back to a card cannot be fetched from there: then it is only looked up. */
function refundOrFind(
  request: RefundRequest,
  what: 'carryOut' | 'find' | 'withdraw',
  refunds: RefundProvider,
): Promise<PartOutcome | PartNotFound> {
  return what === 'carryOut' ? refunds.refund(request) : refunds.find(request);
}

function partOf(context: RequestContext, { part, number, key }: PartRecord): PartRequest {
  return { ...context, part, number, key };
}
