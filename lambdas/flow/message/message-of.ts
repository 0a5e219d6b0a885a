import { segmentsOf, plainSigns } from '../../channels/rules/segments';
import type { Sentence } from '../../failures/definition/sentence';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { Failure } from '../../failures/definition/failure';
import { say } from '../../failures/sentences/shared-sentences';
import { brandFor, type Brands } from '../../email/brand';
import { isFollowUp, type Notices, type NoticeTemplate } from '../../ledger/notice/notice';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { referenceOf } from '../../model/remedy-id';
import { wordsOver } from '../../words/brand-words';
import { harmless, withoutLinks } from '../../words/harmless-text';
import { writerFor, type Writer } from '../../words/writer';
import { textFor } from '../notify/email-for';

/** Which message, about what. */
export interface MessageCase {
  readonly template: NoticeTemplate;
  readonly record: RemedyRecord;
  readonly notices: Notices;
  readonly failure: Failure;
  readonly definition: FailureDefinition;
  readonly brands: Brands;
}

/** A message of a few words. It has no name in it: whoever looks over a shoulder reads an amount, and not whose. */
export interface ShortMessage {
  readonly text: string;
  /** What stands at the places of an approved template: who writes, what was done, and its reference. */
  readonly values: readonly [company: string, gist: string, reference: string];
  /** BCP 47. */
  readonly locale: string;
}

/** How many messages a customer gets for one, at most. Each is paid for. */
export const mostSegments = 2;

/**
 * Mails that say less than their person wrote would be others. A rejection has no words but those of whoever wrote it.
 * What nobody waits for is no reason to write to a telephone.
 */
export function canBeShort(template: NoticeTemplate): boolean {
  return template !== 'refusal' && !isFollowUp(template);
}

/**
 * The mail in a few words: from whom, what its headline says, and what can be quoted. It comes from the same text as
 * the mail, so it says nothing that the mail would not. What is not needed is left out until it fits.
 *
 * @returns undefined where even the least does not fit
 */
export function messageOf(about: MessageCase, mostSegmentsOf = mostSegments): ShortMessage | undefined {
  const { failure, definition, record, notices, template, brands } = about;
  const { customer, brand: named } = failure;
  const { sender, statementName, words } = brandFor({ brand: named, source: record.source }, brands);
  const over = words && ((locale: string) => wordsOver(words(), definition.type, locale));
  const writer = writerFor({ locale: customer.locale, timeZone: customer.timeZone }, definition.words, over);
  const written = textFor(template, { record, failure, definition, notices, statementName, message: '' }, writer);
  // Where nothing was done that stands out, what a mail shows before it is opened: the sentence, or else its subject.
  const { headline, arrival } = written.outcome ?? { headline: undefined, arrival: '' };
  const headlines = headline === undefined ? [written.preview, written.subject] : [headline];
  const company = harmless(sender.name);
  const reference = referenceOf(record.remedyId);
  for (const gist of headlines.map((one) => ended(one, writer.locale))) {
    const text = firstThatFits({ company, reference, gist, arrival }, writer, mostSegmentsOf);
    if (text === undefined) continue;
    return { text, values: [company, joined([gist, arrival], writer.locale), reference], locale: writer.locale };
  }
  return undefined;
}

interface Said {
  readonly company: string;
  readonly gist: string;
  readonly arrival: string;
  readonly reference: string;
}

/** The longest of several ways to say it. How to end the messages is in each of them. */
function firstThatFits(
  { company, gist, arrival, reference }: Said,
  { write, locale }: Writer,
  most: number,
): string | undefined {
  const [sorry, quoted] = [say.messageSorry({ company }), say.messageReference({ reference })];
  const [answer, stop] = [say.messageInvitation(), say.messageStop()];
  const ways: readonly (readonly (Sentence | string)[])[] = [
    [sorry, gist, arrival, quoted, answer, stop],
    [sorry, gist, arrival, quoted, stop],
    [sorry, gist, quoted, answer, stop],
    [sorry, gist, quoted, stop],
    [sorry, gist, stop],
  ];
  return ways
    .map((parts) =>
      joined(
        parts.map((part) => (typeof part === 'string' ? part : write(part))),
        locale,
      ),
    )
    .map((text) => plainSigns(withoutLinks(text)))
    .find((text) => segmentsOf(text).count <= most);
}

/** A headline has no full stop. */
function ended(headline: string, locale: string): string {
  const isWide = /^(?:ja|zh)/.test(locale);
  return headline === '' || /[.!?。！？]$/u.test(headline) ? headline : `${headline}${isWide ? '。' : '.'}`;
}

function joined(sentences: readonly string[], locale: string): string {
  const between = /^(?:ja|zh)/.test(locale) ? '' : ' ';
  return sentences.filter((sentence) => sentence !== '').join(between);
}
