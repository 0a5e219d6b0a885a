import { chooseLocale } from '../../lambdas/words/choose-locale';
import { wordsLocales } from '../../lambdas/words/locales';
import { writerFor, type Writer } from '../../lambdas/words/writer';
import { reportWords } from '../../lambdas/reports/report-words';

/** One request of a customer: their link, and the language in which they read. */
export interface ReportVisit {
  readonly link: string;
  /** The language that was chosen on the page. Missing where none was: then it is the customer's. */
  readonly chosen: string | undefined;
  readonly writer: Writer;
  /** The page itself in another language. */
  readonly here: Readonly<Record<string, string>>;
  /** The name of the page itself in addresses. */
  readonly page: string;
}

/** What is read of an address. */
export interface VisitFacts {
  readonly page: string;
  readonly query: Readonly<Record<string, string>>;
  /** What the browser says of its reader. */
  readonly acceptLanguage: string | undefined;
}

/**
 * The language of a page: what somebody chose on it, or else what the shop knows of the customer, or else what their
 * browser says.
 *
 * @param reader as the shop knows them. Missing where it was not asked
 */
export function visitOf(
  { page, query, acceptLanguage }: VisitFacts,
  reader: { readonly locale?: string | undefined; readonly timeZone?: string | undefined } = {},
): ReportVisit {
  const { l: link = '', lang, ...others } = query;
  const chosen = lang !== undefined && wordsLocales.some(({ tag }) => tag === lang) ? lang : undefined;
  const locale = localeFor(chosen, reader.locale) ?? browserLocale(acceptLanguage);
  return {
    link,
    chosen,
    writer: writerFor({ locale, timeZone: reader.timeZone }, reportWords),
    here: others,
    page,
  };
}

/** Dates are as where the customer lives, if they read that language. */
function localeFor(chosen: string | undefined, theirs: string | undefined): string | undefined {
  if (chosen === undefined) return theirs;
  const isTheirs = theirs !== undefined && chooseLocale(theirs, wordsLocales).tag === chosen;
  return isTheirs ? theirs : chosen;
}

/** The first language that it names and that we write. */
function browserLocale(acceptLanguage = ''): string | undefined {
  const tags = acceptLanguage.split(',').map((part) => part.split(';', 1).join('').trim());
  return tags.find((tag) => isTag(tag) && (tag.startsWith('en') || chooseLocale(tag, wordsLocales).tag !== 'en'));
}

function isTag(text: string): boolean {
  try {
    return text !== '' && text !== '*' && Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** Where a page of this link is. Addresses are relative: wherever the pages are served, they lead to each other. */
export function addressOf(
  { link, chosen }: Pick<ReportVisit, 'link' | 'chosen'>,
  page: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries({ l: link, lang: chosen, ...query }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return `${page === '' ? './' : page}?${new URLSearchParams(given).toString()}`;
}
