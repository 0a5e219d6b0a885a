import { english, type WordsLocale } from './locales';

/**
 * The language in which somebody is written to: theirs, in their script, or else English. Words of a region are for
 * readers of it, and for those who are named beside them; words of no region are for all who read that language.
 *
 * @param wanted the reader's BCP 47 tag
 */
export function chooseLocale(wanted: string | undefined, offered: readonly WordsLocale[]): WordsLocale {
  if (wanted === undefined) return english;
  const reader = placeOf(wanted);
  const found =
    offered.find(({ tag }) => isSame(placeOf(tag), reader)) ??
    offered.find(({ alsoFor }) => alsoFor.some((tag) => isMeant(tag, reader))) ??
    offered.find(({ tag }) => isWritten(placeOf(tag), reader) && placeOf(tag).region === undefined);
  return found ?? english;
}

/** Whether two tags are of one language in one script, so that the reader reads the words. */
export function readsWords(wanted: string, { tag }: Pick<WordsLocale, 'tag'>): boolean {
  return isWritten(placeOf(tag), placeOf(wanted));
}

interface Place {
  readonly language: string;
  readonly script: string | undefined;
  /** Missing where the tag names none, whatever its language makes likely. */
  readonly region: string | undefined;
}

function placeOf(tag: string): Place {
  const locale = new Intl.Locale(tag);
  return { language: locale.language, script: locale.maximize().script, region: locale.region };
}

/** A tag that names a script means all who read that, wherever they are. */
function isMeant(tag: string, reader: Place): boolean {
  const namesScript = new Intl.Locale(tag).script !== undefined;
  return namesScript ? isWritten(placeOf(tag), reader) : isSame(placeOf(tag), reader);
}

function isWritten(a: Place, b: Place): boolean {
  return a.language === b.language && a.script === b.script;
}

function isSame(a: Place, b: Place): boolean {
  return isWritten(a, b) && a.region === b.region;
}
