import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition, GivenPart } from '../../failures/definition/failure-definition';
import { moneyBack, partSentences } from '../../failures/shared/part-sentences';
import { liveParts, type RemedyRecord, type PartRecord, type NoticeTemplate } from '../../ledger/remedy-record';
import type { Apology } from '../../model/apology';
import { unreachable } from '../../model/unreachable';
import type { OutcomeState } from '../../outcomes/outcome';
import { approvedText, correctionText, refusalText, resolutionText } from '../../email/follow-up-texts';

/** Which mail an outcome calls for, or why it calls for none. */
export type WantedEmail =
  | { readonly template: NoticeTemplate }
  /** The ledger does not say what the mail would say. */
  | { readonly none: 'not-issued' }
  /** No mail was sent before that would have to be corrected. */
  | { readonly none: 'unpublished' };

/** Decided by the ledger's record and not by the event, which may be old, repeated or forged. */
export function wantedEmail(state: OutcomeState, record: RemedyRecord): WantedEmail {
  switch (state) {
    case 'issued':
      if (record.state !== 'issued') return { none: 'not-issued' };
      return { template: failedSince('apology', record) ? 'resolution' : 'apology' };
    case 'late-failed':
      if (!failedSince('apology', record)) return { none: 'unpublished' };
      // What was put right may have failed as well, and is then no longer right.
      if (hasBegun(record, 'resolution') && !failedSince('resolution', record)) return { none: 'unpublished' };
      return { template: 'correction' };
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

/** What we wrote about has failed after we wrote. */
function failedSince(template: 'apology' | 'resolution', record: RemedyRecord): boolean {
  const written = record.history.findLastIndex(
    ({ notice }) => notice?.template === template && notice.state === 'sending',
  );
  const failed = record.history.findLastIndex(({ state, notice }) => state === 'late-failed' && !notice);
  return (
    hasBegun(record, template) && failed > written && failedParts(record).some(({ part }) => part.kind !== 'callback')
  );
}

/**
 * What failed, whether or not something was given in its place since. A call that did not come is made good by a
 * person.
 */
function failedParts({ parts }: RemedyRecord): readonly PartRecord[] {
  return parts.filter(({ outcome }) => outcome.state === 'declined');
}

function hasBegun({ notices }: RemedyRecord, template: NoticeTemplate): boolean {
  const state = notices[template]?.state ?? 'none';
  return state !== 'none' && state !== 'suppressed';
}

/** The text of a mail. What was given comes from the ledger, never from an event. */
export function textFor(
  template: NoticeTemplate,
  record: RemedyRecord,
  failure: Failure,
  definition: FailureDefinition,
  message: string,
): Apology {
  const { locale, timeZone } = failure.customer;
  const given = liveParts(record).map(givenPart);
  const sentences = (parts: readonly GivenPart[]): string[] => partSentences(parts, locale, timeZone);
  switch (template) {
    case 'apology':
      return approvedText(definition.apologise(failure, given), message, sentences(given));
    case 'correction': {
      const failed = failedParts(record).map(givenPart);
      return correctionText({
        money: moneyBack(
          failed.filter(({ kind }) => kind === 'refund'),
          locale,
        ),
        replacement: failed.some(({ kind }) => kind === 'replacement'),
      });
    }
    case 'resolution':
      return resolutionText(sentences(given.filter(({ isFallback }) => isFallback)));
    case 'refusal':
      return refusalText(message);
    default:
      return unreachable(template);
  }
}

function givenPart({ part, outcome, insteadOf }: PartRecord): GivenPart {
  const given = outcome.state === 'succeeded' ? outcome : undefined;
  return { ...part, arrival: given?.arrival, shipment: given?.shipment, isFallback: insteadOf !== undefined };
}
