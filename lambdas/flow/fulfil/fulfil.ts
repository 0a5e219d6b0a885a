import type { PartNotFound, PartOutcome } from '../../fulfilment/port/part-outcome';
import {
  AccountTroubleError,
  isKeyUsable,
  NotAttemptedError,
  type CancellationRequest,
  type RefundProvider,
  type RefundRequest,
} from '../../fulfilment/port/refund-provider';
import { refusedAt } from './account-hold';
import { keptFailure } from '../../ledger/envelope';
import type { Ledger } from '../../ledger/port/ledger';
import type { Commitment } from '../../ledger/customer-record';
import { ForeignWriteError } from '../../ledger/seal/seals';
import { liveParts, type RemedyRecord, type PartRecord } from '../../ledger/remedy-record';
import { isOfProvider, type RemedyPart } from '../../model/remedy';
import { partKey } from '../../model/remedy-id';
import { unreachable } from '../../model/unreachable';
import type { FlowContext } from '../record/flow-context';
import { reportTrouble, stoppedByAccount, type BreakerContext } from './account-breaker';
import { stoppedNow, type StopContext, type Stopped } from './stopped';

/** Less time than this is not enough to ask a provider and write down the answer. */
const leastProviderMs = 1_000;

/** How long the provider may take for a part that is carried out apart from its failure, by the sweep. */
export const providerMs = 20_000;

/** How long a look-up may take. */
const lookUpMs = 8_000;

export type FulfilContext = StopContext & BreakerContext & Pick<FlowContext, 'refunds' | 'partners'>;

/** What the provider or partner is told beside the part: whose remedy it is, and what for. */
export interface RemedyFor extends Pick<RemedyRecord, 'remedyId' | 'customerId' | 'type' | 'orderId'> {
  /** With the name and the address, as far as they are still kept. */
  readonly failure: object | undefined;
  /** When an account last refused it as it then refused everything, if it did. ISO 8601. */
  readonly refusedAt?: string | undefined;
  /** The numbers of all its parts, where one refund at most is among those that count. */
  readonly partNumbers?: readonly number[] | undefined;
}

/** What a recorded remedy is for. The failure is looked up only where a partner needs it. */
export async function remedyForOf(record: RemedyRecord, ledger: Pick<Ledger, 'readEnvelope'>): Promise<RemedyFor> {
  const { remedyId, customerId, type, orderId } = record;
  const isNeedless = record.parts.every(({ part }) => isOfProvider(part) || part.kind === 'entitlement');
  const failure = isNeedless ? undefined : keptFailure(await ledger.readEnvelope(customerId, remedyId));
  const refunds = liveParts(record).filter(({ part }) => part.kind === 'refund');
  const partNumbers = refunds.length > 1 ? undefined : record.parts.map(({ number }) => number);
  return { remedyId, customerId, type, orderId, failure, refusedAt: refusedAt(record), partNumbers };
}

/** What became of the parts of a commitment: one element for each. */
export interface Fulfilment {
  readonly outcomes: readonly PartRecord['outcome'][];
  /** What stopped those that are still planned. */
  readonly stopped?: Stopped | undefined;
  /** The number of the part that an account refused as it refuses everything, where that stopped the rest. */
  readonly refused?: number | undefined;
  /** Certainly nothing was done for the part after these, nor for any that follows. */
  readonly notAttempted?: NotAttemptedError | undefined;
}

/**
 * Carries out every part of a commitment, in order, each with its key, until something stops it.
 *
 * @param isUntouched whether certainly no earlier attempt asked for any of them
 */
export async function fulfil(
  commitment: Commitment,
  facts: Omit<RemedyFor, 'remedyId' | 'orderId'>,
  isUntouched: boolean,
  context: FulfilContext,
  deadlineMs: number,
): Promise<Fulfilment> {
  const { remedyId, orderId, committedAt, decision } = commitment;
  if (commitment.doubt) throw new ForeignWriteError(remedyId, commitment.doubt);
  const outcomes: PartRecord['outcome'][] = [];
  for (const [index, part] of decision.parts.entries()) {
    const restAfter = (stopped: Stopped) => decision.parts.slice(index).map(() => stoppedOutcome(stopped, isUntouched));
    const stopped = (await stoppedNow(facts, context)) ?? stoppedByAccount(decision.parts.slice(index), context);
    if (stopped) return { outcomes: [...outcomes, ...restAfter(stopped)], stopped };
    const number = index + 1;
    const request = { ...facts, remedyId, orderId, part, number, key: partKey(remedyId, number) };
    try {
      outcomes.push(await carryOut(request, committedAt, context, deadlineMs));
    } catch (error) {
      if (error instanceof AccountTroubleError) {
        const trouble = await reportTrouble(error, context);
        return { outcomes: [...outcomes, ...restAfter(trouble)], stopped: trouble, refused: number };
      }
      if (error instanceof NotAttemptedError) return { outcomes, notAttempted: error };
      throw error;
    }
  }
  return { outcomes };
}

/** What is stopped was not asked for, unless an earlier attempt did, of which nobody knows what came. */
export function stoppedOutcome({ why }: Stopped, isUntouched: boolean): PartRecord['outcome'] {
  if (isUntouched) return { state: 'planned' };
  return { state: 'unknown', why: `${why}; an earlier attempt may have asked for it` };
}

/** Carries out one part of a recorded remedy with the key that was recorded for it. */
export async function fulfilPart(
  remedyFor: RemedyFor,
  recorded: PartRecord,
  context: FulfilContext,
  deadlineMs: number,
): Promise<PartOutcome> {
  const { key, keySince } = recorded;
  if (keySince === undefined) throw new Error(`${key} has no date, and a key without one must not be used`);
  return carryOut(partRequest(remedyFor, recorded), keySince, context, deadlineMs);
}

/** Asks the provider or partner what became of a part, and creates nothing. */
export async function lookUp(
  remedyFor: RemedyFor,
  recorded: PartRecord,
  context: FulfilContext,
): Promise<PartOutcome | PartNotFound> {
  return send(partRequest(remedyFor, recorded), 'find', context, lookUpMs);
}

/** Withdraws a part that a partner was asked for, if it still can be. */
export async function withdraw(
  remedyFor: RemedyFor,
  recorded: PartRecord,
  context: FulfilContext,
): Promise<PartOutcome> {
  const found = await send(partRequest(remedyFor, recorded), 'withdraw', context, lookUpMs);
  return found.state === 'not-found' ? { state: 'unknown', why: 'nobody knows whether it was given' } : found;
}

/** One part, and what it is for. */
interface PartRequest extends RemedyFor {
  readonly part: RemedyPart;
  readonly number: number;
  readonly key: string;
}

function partRequest(remedyFor: RemedyFor, { part, number, key }: PartRecord): PartRequest {
  return { ...remedyFor, part, number, key };
}

async function carryOut(
  request: PartRequest,
  keySince: string,
  context: FulfilContext,
  deadlineMs: number,
): Promise<PartOutcome> {
  const now = context.clock();
  if (!isKeyUsable(keySince, now)) {
    return { state: 'unknown', why: 'the idempotency key is too old to be used again; look the part up' };
  }
  const timeoutMs = deadlineMs - now.getTime();
  if (timeoutMs < leastProviderMs) {
    throw new NotAttemptedError(`${request.key} was not begun: the function has too little time left`);
  }
  const outcome = await send(request, 'carryOut', context, timeoutMs);
  return outcome.state === 'not-found' ? { state: 'unknown', why: 'nobody said what became of it' } : outcome;
}

/** Sends a request to the provider or partner of its kind of part. */
async function send(
  request: PartRequest,
  what: 'carryOut' | 'find' | 'withdraw',
  { refunds, partners }: FulfilContext,
  timeoutMs: number,
): Promise<PartOutcome | PartNotFound> {
  const { part, number: partNumber, key, remedyId, customerId, type: failureType, orderId, failure } = request;
  const names = { key, remedyId, partNumber, customerId, failureType, timeoutMs };
  switch (part.kind) {
    case 'refund':
      return refundOrFind({ ...names, part }, request.partNumbers, what, refunds);
    case 'cancellation':
      return cancelOrFind({ ...names, part }, what, refunds);
    case 'credit':
      return partners.credit[what]({ ...names, orderId, failure, part });
    case 'replacement':
      // Without the failure nobody knows where to send it, or whom to call.
      if (failure === undefined && what === 'carryOut') return { state: 'declined', reason: 'address-gone' };
      return partners.replacement[what]({ ...names, orderId, failure, part });
    case 'entitlement':
      // Who keeps the entitlements needs no name and no address.
      return partners.entitlement[what]({ ...names, orderId, failure: undefined, part });
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
  knownParts: readonly number[] | undefined,
  what: 'carryOut' | 'find' | 'withdraw',
  refunds: RefundProvider,
): Promise<PartOutcome | PartNotFound> {
  return what === 'carryOut' ? refunds.refund(request) : refunds.find({ ...request, knownParts });
}

/** What was cancelled stays so: then it is only looked up. */
async function cancelOrFind(
  request: CancellationRequest,
  what: 'carryOut' | 'find' | 'withdraw',
  { cancellations }: RefundProvider,
): Promise<PartOutcome | PartNotFound> {
  if (!cancellations) return { state: 'unknown', why: 'the provider of refunds cannot cancel payments' };
  return what === 'carryOut' ? cancellations.cancel(request) : cancellations.find(request);
}
