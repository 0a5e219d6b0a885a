import type { FailureDefinition, GivenPart } from '../failures/failure-definition';
import type { Failure } from '../failures/failure';
import { standingParts, type Entry, type EntryPart, type NoticeTemplate } from '../ledger/entry';
import type { Apology } from '../model/apology';
import { unreachable } from '../model/unreachable';
import type { OutcomeState } from '../outcomes/outcome';
import { correctionWords, refusalWords, resolutionWords } from '../notify/later-words';

/** Which mail an outcome calls for, or why it calls for none. */
export type LetterWanted =
  | { readonly template: NoticeTemplate }
  /** The ledger does not say what the mail would say. */
  | { readonly none: 'not-paid' }
  /** The customer was told nothing before that would have to be put right. */
  | { readonly none: 'untold' };

/** Decided by the ledger's record and not by the event, which may be old, repeated or forged. */
export function letterWanted(state: OutcomeState, entry: Entry): LetterWanted {
  switch (state) {
    case 'paid':
      if (entry.state !== 'paid') return { none: 'not-paid' };
      return { template: failedSinceApology(entry) ? 'resolution' : 'apology' };
    case 'late-failed':
      if (!failedSinceApology(entry) || hasBegun(entry, 'resolution')) return { none: 'untold' };
      return { template: 'correction' };
    case 'rejected':
      return entry.state === 'rejected' ? { template: 'refusal' } : { none: 'untold' };
    case 'pending':
    case 'declined':
    case 'unknown':
    case 'held':
    case 'manual':
    case 'none':
    case 'shadowed':
      return { none: 'not-paid' };
    default:
      return unreachable(state);
  }
}

/** What we wrote about has failed after we wrote. */
function failedSinceApology(entry: Entry): boolean {
  const told = entry.history.findLastIndex(
    ({ notice }) => notice?.template === 'apology' && notice.state === 'sending',
  );
  const failed = entry.history.findLastIndex(({ state, notice }) => state === 'late-failed' && !notice);
  return hasBegun(entry, 'apology') && failed > told;
}

function hasBegun({ notices }: Entry, template: NoticeTemplate): boolean {
  const state = notices[template]?.state ?? 'none';
  return state !== 'none' && state !== 'suppressed';
}

/** The words of a mail. What was given comes from the ledger, which an event cannot talk into anything. */
export function wordsFor(
  template: NoticeTemplate,
  entry: Entry,
  failure: Failure,
  definition: FailureDefinition,
  word: string,
): Apology {
  const { locale } = failure.customer;
  const given = standingParts(entry).map(givenPart);
  switch (template) {
    case 'apology':
      return definition.apologise(failure, given);
    case 'correction':
      return correctionWords(given, locale);
    case 'resolution':
      return resolutionWords(given, locale);
    case 'refusal':
      return refusalWords(word);
    default:
      return unreachable(template);
  }
}

function givenPart({ kind, amountMinor, currency, paymentId, outcome }: EntryPart): GivenPart {
  const arrival = outcome.state === 'paid' ? outcome.arrival : undefined;
  return { kind, amountMinor, currency, paymentId, arrival };
}
