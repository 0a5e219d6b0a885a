import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition, GivenPart } from '../../failures/definition/failure-definition';
import { outcomeOf, partSentences } from '../../failures/sentences/part-sentences';
import { hasBegun, type Notice, type Notices, type NoticeTemplate } from '../../ledger/notice/notice';
import { lastFailureOf, liveParts, type PartRecord, type RemedyRecord } from '../../ledger/remedy-record';
import type { Sentence } from '../../failures/definition/sentence';
import type { Apology } from '../../model/apology';
import type { RemedyPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import type { OutcomeState } from '../../outcomes/outcome';
import { approvedText, refusalText } from './follow-up-texts';
import { correctionContent, resolutionContent, type MissedPart } from './follow-up-contents';
import { inWords, type Writer } from '../../words/writer';

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
 */
export function noticesAbout(
  state: OutcomeState,
  { hasFailed }: { readonly hasFailed: boolean },
): readonly NoticeTemplate[] {
  if (state === 'rejected') return ['refusal'];
  return state === 'issued' && !hasFailed ? ['apology'] : ['resolution', 'apology', 'correction'];
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
      if (!failedSince(notices.apology, record)) return { template: 'apology' };
      return inTurn('resolution', ['apology', 'correction'], notices, isUnderWay);
    }
    case 'late-failed': {
      const { apology, resolution } = notices;
      if (!failedSince(apology, record)) return { none: 'unpublished' };
      // What was put right may have failed as well, and is then no longer right.
      if (hasBegun(resolution) && !failedSince(resolution, record)) return { none: 'unpublished' };
      return inTurn('correction', ['apology', 'resolution'], notices, isUnderWay);
    }
    case 'rejected':
      return record.state === 'rejected' ? { template: 'refusal' } : { none: 'unpublished' };
    case 'pending':
    case 'declined':
    case 'unknown':
    case 'held':
    case 'needs-attention':
    case 'none':
    case 'shadowed':
      return { none: 'not-issued' };
    default:
      return unreachable(state);
  }
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

/** What we wrote about has failed after we wrote. */
export function failedSince(notice: Notice | undefined, record: RemedyRecord): boolean {
  if (!notice || !hasBegun(notice)) return false;
  const failedInVersion = lastFailureOf(record)?.version ?? 0;
  return failedInVersion > notice.recordVersion && failedParts(record).some(({ part }) => part.kind !== 'callback');
}

/**
 * What failed, whether or not something was given in its place since. A call that did not come is made good by a
 * person.
 */
function failedParts({ parts }: RemedyRecord): readonly PartRecord[] {
  return parts.filter(({ outcome }) => outcome.state === 'declined');
}

/** What a mail is about, and what a person has written for it. */
export interface MailAbout {
  readonly record: RemedyRecord;
  readonly failure: Failure;
  readonly definition: FailureDefinition;
  /** Empty where nobody has. */
  readonly message: string;
}

/** The text of a mail. What was given comes from the ledger, never from an event. */
export function textFor(
  template: NoticeTemplate,
  { record, failure, definition, message }: MailAbout,
  writer: Writer,
): Apology {
  const live = liveParts(record);
  const given = live.map((part) => givenPart(part, record));
  const { timeZone } = failure.customer;
  switch (template) {
    case 'apology': {
      const outcome = outcomeOf(given);
      const apology = inWords({ outcome, ...definition.apologise(failure, given) }, writer);
      return approvedText(
        apology,
        message,
        writer.join(notIn(outcome.arrival, partSentences(given, timeZone), writer)),
      );
    }
    case 'correction':
      return inWords(correctionContent(failedParts(record).map(missedPart)), writer);
    case 'resolution': {
      const instead = given.filter((_, index) => live[index]?.insteadOf !== undefined);
      return inWords(resolutionContent(instead, timeZone), writer);
    }
    case 'refusal':
      return refusalText(message, writer);
    default:
      return unreachable(template);
  }
}

/** What stands out above a letter is not said once more in it. */
function notIn(above: readonly Sentence[], sentences: readonly Sentence[], { write }: Writer): Sentence[] {
  const read = above.map(write);
  return sentences.filter((sentence) => !read.includes(write(sentence)));
}

function missedPart({ part, outcome }: PartRecord): MissedPart {
  return { part, why: outcome.state === 'declined' ? outcome.reason : 'other' };
}

function givenPart(recorded: PartRecord, record: RemedyRecord): GivenPart {
  const { part, outcome } = recorded;
  const { arrival, shipment, validUntil }: Partial<Extract<PartRecord['outcome'], { state: 'succeeded' }>> =
    outcome.state === 'succeeded' ? outcome : {};
  return { ...part, arrival, shipment, validUntil, insteadOf: decidedInstead(recorded, record) };
}

/** What was to be given in the place of a part. The same tried once more is nothing else to the customer. */
function decidedInstead(recorded: PartRecord, { parts }: RemedyRecord): RemedyPart | undefined {
  const decided = decidedPart(recorded, parts);
  return decided.kind === recorded.part.kind ? undefined : decided;
}

function decidedPart({ part, insteadOf }: PartRecord, parts: readonly PartRecord[]): RemedyPart {
  const before = parts.find(({ number }) => number === insteadOf);
  return before ? decidedPart(before, parts) : part;
}
