import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition, GivenPart } from '../../failures/definition/failure-definition';
import { outcomeOf, partSentences } from '../../failures/sentences/part-sentences';
import {
  hasBegun,
  hasLeft,
  interimTemplates,
  isFollowUp,
  type FollowUpTemplate,
  type Notice,
  type Notices,
  type NoticeTemplate,
} from '../../ledger/notice/notice';
import { failedSince, lastWordOf } from '../../ledger/notice/told-parts';
import { givenAlready, liveParts, type PartRecord, type RemedyRecord } from '../../ledger/remedy-record';
import type { MailContent, Sentence } from '../../failures/definition/sentence';
import type { Apology } from '../../model/apology';
import { unreachable } from '../../model/unreachable';
import type { OutcomeState } from '../../outcomes/outcome';
import { approvedText, refusalText } from '../../words/written-texts';
import { laterContent } from '../follow/later-content';
import { waitOverRefusedContent } from '../follow/follow-up-mails';
import { correctionContent, resolutionContent, type MissedPart } from '../follow/correction-contents';
import {
  completedContent,
  delayContent,
  partialContent,
  plainContent,
  receiptContent,
  refusalContent,
  waitingContent,
  withCause,
  withMemory,
  type Wait,
} from '../words/interim-contents';
import { givenPart } from '../words/given-part';
import { comingCallOf, lateCallContent, leftWithoutCall } from '../words/late-call';
import { brokeItsWord, missedCallContent, missedCallOf } from '../words/missed-call';
import { inWords, type Writer } from '../../words/writer';

/** Why a refusal is not sent once more, though it is wanted. */
export const nothingToSay =
  'nobody wrote a message with the rejection, and the customer was not told that a person looks';

/** Which mail an outcome calls for, or why it calls for none now. */
export type WantedEmail =
  | { readonly template: NoticeTemplate }
  /** The ledger does not say what the mail would say. */
  | { readonly none: 'not-issued' }
  /** No mail was sent before that would have to be corrected. */
  | { readonly none: 'unpublished' }
  /** Another mail to this customer is on its way, and this one comes after it, if it is still wanted then. */
  | { readonly after: NoticeTemplate };

/**
 * Which notices say which mail an outcome calls for. A mail that nobody may begin any more is read first: what others
 * write before they write that is then seen.
 *
 * @param isUsual whether there can be no other mail yet than the apology
 */
export function noticesAbout(
  state: OutcomeState,
  { isUsual }: { readonly isUsual: boolean },
): readonly NoticeTemplate[] {
  switch (state) {
    case 'rejected':
      return ['refusal', ...interimTemplates];
    case 'held':
    case 'pending':
      return ['waiting', 'wait-over', 'delay'];
    case 'needs-attention':
      return ['apology', 'partial', 'waiting', 'wait-over', 'delay'];
    case 'late-failed':
      return [...whatEnded, 'missed-call'];
    default:
      return state === 'issued' && isUsual ? ['apology'] : whatEnded;
  }
}

const whatEnded: readonly NoticeTemplate[] = [
  'resolution',
  'apology',
  'correction',
  'call-accepted',
  ...interimTemplates,
];

/** Whether no mail of another kind than the apology can have been sent, as far as the record says. */
export function isUsual(record: RemedyRecord, apology: Notice | undefined): boolean {
  const wasInterrupted =
    record.announced !== undefined || record.history.some(({ state }) => state === 'needs-attention');
  return !wasInterrupted && failedSince(apology, record).length === 0 && !leftWithoutCall(record, { apology });
}

/**
 * Decided by the ledger's record and not by the event, which may be old, repeated or forged.
 *
 * @param isUnderWay whether an attempt at sending this mail is at work right now
 */
export function wantedEmail(
  state: OutcomeState,
  record: RemedyRecord,
  notices: Notices,
  isUnderWay: (notice: Notice | undefined) => boolean,
): WantedEmail {
  switch (state) {
    case 'issued': {
      if (record.state !== 'issued') return { none: 'not-issued' };
      if (isToTellOfCall(record, notices)) return inTurn('call-accepted', whatEnded, notices, isUnderWay);
      if (!isToPutRight(record, notices) && !wroteOfPart(notices)) {
        return inTurn('apology', interimTemplates, notices, isUnderWay);
      }
      return inTurn('resolution', ['apology', 'correction', ...interimTemplates], notices, isUnderWay);
    }
    case 'late-failed': {
      const isCorrected = !isToCorrect(record, notices) || hasBegun(notices.correction);
      if (isCorrected && brokeItsWord(notices, record)) {
        return inTurn('missed-call', ['apology', 'correction', 'call-accepted'], notices, isUnderWay);
      }
      if (!isToCorrect(record, notices)) return { none: 'unpublished' };
      return inTurn('correction', ['apology', 'resolution', ...interimTemplates], notices, isUnderWay);
    }
    case 'rejected':
      return record.state === 'rejected'
        ? inTurn('refusal', interimTemplates, notices, isUnderWay)
        : { none: 'unpublished' };
    case 'held':
    case 'pending':
      return waitingMail(state, record, notices, isUnderWay);
    case 'needs-attention':
      return isPartlyGiven(record, notices)
        ? inTurn('partial', ['waiting', 'wait-over', 'delay'], notices, isUnderWay)
        : { none: 'not-issued' };
    case 'declined':
    case 'unknown':
    case 'none':
    case 'shadowed':
      return { none: 'not-issued' };
    default:
      return unreachable(state);
  }
}

/** Somebody accepted a call after the mail had left that would have promised it. What was put right is told before. */
function isToTellOfCall(record: RemedyRecord, notices: Notices): boolean {
  if (!leftWithoutCall(record, notices)) return false;
  return !isToPutRight(record, notices) || hasBegun(notices.resolution);
}

/** Something that a mail said was given has failed since. What was put right may have failed as well. */
function isToCorrect(record: RemedyRecord, notices: Notices): boolean {
  return failedSince(lastWordOf(notices), record).length > 0;
}

/** The same, before anything was put right. */
function isToPutRight(record: RemedyRecord, notices: Notices): boolean {
  return isToCorrect(record, { ...notices, resolution: undefined });
}

/** The customer was written of what was given, and that a person looks after the rest. */
function wroteOfPart({ apology, partial }: Notices): boolean {
  return hasBegun(partial) && !hasBegun(apology);
}

/** Only what is held or pending now, and lasts long enough that its customer is told. */
function waitingMail(
  state: 'held' | 'pending',
  record: RemedyRecord,
  notices: Notices,
  isUnderWay: (notice: Notice | undefined) => boolean,
): WantedEmail {
  // Who was written how it ended is written of what failed since, and not that it takes longer.
  if (record.history.some((line) => line.state === 'issued')) return { none: 'not-issued' };
  if (record.state !== state || record.announced === undefined) return { none: 'not-issued' };
  if (isWaitOver(record, notices)) return inTurn('wait-over', ['waiting'], notices, isUnderWay);
  if (record.announced === 1 || state === 'pending' || !hasBegun(notices.waiting)) return { template: 'waiting' };
  // It speaks of the first one, which has to be there. An attempt at sending that died left nobody knows what.
  const isThere = notices.waiting?.state === 'sending' ? isUnderWay(notices.waiting) : hasLeft(notices.waiting);
  if (!isThere) return { none: 'not-issued' };
  return inTurn('delay', ['waiting', 'wait-over'], notices, isUnderWay);
}

/** The customer was told that the seller is waited for, and it is a person who looks now. */
function isWaitOver({ hold, announced }: RemedyRecord, { waiting }: Notices): boolean {
  if (!hold?.waitOver || announced !== 1 || !hasBegun(waiting)) return false;
  return (waiting?.recordVersion ?? 0) < hold.waitOver.asOf;
}

/**
 * A person has to look after the rest, and no mail has said anything of it. Words that wait for a person are not sent.
 */
function isPartlyGiven(record: RemedyRecord, { apology }: Notices): boolean {
  const isGiven = ({ part, outcome }: PartRecord): boolean => part.kind !== 'callback' && outcome.state === 'succeeded';
  const isOpen = ({ outcome }: PartRecord): boolean => outcome.state !== 'succeeded';
  const parts = liveParts(record);
  if (record.state !== 'needs-attention' || record.doubt || record.wordsWait || hasBegun(apology)) return false;
  // What was given although it had been given up leaves nothing to come.
  return parts.some(isGiven) && parts.some(isOpen) && !givenAlready(record);
}

/** The mail service may not take what is on its way, and then there is nothing to come after. */
function inTurn(
  template: NoticeTemplate,
  others: readonly NoticeTemplate[],
  notices: Notices,
  isUnderWay: (notice: Notice | undefined) => boolean,
): WantedEmail {
  const after = others.find((other) => isUnderWay(notices[other]));
  return after ? { after } : { template };
}

/** What a mail is about, and what a person has written for it. */
export interface MailAbout {
  readonly record: RemedyRecord;
  readonly failure: Failure;
  readonly definition: FailureDefinition;
  /** Of the same remedy. What is corrected or put right is what they said. */
  readonly notices: Notices;
  /** Empty where nobody has. */
  readonly message: string;
  /** What the company is called on statements. @default - it is not said */
  readonly statementName?: string | undefined;
  /** BCP 47. The language that it is in. @default - the customer's */
  readonly messageLocale?: string | undefined;
  /** Nobody wrote in time what the customer was to read. @default false */
  readonly isPlain?: boolean | undefined;
}

/** The text of a mail. What was given comes from the ledger, never from an event. */
export function textFor(template: NoticeTemplate, about: MailAbout, writer: Writer): Apology {
  const { record, notices } = about;
  if (template === 'wait-over' || isFollowUp(template)) return inWords(laterContent(template, record, notices), writer);
  return textOfCourse(template, about, writer);
}

/** The text of a mail about what was given, refused, or waits. */
function textOfCourse(
  template: Exclude<NoticeTemplate, FollowUpTemplate | 'wait-over'>,
  { record, failure, definition, notices, message: text, messageLocale, statementName, isPlain }: MailAbout,
  writer: Writer,
): Apology {
  const live = liveParts(record);
  const inMail = partsOfMail(template, { record, notices, statementName });
  const given = live.map(inMail);
  const { timeZone, locale } = failure.customer;
  const message = { text, locale: messageLocale };
  switch (template) {
    case 'apology': {
      const outcome = outcomeOf(given);
      // An apology that is the same for the third time says nothing.
      if (isPlain && given.length > 0) return inWords(plainContent(given, timeZone), writer);
      if (notices.apology?.seen && text === '') return inWords(receiptContent(given, timeZone), writer);
      const content = withCause(definition.apologise(failure, given), failure.cause);
      const apology = inWords({ outcome, ...withMemory(content, record.repeat) }, writer);
      return approvedText(
        apology,
        message,
        writer.join(notIn(outcome.arrival, partSentences(given, timeZone), writer)),
        { writer, locale },
      );
    }
    case 'correction':
      return inWords(correctionContent(failedSince(lastWordOf(notices), record).map(missedPart)), writer);
    case 'resolution': {
      const before = lastWordOf({ ...notices, resolution: undefined });
      const added = live.filter((part) => isAdded(part, before)).map(inMail);
      // Who was written of a part reads of all of it once the rest has come, also where some of it failed on its way.
      const isRest = failedSince(before, record).length === 0 || added.length === 0;
      return inWords(isRest ? completedContent(given, timeZone) : resolutionContent(added, timeZone), writer);
    }
    case 'missed-call':
      return inWords(missedCallContent(missedCallIn(record)), writer);
    case 'call-accepted': {
      const call = comingCallOf(record);
      if (!call) throw new Error(`${record.remedyId} has no call that is to come`);
      return inWords(lateCallContent(call), writer);
    }
    case 'refusal':
      return text === '' ? inWords(refusedContent(record), writer) : refusalText(message, { writer, locale });
    case 'waiting':
      return inWords(waitingContent(waitOf(record, failure, statementName)), writer);
    case 'delay':
      return inWords(delayContent(), writer);
    case 'partial':
      return inWords(
        partialContent(
          withCause(definition.apologise(failure, []), failure.cause),
          givenNow(record, statementName),
          timeZone,
        ),
        writer,
      );
    default:
      return unreachable(template);
  }
}

function refusedContent({ hold }: RemedyRecord): MailContent {
  return hold?.waitOver?.how === 'nothing-owed' ? waitOverRefusedContent() : refusalContent();
}

function missedCallIn(record: RemedyRecord): NonNullable<ReturnType<typeof missedCallOf>> {
  const missed = missedCallOf(record);
  if (missed) return missed;
  throw new Error(`${record.remedyId} has no call that was missed`);
}

/** Whether a mail that left before does not say that it was given. Of a call there is a mail of its own. */
function isAdded({ part, number, insteadOf }: PartRecord, before: Notice | undefined): boolean {
  if (!before?.saidGiven || part.kind === 'callback') return insteadOf !== undefined;
  return !before.saidGiven.includes(number);
}

/**
 * What a part is in a mail. How long its money takes was counted from the first mail that spoke of it, and would be
 * wrong if another one said it once more.
 */
function partsOfMail(
  template: NoticeTemplate,
  { record, notices, statementName }: Pick<MailAbout, 'record' | 'notices' | 'statementName'>,
): (part: PartRecord) => GivenPart {
  const others = Object.values(notices).filter((notice) => notice.template !== template);
  const saidBefore = new Set(others.flatMap(({ saidGiven = [] }) => saidGiven));
  return (part) => {
    const given = givenPart(part, record, statementName);
    return saidBefore.has(part.number) ? { ...given, arrival: undefined } : given;
  };
}

/** What stands out above a letter is not said once more in it. */
function notIn(above: readonly Sentence[], sentences: readonly Sentence[], { write }: Writer): Sentence[] {
  const read = above.map(write);
  return sentences.filter((sentence) => !read.includes(write(sentence)));
}

function givenNow(record: RemedyRecord, statementName: string | undefined): GivenPart[] {
  return liveParts(record)
    .filter(({ outcome }) => outcome.state === 'succeeded')
    .map((part) => givenPart(part, record, statementName));
}

function waitOf(record: RemedyRecord, { customer: { timeZone } }: Failure, statementName: string | undefined): Wait {
  const { state, evidence, hold } = record;
  if (state === 'held' && hold) {
    if (hold.awaits) return { for: 'seller', until: hold.awaits.until };
    return { for: 'person', until: hold.deadline, seen: evidence };
  }
  // Of a call nothing is said that nobody has accepted.
  const open = liveParts(record).filter(
    ({ part, outcome }) => part.kind !== 'callback' && outcome.state !== 'succeeded',
  );
  return { for: 'rest', given: givenNow(record, statementName), open: open.map(({ part }) => part), timeZone };
}

function missedPart({ part, outcome }: PartRecord): MissedPart {
  return { part, why: outcome.state === 'declined' ? outcome.reason : 'other' };
}
