import { brandFor, type Brand, type Brands } from '../../email/brand';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { keptFailure } from '../../ledger/envelope';
import type { MailView } from '../../ledger/port/ledger';
import { isOfPerson } from '../../ledger/notice/seen-transitions';
import { liveParts, type RemedyRecord } from '../../ledger/remedy-record';
import type { Failure } from '../../failures/definition/failure';
import { givenAt } from '../../feed/page-first';
import type { Given } from '../../feed/feed-contract';
import { costOf } from '../../model/remedy';
import { referenceOf } from '../../model/remedy-id';
import { reportOutcome } from '../../reports/report-outcome';
import { reportWords } from '../../reports/report-words';
import { wordsOver } from '../../words/brand-words';
import { asLine } from '../../words/fitting-subject';
import { writerFor, type Writer } from '../../words/writer';
import { textFor } from '../notify/email-for';
import { personIn } from '../converse/person-in';

/** A remedy with what is kept of it. */
export type RecordedMails = MailView & { readonly record: RemedyRecord };

export interface WordsContext {
  readonly brands: Brands;
  /** A kept failure by its type. Undefined where the type is none of the catalog, or it is not read any more. */
  readonly read: (
    type: string,
    kept: object,
  ) => { readonly definition: FailureDefinition; readonly failure: Failure } | undefined;
}

/** What was given, as its customer reads it, and who says it. */
export interface WrittenGiven {
  readonly given: Given;
  readonly brand: Brand;
  /** Who writes the page around it. */
  readonly writer: Writer;
}

interface Gist {
  readonly title: string;
  readonly arrival: string;
  readonly paragraphs: readonly string[];
}

/**
 * What the mail says that is sent of it, in the same words. Where these are a person's, or the failure is not kept, or
 * some of it has failed since, it is what the ledger says.
 *
 * @param locale in which it is read. @default - the customer's language
 */
export function whatWasGiven(view: RecordedMails, locale: string | undefined, context: WordsContext): WrittenGiven {
  const { record, notices } = view;
  const kept = keptFailure(view.envelope);
  const known = kept && context.read(record.type, kept);
  const person = kept ? personIn(kept) : undefined;
  const brand = brandFor({ brand: known?.failure.brand, source: record.source }, context.brands);
  const reader = { locale: locale ?? person?.locale, timeZone: person?.timeZone };
  const isUsual = record.state === 'issued' && !isOfPerson(record, notices.apology);
  const words = isUsual && known ? known.definition.words : reportWords;
  const over = brand.words;
  const writer = writerFor(reader, words, over && ((tag) => wordsOver(over(), record.type, tag)));
  const gist = isUsual && known ? asInMail(record, known, brand, writer) : asInLedger(record, reader.timeZone, writer);
  const { signatory, sender } = brand;
  const around = writerFor(reader, reportWords);
  const reference = referenceOf(record.remedyId);
  return {
    brand,
    writer: around,
    given: {
      remedyId: record.remedyId,
      reference,
      quote: around.write(reportWords.say.reference({ reference })),
      ...gist,
      paragraphs: [...gist.paragraphs],
      amounts: record.state === 'issued' ? amountsIn(record) : [],
      givenAt: givenAt(record),
      signatory: signatory.name,
      company: sender.name,
    },
  };
}

/** As of the first time: what mails gist since changes nothing in what was given. */
function asInMail(
  record: RemedyRecord,
  { definition, failure }: { readonly definition: FailureDefinition; readonly failure: Failure },
  { statementName }: Brand,
  writer: Writer,
): Gist {
  const about = { record, failure, definition, notices: {}, message: '', statementName };
  const { subject, outcome, paragraphs } = textFor('apology', about, writer);
  return { title: subject, arrival: outcome?.arrival ?? '', paragraphs };
}

function asInLedger(record: RemedyRecord, timeZone: string | undefined, writer: Writer): Gist {
  const { headline, paragraphs } = reportOutcome(record, Infinity, timeZone);
  const title = asLine(writer.join([...headline, reportWords.say.givenSorry()]));
  return { title, arrival: '', paragraphs: paragraphs.map(writer.join) };
}

function amountsIn(record: RemedyRecord): { amountMinor: number; currency: string }[] {
  return liveParts(record).flatMap(({ part, outcome }) => {
    const cost = outcome.state === 'succeeded' ? costOf(part) : undefined;
    return cost ? [{ amountMinor: cost.amountMinor, currency: cost.currency }] : [];
  });
}
