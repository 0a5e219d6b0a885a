import type { PartOutcome } from '../../fulfilment/port/part-outcome';
import type { PartUpdate } from '../../fulfilment/port/part-update';
import { commitmentOf } from '../../ledger/customer-record';
import {
  liveParts,
  stateOf,
  type RemedyRecord,
  type PartRecord,
  type RemedyState,
  type WriteStamp,
} from '../../ledger/remedy-record';
import { whyOfDoubt } from '../../ledger/seal/seals';
import { withWhatFollows } from '../../ledger/record-of';
import { dayMs, hourMs } from '../../model/durations';
import { written } from '../../model/money';
import { costOf, isOfProvider } from '../../model/remedy';
import { canBecome, moveRemedy, withParts } from '../../ledger/transitions';
import { writeAndPublish, type PublishContext } from '../record/record-writer';
import { RetryableError } from '../record/retryable-error';
import { acceptsCall, tellOfCall } from './tell-of-call';

/** The update is about a remedy that another attempt is working on right now. Deliver it again. */
export class UpdateTooEarlyError extends RetryableError {
  override readonly name = 'UpdateTooEarlyError';
}

export type PartUpdateResult =
  /** It changed the record. */
  | { readonly result: 'applied'; readonly state: RemedyState }
  /** It was known, or something newer was. */
  | { readonly result: 'known' }
  /** There is no such remedy here. */
  | { readonly result: 'not-ours' }
  /** It contradicts what was committed. Nothing was changed; a person has to look. */
  | { readonly result: 'contradicts'; readonly why: string };

/** How often to read a record again after somebody else wrote it first. */
const tries = 4;

/**
 * What follows where an update says that a part failed. `applied`: it is believed. `asked`: whoever gave the part is
 * asked first, for customers are mailed what follows, and who sent the update is known by a secret alone. That
 * something is on its way is then not believed either: what is unknown is asked about anyway, and would wait for weeks.
 */
export type FailuresAre = 'applied' | 'asked';

/**
 * Applies what the payment provider or a partner says about one of our parts. Updates may arrive late, twice or out of
 * order, and even before the reply to the call they are about: one counts only where the table of transitions has a
 * place for it.
 *
 * @throws where the update has to be delivered again
 */
export async function applyPartUpdate(
  update: PartUpdate,
  failuresAre: FailuresAre,
  context: PublishContext,
): Promise<PartUpdateResult> {
  const result = await apply(update, failuresAre, context);
  const isWritten = result.result === 'applied' || result.result === 'known';
  if (isWritten && acceptsCall(update)) await tellOfCall(update, context);
  return result;
}

async function apply(update: PartUpdate, failuresAre: FailuresAre, context: PublishContext): Promise<PartUpdateResult> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const { customerRecord, record } = await context.ledger.read(update.customerId, update.remedyId);
    if (!record) {
      if (!commitmentOf(customerRecord, update.remedyId)) return { result: 'not-ours' };
      throw new UpdateTooEarlyError(
        `${update.remedyId} is committed and not recorded yet; this update has to come again`,
      );
    }
    if (record.state === 'executing') {
      throw new UpdateTooEarlyError(`${update.remedyId} is being carried out; this update has to come again`);
    }
    const change = changeBy(record, update, failuresAre, context.clock());
    if ('result' in change) {
      if (change.result === 'contradicts') alertPerson(record, change.why, context);
      return change;
    }
    // Before it is written. Once it is, the update is known, and nobody would be alerted any more.
    if (change.trouble !== undefined) alertPerson(record, change.trouble, context);
    const written = await writeAndPublish((stamp) => applied(record, change, stamp), context);
    if (written.result === 'won') return { result: 'applied', state: written.record.state };
  }
  throw new UpdateTooEarlyError(`${update.remedyId} is being written by others; this update has to come again`);
}

/** No state of the remedy shows it, so an alarm has to. */
function alertPerson({ remedyId, type: failureType }: RemedyRecord, why: string, { observer }: PublishContext): void {
  observer.trouble(remedyId, why, undefined);
  observer.step({ step: 'contradicted', remedyId, failureType, why });
}

/** What an update makes of a remedy. */
export interface Change {
  readonly to: RemedyState;
  readonly parts: readonly PartRecord[];
  readonly why: string;
  /** What a person has to be alerted of, because no state of the remedy shows it. */
  readonly trouble?: string | undefined;
}

function changeBy(
  record: RemedyRecord,
  update: PartUpdate,
  failuresAre: FailuresAre,
  now: Date,
): PartUpdateResult | Change {
  if (record.doubt) return contradicts(`the remedy ${whyOfDoubt(record.doubt)}`);
  const part = record.parts.find(({ number }) => number === update.partNumber);
  if (!part) return contradicts(`the update is about part ${update.partNumber}, which the ledger does not have`);
  const contradiction = contradictionOf(part, update) ?? impossibleCall(update, now);
  if (contradiction) return contradicts(contradiction);
  const changed = changedBy(part, update);
  if (!changed) return { result: 'known' };
  const isOnItsWay = changed.outcome.state === 'pending' && part.outcome.state !== 'pending';
  if (isOnItsWay && failuresAre === 'asked') return { result: 'known' };
  if (changed.outcome.state === 'declined' && failuresAre === 'asked') return questionAbout(record, part, now);
  if (part.outcome.state === 'declined') return givenAfterAll(record, part, withPart(record, changed, now));
  if (update.returned) return { ...changeTo(record, changed, now), why: 'the old one came back' };
  return changeTo(record, changed, now);
}

/** What follows where one of its parts has come to another end. */
export function changeTo(record: RemedyRecord, changed: PartRecord, now: Date): Change {
  const parts = withPart(record, changed, now);
  const to = stateAfter(record, stateOf(liveParts({ parts })));
  return { to, parts, why: whyOf(changed, to), trouble: troubleOf(record, changed) };
}

function withPart(record: RemedyRecord, changed: PartRecord, now: Date): readonly PartRecord[] {
  const whole = withWhatFollows(changed, now.toISOString());
  return record.parts.map((other) => (other.number === changed.number ? whole : other));
}

/** So seldom is the same part asked about again after a report was denied, however many there are. */
const deniedForMs = hourMs;

/** The sweep asks at once, as it does without any report. */
function questionAbout(record: RemedyRecord, part: PartRecord, now: Date): PartUpdateResult | Change {
  const { reported, number } = part;
  if (reported?.state === 'to-ask') return { result: 'known' };
  const earliestMs = reported ? Date.parse(reported.at) + deniedForMs : 0;
  const askAt = new Date(Math.max(now.getTime(), earliestMs)).toISOString();
  const asked: PartRecord = { ...part, reported: { state: 'to-ask', saidAt: now.toISOString(), askAt } };
  const why = `a webhook says that part ${number} failed, and whoever gave it is asked`;
  return { to: record.state, parts: withPart(record, asked, now), why };
}

/** Where a person has taken over, nothing more happens automatically, so that person has to be alerted. */
function troubleOf({ state, parts }: RemedyRecord, { number, outcome }: PartRecord): string | undefined {
  const before = parts.find((part) => part.number === number);
  const failed = before?.outcome.state === 'succeeded' && outcome.state === 'declined';
  return failed && state === 'needs-attention' ? `part ${number} failed after a person had taken over` : undefined;
}

/**
 * What we had given up is given all the same: its answer and our withdrawal have crossed. What was to be given in its
 * place is not, where that can still be helped; otherwise both are, and a person has to know.
 */
function givenAfterAll(record: RemedyRecord, { number }: PartRecord, parts: readonly PartRecord[]): Change {
  const substitute = record.parts.find(({ insteadOf }) => insteadOf === number);
  const isToCome = substitute
    ? record.state === 'fallback' && substitute.outcome.state === 'planned'
    : record.state === 'declined' || record.state === 'late-failed';
  if (isToCome) {
    return {
      to: 'needs-attention',
      parts,
      why: `a person has to look: part ${number} was given after it had been given up`,
    };
  }
  if (!substitute) return { to: record.state, parts, why: `part ${number} was given after it had been given up` };
  // Both count in the ledger then, and whoever wants to give more has to see it.
  const trouble = `part ${number} was given after all, and part ${substitute.number} stands in its place`;
  return { to: record.state, parts, why: trouble, trouble };
}

function whyOf({ withdrawal, outcome, accepted }: PartRecord, to: RemedyState): string {
  if (accepted && outcome.state === 'pending') return `somebody calls by ${accepted.by}, as the partner says`;
  if (withdrawal && outcome.state === 'declined') return 'the credit was taken back, as a person had asked';
  return `the provider or partner says that it is ${to}`;
}

function contradicts(why: string): PartUpdateResult {
  return { result: 'contradicts', why };
}

/** The part as the update makes it, or undefined where that was known. */
function changedBy(part: PartRecord, { outcome, returned }: PartUpdate): PartRecord | undefined {
  if (returned) {
    if (part.returned === undefined || part.returned.state === 'came') return undefined;
    return { ...part, returned: { ...part.returned, state: 'came' } };
  }
  if (!outcome || !(isNewer(part.outcome, outcome) || isAfterAll(part, outcome))) return undefined;
  return { ...part, outcome };
}

/** What became of a part is kept even where the remedy's state does not change: the next attempt has to know. */
export function applied(record: RemedyRecord, { to, parts, why }: Change, stamp: WriteStamp): RemedyRecord {
  if (canBecome(record.state, to)) return moveRemedy(record, { to, parts, why }, stamp);
  return withParts(record, parts, `${why}, which leaves the remedy ${record.state}`, stamp);
}

/** The ledger says what was committed; another kind, amount, currency or refund contradicts it. */
function contradictionOf(
  { part, outcome: recorded }: PartRecord,
  { kind = 'refund', amountMinor, currency, outcome, paymentIds = [] }: PartUpdate,
): string | undefined {
  if (kind !== part.kind) return `the update is about a ${kind}, and the part is a ${part.kind}`;
  const committed = costOf(part);
  if (amountMinor !== undefined && (amountMinor !== committed?.amountMinor || currency !== committed.currency)) {
    const says = written({ amountMinor, currency: currency ?? '' });
    return `the update says ${says}, and the ledger says ${committed ? written(committed) : 'nothing of money'}`;
  }
  if (part.kind !== 'refund') return undefined;
  if (paymentIds.length > 0 && !paymentIds.includes(part.paymentId)) {
    return `the update is about the payment ${paymentIds.join(' or ')}, and ${part.paymentId} is refunded`;
  }
  const known = 'providerRef' in recorded ? recorded.providerRef : undefined;
  const update = outcome && 'providerRef' in outcome ? outcome.providerRef : undefined;
  if (known !== undefined && update !== undefined && known !== update)
    return `the update is about another refund than ${known}`;
  return undefined;
}

/**
 * A part only goes one way: it is pending, then given, then perhaps failed. An update that goes back is an outdated
 * one.
 */
function isNewer(known: PartRecord['outcome'], update: PartOutcome): boolean {
  const order = { planned: 0, unknown: 1, pending: 2, succeeded: 3, declined: 4 };
  if (known.state === 'pending' && update.state === 'pending') return isAccepted(known, update);
  if (update.state === 'unknown' || known.state === 'planned') return false;
  if (update.state === 'succeeded' && known.state === 'succeeded') return saysMore(known, update);
  return order[update.state] > order[known.state];
}

/** That it is not given was our own decision alone, so this update is not an outdated one. */
function isAfterAll({ part, outcome }: PartRecord, update: PartOutcome): boolean {
  if (isOfProvider(part) || outcome.state !== 'declined' || update.state !== 'succeeded') return false;
  return outcome.reason === 'no-answer' || outcome.reason === 'address-gone';
}

type PendingOutcome = Extract<PartOutcome, { state: 'pending' }>;

/** Somebody calls by a time, and perhaps by another one than was said first. */
function isAccepted({ callBy: known }: PendingOutcome, { callBy }: PendingOutcome): boolean {
  return callBy !== undefined && callBy !== known;
}

/** No call has a longer deadline, and nobody would hear of one that is not made before then. */
const longestCallMs = 7 * dayMs;

function impossibleCall({ outcome }: PartUpdate, now: Date): string | undefined {
  const callBy = outcome?.state === 'pending' ? outcome.callBy : undefined;
  if (callBy === undefined || Date.parse(callBy) - now.getTime() <= longestCallMs) return undefined;
  return `the call is accepted for ${callBy}, which is more than a week away`;
}

/** What was accepted first is shipped later, and then has a carrier. */
function saysMore(known: GivenOutcome, update: GivenOutcome): boolean {
  const { shipment, validUntil } = update;
  if (validUntil !== undefined && validUntil !== known.validUntil) return true;
  return shipment !== undefined && JSON.stringify(shipment) !== JSON.stringify(known.shipment);
}

type GivenOutcome = Extract<PartOutcome, { state: 'succeeded' }>;

function stateAfter({ state }: RemedyRecord, update: ReturnType<typeof stateOf>): RemedyState {
  const hadSucceeded = state === 'issued' || state === 'pending';
  return update === 'declined' && hadSucceeded ? 'late-failed' : update;
}
