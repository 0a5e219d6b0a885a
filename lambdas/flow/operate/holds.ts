import type { MessageRef, RemedyRecord } from '../../ledger/remedy-record';
import type { Notice } from '../../ledger/notice/notice';
import type { ControlsStore } from '../../ledger/port/controls-store';
import type { Ledger } from '../../ledger/port/ledger';
import { withHold } from '../../ledger/transitions';
import { modeFor } from '../../model/controls';
import type { Decider } from '../../ledger/decider';
import { hasGiven, rejection } from '../fulfil/rejection';
import { whyRejected, type RecordedReason } from '../../model/judging/reason-code';
import { extendedAt } from '../../ledger/follow/stopped-clock';
import { keepMessage } from '../words/customer-message';
import type { FlowContext } from '../record/flow-context';
import { contradictionOf } from '../record/contradiction';
import { reasonAgainstCurrency } from '../record/reopen';
import { write, writeAndPublish, writeApproval, type LostWrite, type PublishContext } from '../record/record-writer';
import { approveHeldWords, extendHeldWords, rejectHeldWords, type VerdictWords } from '../words/decide-words';
import {
  refused,
  refusedAsChanged,
  refusedAsForeign,
  refusedAsOlder,
  refusedAsOwn,
  refusedAsRepeated,
  type Refused,
} from './refused';
import { hourMs } from '../../model/durations';

export type HoldContext = PublishContext &
  Pick<FlowContext, 'incidents'> & { readonly controlsStore: Pick<ControlsStore, 'readControls'> };

/** Which remedy, whose it is, and the verified identity of the person who decides. */
export interface HoldCase extends Decider {
  readonly customerId: string;
  readonly remedyId: string;
  /** The version that this person has seen: on another one nothing is decided. @default - whichever is there */
  readonly expectedVersion?: number | undefined;
}

/** What came of a person's decision. A refusal says why, for that person to read. */
export type HoldResult =
  | {
      readonly answer: 'done';
      readonly record: RemedyRecord;
      /** Where only the words of its mail waited. */
      readonly notice?: Notice | undefined;
    }
  | Refused;

/** Why, and what the customer reads in place of the failure type's own text. */
export interface HoldVerdict extends VerdictWords {
  readonly why: string;
}

/** An approval. Of one among many, so many different people have to approve it at least. */
export type HoldApproval = HoldVerdict & { readonly approvalsNeeded?: 1 | 2 | undefined };

/**
 * One person's approval, with or without a message to the customer in place of the failure type's own text. The sweep
 * carries the remedy out within a minute, once as many different people have approved it as it needs. Where it was
 * given and only the words of its mail wait, it is an approval of those.
 */
export async function approveHold(
  { actor, person, expectedVersion, ...which }: HoldCase,
  verdict: HoldApproval,
  context: HoldContext,
): Promise<HoldResult> {
  const record = await read(which, context.ledger);
  if (typeof record === 'string') {
    return (await approveHeldWords({ actor, ...which }, verdict, context)) ?? refused(record);
  }
  const changed = refusedAsChanged(record, expectedVersion);
  if (changed) return changed;
  if (record.doubt) return refusedAsForeign(record.doubt);
  const contradiction = await contradictionOf(record, context);
  if (contradiction !== undefined) return refusedAsOlder(contradiction);
  const asked = raised(record, verdict);
  const repeated = refusedAsRepeated(asked.hold?.approvals ?? [], asked.hold?.approvalsNeeded ?? 1, { actor, person });
  if (repeated) return repeated;
  const own = refusedAsOwn([record], asked.hold?.approvalsNeeded ?? 1, { actor, person });
  if (own) return own;
  const { mode, what } = modeFor(await context.controlsStore.readControls(), record);
  if (mode === 'off' || mode === 'shadow') return refused(`${what} gives nothing while it is ${mode}`);
  const foreign = reasonAgainstCurrency(record);
  if (foreign !== undefined) return refused(foreign);
  const message = await messageOf({ actor, ...which }, verdict, context);
  if (message === 'no-address') return refused(noAddress);
  const approved = await writeApproval(asked, { actor, person, why: verdict.why }, message, context);
  if (approved.result === 'lost') return refused('somebody else decided at the same moment; look at it again');
  context.observer.step({ step: 'hold-approved', remedyId: which.remedyId, failureType: record.type });
  return { answer: 'done', record: approved.record };
}

/** It needs as many people as before, or more. */
function raised(record: RemedyRecord, { approvalsNeeded = 1 }: HoldApproval): RemedyRecord {
  const { hold } = record;
  if (!hold || hold.approvalsNeeded >= approvalsNeeded) return record;
  return { ...record, hold: { ...hold, approvalsNeeded } };
}

/** A rejection, with the reason code for which it was. */
export type HoldRejection = HoldVerdict & { readonly rejectedAs?: RecordedReason | undefined };

/** One person's rejection, with or without a message to the customer. Or of the words of a mail, if only those wait. */
export async function rejectHold(
  { actor, expectedVersion, ...which }: HoldCase,
  verdict: HoldRejection,
  context: HoldContext,
): Promise<HoldResult> {
  const record = await read(which, context.ledger);
  if (typeof record === 'string') {
    return (await rejectHeldWords({ actor, ...which }, verdict, context)) ?? refused(record);
  }
  const changed = refusedAsChanged(record, expectedVersion);
  if (changed) return changed;
  if (hasGiven(record) && verdict.message !== undefined) return refused(givenInPart);
  const message = await messageOf({ actor, ...which }, verdict, context);
  if (message === 'no-address') return refused(noAddress);
  const { rejectedAs } = verdict;
  const line = `rejected by ${actor}${message ? ', with a message to the customer' : ''}: ${whyRejected(verdict)}`;
  const rejected = await writeAndPublish(
    (stamp) => rejection(record, { actor, line, rejectedAs, message }, stamp),
    context,
  );
  return rejected.result === 'lost' ? answerAfter(rejected) : { answer: 'done', record: rejected.record };
}

/** Gives the people who have to decide more time. */
export async function extendHold(
  { actor, expectedVersion, ...which }: HoldCase,
  { hours, why }: { readonly hours: number; readonly why: string },
  context: HoldContext,
): Promise<HoldResult> {
  const record = await read(which, context.ledger);
  if (typeof record === 'string') {
    return (await extendHeldWords({ actor, ...which }, { hours, why }, context)) ?? refused(record);
  }
  const changed = refusedAsChanged(record, expectedVersion);
  if (changed) return changed;
  if (record.doubt) return refusedAsForeign(record.doubt);
  const contradiction = await contradictionOf(record, context);
  if (contradiction !== undefined) return refusedAsOlder(contradiction);
  const now = context.clock();
  const inHours = (count: number): string => new Date(now.getTime() + count * hourMs).toISOString();
  const ofClock = record.hold ? extendedAt(record.hold, now.toISOString()) : {};
  const change = { deadline: inHours(hours), escalateAt: inHours(hours * 0.75), ...ofClock };
  const line = `extended by ${actor} for ${hours} hours: ${why}`;
  const extended = await write((stamp) => withHold(record, change, line, stamp), context);
  if (extended.result === 'lost') return answerAfter(extended);
  context.observer.step({ step: 'hold-extended', remedyId: which.remedyId, failureType: record.type });
  return { answer: 'done', record: extended.record };
}

/** There is no mail about what is rejected then: the one mail is about what was given. */
const givenInPart =
  'some of it was given already, and the mail to the customer is about that: reject the rest without a message';

const noAddress = 'the address of the customer is not kept any more, so no message can be sent';

/** Kept under an id that only this verdict names. */
async function messageOf(
  { actor, ...which }: HoldCase,
  { message: text, locale, signedBy, signedRole }: HoldVerdict,
  context: HoldContext,
): Promise<MessageRef | 'no-address' | undefined> {
  if (text === undefined) return undefined;
  const written = { text, locale, signedBy, signedRole, actor, messageId: context.newToken() };
  return (await keepMessage(which, written, context)) ?? 'no-address';
}

async function read(
  { customerId, remedyId }: Omit<HoldCase, keyof Decider>,
  ledger: Ledger,
): Promise<RemedyRecord | string> {
  const record = await ledger.readRemedy(customerId, remedyId);
  if (!record) return `there is no remedy ${remedyId} of that customer`;
  return record.state === 'held' ? record : `it is ${record.state} and waits for nobody's decision`;
}

export function answerAfter({ stored, isOvertaken }: LostWrite): HoldResult {
  if (isOvertaken && stored) return { answer: 'done', record: stored };
  return refused(`somebody else was quicker: it is ${stored?.state ?? 'gone'} now`);
}
