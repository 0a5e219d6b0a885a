import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition, GivenPart } from '../../lambdas/failures/definition/failure-definition';
import type { Apology } from '../../lambdas/model/apology';
import { inWords, writerFor } from '../../lambdas/words/writer';

/** An apology in English, with amounts and days as its customer reads them. */
export function writtenApology<Detail extends Failure>(
  { apologise, words }: Pick<FailureDefinition<Detail>, 'apologise' | 'words'>,
  failure: Detail,
  given: readonly GivenPart[],
): Apology {
  const { locale, timeZone } = failure.customer;
  const inEnglish = { ...words, locales: { en: words.locales.en } };
  return inWords(apologise(failure, given), writerFor({ locale, timeZone }, inEnglish));
}
