import { linesAbove, rule, tidy, type AnsweredMail } from './cut-reply';

/** What has to stay with the company, and what ends an answer. */
export interface AnswerMarks {
  /** What the first line of a signature says, the name of who writes, or what else their program writes. */
  readonly signatures: readonly string[];
  /** What stands in a copy and in no answer: ids, and addresses of ours that only we write to. */
  readonly inside: readonly string[];
}

/** What goes to the customer, or why nothing does. */
export type CutAnswer =
  { readonly is: 'answer'; readonly text: string } | { readonly is: 'refused'; readonly why: string };

/**
 * What somebody of the company wrote to a customer, from an answer to the copy that they read. Other than with a mail
 * of a customer, too little is better than too much: only what stands above the copy is taken, up to the first mark
 * that ends it. Where no line of the copy is found nothing is.
 */
export function cutAnswer(text: string, copy: AnsweredMail, { signatures, inside }: AnswerMarks): CutAnswer {
  const above = linesAbove(text, copy);
  if (!above) return { is: 'refused', why: withoutCopy };
  const names = signatures.map(lettersOf).filter((name) => name !== '');
  const end = above.findIndex((line) => isEnd(line, names));
  const answer = tidy(end < 0 ? above : above.slice(0, end));
  if (!/[\p{L}\p{N}]/u.test(answer)) return { is: 'refused', why: 'nothing stands above the copy' };
  const small = answer.toLowerCase();
  const isLeaked = inside.some((secret) => secret.length >= fewest && small.includes(secret.toLowerCase()));
  return isLeaked ? { is: 'refused', why: withCopy } : { is: 'answer', text: answer };
}

/** A shorter id may stand in any sentence. */
const fewest = 6;

const withoutCopy =
  'no line of the copy stands below it, so nobody can tell where it ends; leave the copy below what you write';

const withCopy = 'it holds an id or an address that stands in the copy and is not for customers';

/** A signature begins, by the old custom, by the name of who writes, or by a line that separates. */
function isEnd(line: string, names: readonly string[]): boolean {
  if (/^\s*--\s*$/.test(line) || (rule.test(line) && lettersOf(line) === '')) return true;
  return names.includes(lettersOf(line));
}

function lettersOf(line: string): string {
  return line
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
