import { isMarked, isTelling, nameOfLine, unmarked } from './own-lines';

/** What is known of the mail that is answered. */
export interface AnsweredMail {
  /** Of its lines, as `ownLines` makes them. */
  readonly lines: readonly string[];
  /** Addresses that only a quotation of ours names: the sender's, and where the answer went. */
  readonly addresses: readonly string[];
}

/** No introduction of a quotation has more lines. */
const longestIntroduction = 12;

/** A shorter one is not looked for. */
const longestLine = 300;

/**
 * What somebody wrote, without what they quote: the text before the first line that we ourselves sent. Where nothing
 * stands before it they wrote below or between it, and that is taken. Where they wrote before it and between what is
 * marked as quoted, both are: who greets first and answers line by line has not only greeted.
 */
export function cutReply(text: string, mail: AnsweredMail): string {
  const { lines, isKnown, isOwn } = readLines(text, mail);
  const first = firstOfOurs(lines, isOwn, mail);
  if (first < 0) return tidy(withoutSignatureMark(withoutLastQuotation(lines)));
  const before = tidy(withoutSignatureMark(lines.slice(0, beginOfIntroduction(lines, first, mail, isKnown))));
  const isWritten = lines.map(
    (line, at) => at > first && !isKnown[at] && !isMarked(line) && !isTornOff(lines, isOwn, at),
  );
  if (before !== '' && !isWrittenBetween(lines, first, isWritten, mail)) return before;
  const below = tidy(withoutSignatureMark(lines.map((line, at) => (isWritten[at] ? line : ''))));
  return tidy([before, '', below]);
}

/** Whether somebody wrote between marked lines: one that follows shows that no quotation was left without marks. */
function isWrittenBetween(
  lines: readonly string[],
  first: number,
  isWritten: readonly boolean[],
  mail: AnsweredMail,
): boolean {
  const firstMarked = lines.findIndex((line, at) => at >= first && isMarked(line));
  const lastMarked = lines.findLastIndex(isMarked);
  return lines
    .slice(firstMarked, lastMarked)
    .some((line, at) => isWritten[firstMarked + at] && line.trim() !== '' && !isHeadline(line, mail));
}

/** What programs write above a quotation within one. */
function isHeadline(line: string, mail: AnsweredMail): boolean {
  return rule.test(line) || isIntroduction(line, mail) || saysWhen(line) || field.test(line.slice(0, longestLine));
}

/**
 * What stands above the first line that we ourselves sent, and nothing else. Undefined where none is there, because
 * then nobody can tell where it ends.
 */
export function linesAbove(text: string, mail: AnsweredMail): string[] | undefined {
  const { lines, isKnown, isOwn } = readLines(text, mail);
  if (!isOwn.includes(true)) return undefined;
  return lines.slice(0, beginOfIntroduction(lines, firstOfOurs(lines, isOwn, mail), mail, isKnown));
}

interface ReadLines {
  readonly lines: readonly string[];
  readonly isKnown: readonly boolean[];
  /** Known, and nobody's but ours. */
  readonly isOwn: readonly boolean[];
}

function readLines(text: string, mail: AnsweredMail): ReadLines {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').split('\n');
  const own = new Set(mail.lines);
  const names = lines.map(nameOfLine);
  const isKnown = names.map((name) => own.has(name ?? ''));
  return { lines, isKnown, isOwn: isKnown.map((known, at) => known && isTelling(names[at])) };
}

/** A quoted line alone is ours even where its words were changed, if the line that introduces it names us. */
function firstOfOurs(lines: readonly string[], isOwn: readonly boolean[], mail: AnsweredMail): number {
  const known = isOwn.indexOf(true);
  const introduced = lines.findIndex(
    (line, at) => isIntroduction(line, mail) && (isMarked(nextFilled(lines, at) ?? '') || isHead(lines, at)),
  );
  if (introduced < 0) return known;
  return known < 0 ? introduced : Math.min(known, introduced);
}

function nextFilled(lines: readonly string[], at: number): string | undefined {
  return lines.slice(at + 1, at + 4).find((line) => line.trim() !== '');
}

function isIntroduction(line: string, { addresses }: AnsweredMail): boolean {
  const small = line.slice(0, longestLine).toLowerCase();
  return addresses.some((address) => small.includes(address.toLowerCase()));
}

/** A field of the head of a quoted mail, such as `Von: ` or `差出人：`, in any language. */
const field = /^[\s*_>]*\p{L}[\p{L}\p{M} ’'./-]{0,24}[*_]?\s?[:：]/u;

/** A line that separates. */
export const rule = /^[\s>*]*(?:[-_=―–—]\s?){3,}/u;

/** Several fields, one below the other. */
function isHead(lines: readonly string[], at: number): boolean {
  const near = lines.slice(Math.max(0, at - 3), at + 4).filter((line) => field.test(line.slice(0, longestLine)));
  return near.length >= 3;
}

/** Where that begins which programs put before a quotation: a line of who wrote when, a rule, the head of a mail. */
function beginOfIntroduction(
  lines: readonly string[],
  first: number,
  mail: AnsweredMail,
  isKnown: readonly boolean[],
): number {
  let begin = first;
  let hasHead = false;
  for (let at = first - 1; at >= 0 && first - at <= longestIntroduction; at--) {
    const line = (lines[at] ?? '').slice(0, longestLine);
    const isField = field.test(line) && isHead(lines, at);
    const isWritten = /[:：]\s*$/u.test(line) || isIntroduction(line, mail) || saysWhen(line);
    if (unmarked(line).trim() === '' || isMarked(line) || isKnown[at]) begin = at;
    else if (isField || rule.test(line)) [begin, hasHead] = [at, true];
    else if (!hasHead && isWritten && countFilled(lines, at, first) <= 3) begin = at;
    else if (hasHead && isWritten && countFilled(lines, at, first) <= 8) begin = at;
    else break;
  }
  return begin;
}

/** The line of who wrote when may be broken, and only its end has a colon. */
function saysWhen(line: string): boolean {
  return /\d{1,2}[:.]\d{2}/.test(line) && /(?:19|20)\d{2}|\d{1,2}[./年월]\s?\d{1,2}/u.test(line);
}

function countFilled(lines: readonly string[], from: number, to: number): number {
  return lines.slice(from, to).filter((line) => line.trim() !== '' && !isMarked(line)).length;
}

/** No paragraph of ours is broken into more lines. */
const longestParagraph = 40;

/** A program that breaks marked lines leaves none that is narrower or wider where it has broken one. */
const broken = { from: 45, to: 84 };

/**
 * The rest of a line of ours that a mail program has broken. What stands without a mark right below a short line with
 * one, or one that was never broken, is an answer to it.
 */
function isTornOff(lines: readonly string[], isOwn: readonly boolean[], at: number): boolean {
  const above = lines[at - 1] ?? '';
  const width = widthOf(above);
  if (isMarked(above) && !isMarked(lines[at] ?? '') && (width < broken.from || width > broken.to)) return false;
  for (let up = at - 1; up >= Math.max(0, at - longestParagraph) && (lines[up] ?? '').trim() !== ''; up--)
    if (isOwn[up]) return true;
  return false;
}

/** A sign of Chinese, Japanese or Korean is as wide as two letters. */
function widthOf(line: string): number {
  return Array.from(line).length + (line.match(/[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/gu)?.length ?? 0);
}

/** Without anything of ours in it, only what is marked as quoted at the end is left out. */
function withoutLastQuotation(lines: readonly string[]): string[] {
  let end = lines.length;
  while (end > 0 && ((lines[end - 1] ?? '').trim() === '' || isMarked(lines[end - 1] ?? ''))) end--;
  if (end === lines.length || !lines.slice(end).some(isMarked)) return [...lines];
  if (/[:：]\s*$/u.test(lines[end - 1] ?? '')) end--;
  return lines.slice(0, end);
}

/** What stands below `-- ` is a signature, by an old custom that every mail program knows. */
function withoutSignatureMark(lines: readonly string[]): string[] {
  const at = lines.findIndex((line) => /^-- ?$/.test(line));
  return at > 0 ? lines.slice(0, at) : [...lines];
}

export function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
