import type { GivenPart } from '../failures/definition/failure-definition';
import type { Sentence } from '../failures/definition/sentence';
import { moneyBack, outcomeSubject, partSentences } from '../failures/sentences/part-sentences';
import { say as shared } from '../failures/sentences/shared-sentences';
import { givenPart } from '../flow/words/given-part';
import { countedBy } from '../ledger/given/counted-parts';
import { liveParts, type Hold, type PartRecord, type RemedyRecord } from '../ledger/remedy-record';
import { callType } from '../model/judging/gesture';
import type { RemedyPart } from '../model/remedy';
import { unreachable } from '../model/unreachable';
import { reportWords } from './report-words';

const { say } = reportWords;

/** What came of a report so far, in no language yet. */
export interface ReportOutcome {
  readonly headline: readonly Sentence[];
  readonly paragraphs: readonly (readonly Sentence[])[];
  /** Whether it is worth looking again in a moment. */
  readonly isOpen: boolean;
}

/** After so long nothing comes of a report by itself any more. */
const settledWithinMs = 60_000;

/**
 * What is said of it, by the ledger's own record.
 *
 * @param record undefined while there is none
 * @param askedMs how long ago it was reported
 */
export function reportOutcome(record: RemedyRecord | undefined, askedMs: number, timeZone?: string): ReportOutcome {
  if (!record) return askedMs < settledWithinMs ? beingLookedAt : nothingByItself;
  if (record.type === callType) return callOutcome(record, askedMs, timeZone);
  switch (record.state) {
    case 'issued':
      return givenOutcome(record, timeZone);
    case 'approved':
    case 'executing':
    case 'pending':
    case 'unknown':
    case 'fallback':
      return { ...onItsWay(record, timeZone), isOpen: askedMs < settledWithinMs };
    case 'held':
      return { ...waiting(record.hold), isOpen: false };
    case 'rejected':
      return { headline: [say.decided()], paragraphs: [[say.decidedAgainst()]], isOpen: false };
    case 'declined':
    case 'late-failed':
    case 'needs-attention':
      return { headline: [say.personLooks()], paragraphs: [[say.personFindsAWay()]], isOpen: false };
    default:
      return unreachable(record.state);
  }
}

/**
 * Whether it makes good what it was told for, or would once it is approved: then the policies give nothing for the same
 * loss under another name.
 *
 * @param loss what was lost, as remedies name what they cover. Undefined where that is not known: then anything counts
 */
export function makesGood(record: RemedyRecord, loss: string | undefined): boolean {
  const { isGiven, isHeld = false } = countedBy(record);
  const { covers = [] } = record;
  return (isGiven || isHeld) && covers.length > 0 && isAbout(record, loss);
}

/** Whether what it covers is, or may be, that loss. */
export function isAbout({ covers = [] }: Pick<RemedyRecord, 'covers'>, loss: string | undefined): boolean {
  return loss === undefined || covers.length === 0 || covers.some(({ what }) => what === loss);
}

/** What is said of a remedy for a loss, which may be that of a whole parcel, though one line of it was told. */
export function lossOutcome(
  record: RemedyRecord,
  { askedMs, timeZone, isKnownAlready, isOfParcel }: LossShown,
): ReportOutcome {
  const outcome = reportOutcome(record, askedMs, timeZone);
  const before = [
    ...(isKnownAlready ? [say.knownAlready()] : []),
    ...(isOfParcel && (record.covers ?? []).length > 1 ? [say.wholeParcel()] : []),
  ];
  return before.length > 0 ? { ...outcome, paragraphs: [before, ...outcome.paragraphs] } : outcome;
}

interface LossShown {
  readonly askedMs: number;
  readonly timeZone?: string | undefined;
  /** Whether another report, or a machine, had told of it before. */
  readonly isKnownAlready: boolean;
  /** Whether one line of a parcel was told. */
  readonly isOfParcel: boolean;
}

/** A call is promised once somebody has accepted it, and not before. */
function callOutcome(record: RemedyRecord, askedMs: number, timeZone: string | undefined): ReportOutcome {
  const parts = liveParts(record);
  const isMade = parts.some(({ outcome }) => outcome.state === 'succeeded');
  if (isMade) return { headline: [say.done()], paragraphs: [], isOpen: false };
  if (parts.some(({ outcome }) => outcome.state === 'declined')) {
    return { headline: [say.personLooks()], paragraphs: [[say.personFindsAWay()]], isOpen: false };
  }
  const accepted = partSentences(acceptedCalls(record), timeZone);
  const isAccepted = accepted.length > 0;
  return {
    headline: [isAccepted ? say.callAccepted() : say.callAsked()],
    paragraphs: [isAccepted ? accepted : [say.callNotYet()]],
    isOpen: !isAccepted && askedMs < settledWithinMs,
  };
}

const beingLookedAt: ReportOutcome = { headline: [say.received()], paragraphs: [[say.looking()]], isOpen: true };

const nothingByItself: ReportOutcome = {
  headline: [say.received()],
  paragraphs: [[say.nothingByItself()]],
  isOpen: false,
};

function givenOutcome(record: RemedyRecord, timeZone: string | undefined): ReportOutcome {
  const given = givenIn(record);
  const headline = outcomeSubject(given);
  const sentences = partSentences(given, timeZone);
  return {
    headline: headline.length > 0 ? headline : [say.done()],
    paragraphs: [[...sentences, shared.nothingToDo()]],
    isOpen: false,
  };
}

/** What was given already, and what nobody has confirmed yet. Of a call only what somebody has accepted. */
function onItsWay(record: RemedyRecord, timeZone: string | undefined): Omit<ReportOutcome, 'isOpen'> {
  const given = [...givenIn(record), ...acceptedCalls(record)];
  const open = liveParts(record).filter(
    ({ part, outcome }) => part.kind !== 'callback' && outcome.state !== 'succeeded',
  );
  const paragraphs = [open.map(({ part }) => unconfirmed(part)), partSentences(given, timeZone)];
  return { headline: [shared.waitingRestSubject()], paragraphs: paragraphs.filter((each) => each.length > 0) };
}

function unconfirmed(part: RemedyPart): Sentence {
  if (part.kind === 'refund') return shared.waitingRefund({ back: moneyBack([part]) });
  return part.kind === 'replacement' ? shared.waitingReplacement() : shared.waitingRest();
}

function givenIn(record: RemedyRecord): GivenPart[] {
  return partsIn(record, ({ outcome }) => outcome.state === 'succeeded');
}

function acceptedCalls(record: RemedyRecord): GivenPart[] {
  return partsIn(record, ({ part, outcome }) => part.kind === 'callback' && outcome.state === 'pending');
}

function partsIn(record: RemedyRecord, isMeant: (part: PartRecord) => boolean): GivenPart[] {
  return liveParts(record)
    .filter(isMeant)
    .map((part) => givenPart(part, record, undefined));
}

function waiting(hold: Hold | undefined): Omit<ReportOutcome, 'isOpen'> {
  const { awaits, deadline } = hold ?? {};
  if (awaits?.from === 'seller') {
    return {
      headline: [shared.waitingSellerSubject()],
      paragraphs: [[shared.waitingSeller({ until: awaits.until }), say.whateverTheySay()]],
    };
  }
  if (awaits?.from === 'customer') {
    return { headline: [say.proofWanted()], paragraphs: [[say.proofUntil({ until: awaits.until })]] };
  }
  const until = deadline === undefined ? [] : [say.hearBy({ until: deadline })];
  return { headline: [say.personLooks()], paragraphs: [[...until, shared.nothingToDo()]] };
}
