import type { PartOutcome } from '../../fulfilment/port/part-outcome';
import type { Partners, PartnerRequest } from '../../fulfilment/port/partner';
import { NotAttemptedError } from '../../fulfilment/port/refund-provider';
import type { RemedyRecord, PartRecord, WriteStamp } from '../../ledger/remedy-record';
import { withParts } from '../../ledger/transitions';
import type { CreditPart } from '../../model/remedy';
import type { FlowContext } from '../record/flow-context';
import { write, type WriteContext } from '../record/record-writer';
import type { HoldCase } from './holds';
import { refused, refusedAsChanged, refusedAsForeign, type Refused } from './refused';

export type VoidContext = WriteContext &
  Pick<FlowContext, 'observer'> & { readonly partners: Pick<Partners, 'credit'> };

/** Why, and which part where there are several credits. */
export interface VoidRequest {
  readonly why: string;
  readonly part?: number | undefined;
}

export type VoidResult =
  /** Certain, where the partner said that it is gone. Otherwise it was requested, and the answer comes as an update. */
  { readonly answer: 'done'; readonly isCertain: boolean; readonly record: RemedyRecord } | Refused;

/** How long the partner that keeps the credits may take, in ms. */
const withdrawMs = 8_000;

/**
 * Takes back a credit that the customer has not used. Who asked for it is in the ledger before the partner is asked, so
 * that a run which dies in between leaves a trace, and can be repeated: a credit is taken back once, however often it
 * is asked for.
 */
export async function voidCredit(
  { actor, customerId, remedyId, expectedVersion }: HoldCase,
  { why, part: number }: VoidRequest,
  context: VoidContext,
): Promise<VoidResult> {
  const record = await context.ledger.readRemedy(customerId, remedyId);
  if (!record) return refused(`there is no remedy ${remedyId} of that customer`);
  const changed = refusedAsChanged(record, expectedVersion);
  if (changed) return changed;
  if (record.doubt) return refusedAsForeign(record.doubt);
  if (record.state === 'executing') return refused('it is being carried out; look at it again in a minute');
  const credit = creditIn(record, number);
  if (typeof credit === 'string') return refused(credit);
  const asked = { ...credit, withdrawal: { actor: actor, at: context.clock().toISOString() } };
  const askedWhy = `part ${credit.number} is taken back by ${actor}: ${why}`;
  const asking = await write((stamp) => withPart(record, asked, askedWhy, stamp), context);
  if (asking.result === 'lost') return quicker;

  const outcome = await withdraw(record, credit, context);
  if (outcome.state === 'pending' || outcome.state === 'unknown' || outcome.state === 'unreachable') {
    return refused('the partner that keeps the credits gave no certain answer; ask again');
  }
  const [voided, endedWhy] = endOf(asked, outcome);
  const ended = await write((stamp) => withPart(asking.record, voided, endedWhy, stamp), context);
  if (ended.result === 'lost') return quicker;
  if (outcome.state === 'succeeded') return refused('it cannot be taken back any more, because it was spent');
  context.observer.step({ step: 'credit-voided', remedyId, failureType: record.type, actor, why });
  return { answer: 'done', isCertain: isCertain(outcome), record: ended.record };
}

/** The part that is meant, or why there is none. */
function creditIn({ parts }: RemedyRecord, number: number | undefined): PartRecord | string {
  const given = parts.filter(({ part, outcome }) => part.kind === 'credit' && outcome.state === 'succeeded');
  const meant = number === undefined ? given : given.filter((recorded) => recorded.number === number);
  const [credit, ...others] = meant;
  if (!credit) return 'it has no credit that was given and not taken back';
  if (others.length === 0) return credit;
  return `it has several credits: say which part (${given.map((recorded) => recorded.number).join(', ')})`;
}

async function withdraw(
  record: RemedyRecord,
  credit: PartRecord,
  { partners }: VoidContext,
): Promise<PartOutcome | { readonly state: 'unreachable' }> {
  const { part } = credit;
  if (part.kind !== 'credit') throw new Error(`${credit.key} is a ${part.kind}, and only credits can be taken back`);
  const { remedyId, customerId, type: failureType, orderId } = record;
  const names = { remedyId, customerId, failureType, orderId, key: credit.key, partNumber: credit.number };
  // The partner finds the credit by its key, and needs nothing of the failure.
  const request: PartnerRequest<CreditPart> = { ...names, part, failure: undefined, timeoutMs: withdrawMs };
  try {
    return await partners.credit.withdraw(request);
  } catch (error) {
    if (error instanceof NotAttemptedError) return { state: 'unreachable' };
    throw error;
  }
}

/**
 * On a bus no answer comes at once: the withdrawal is requested, and the credit stays given until an answer says
 * otherwise.
 */
function isCertain(outcome: PartOutcome): boolean {
  return outcome.state === 'declined' && outcome.reason !== 'no-answer';
}

function endOf(asked: PartRecord, outcome: PartOutcome): [PartRecord, string] {
  if (outcome.state === 'succeeded')
    return [{ ...asked, withdrawal: undefined }, `part ${asked.number} stays: it was spent`];
  if (!isCertain(outcome))
    return [asked, `the withdrawal of part ${asked.number} is asked for; its answer is still to come`];
  const providerRef = 'providerRef' in asked.outcome ? asked.outcome.providerRef : undefined;
  const gone = { state: 'declined', reason: 'cancelled', providerRef } as const;
  return [{ ...asked, outcome: gone }, `part ${asked.number} was taken back`];
}

function withPart(record: RemedyRecord, part: PartRecord, why: string, stamp: WriteStamp): RemedyRecord {
  const parts = record.parts.map((other) => (other.number === part.number ? part : other));
  return withParts(record, parts, why, stamp);
}

const quicker: VoidResult = refused('somebody else wrote at the same moment; look at it again, and ask again');
