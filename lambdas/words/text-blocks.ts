import type { TextBlock } from '../model/apology';
import { harmless } from './harmless-text';

const bullet = /^\s*[-*•]\s+(?=\S)/u;
const number = /^\s*(\d{1,2})[.)]\s+(?=\S)/u;
const indented = /^\s{2,}\S/u;

/**
 * What a person wrote, as they laid it out: paragraphs with their line breaks, lists with bullets, lists with numbers.
 * A list with numbers begins with 1 and has a 2, so that a line which begins with a date is none. No line holds a link
 * or forges anything.
 */
export function textBlocks(text: string): TextBlock[] {
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/u).filter((line) => !isGone(line));
  let blocks: TextBlock[] = [];
  let isOpen = false;
  for (const [at, line] of lines.entries()) {
    const isBlank = line.trim() === '';
    if (!isBlank) blocks = withLine(blocks, line, { isOpen, rest: lines.slice(at + 1) });
    isOpen = !isBlank;
  }
  return blocks;
}

/** A line of which nothing is left once it is harmless. A blank one divides paragraphs. */
function isGone(line: string): boolean {
  return line.trim() !== '' && harmless(line) === '';
}

interface Place {
  /** Whether the line follows the one before it without a blank line. */
  readonly isOpen: boolean;
  readonly rest: readonly string[];
}

function withLine(blocks: readonly TextBlock[], line: string, { isOpen, rest }: Place): TextBlock[] {
  const [before, last] = [blocks.slice(0, -1), blocks.at(-1)];
  if (bullet.test(line)) {
    const item = [harmless(line.replace(bullet, ''))];
    if (last && isList(last) && !last.isNumbered) return [...before, { ...last, items: [...last.items, item] }];
    return [...blocks, { items: [item], isNumbered: false }];
  }
  const counted = Number(number.exec(line)?.[1]);
  const item = [harmless(line.replace(number, ''))];
  if (last && isList(last) && last.isNumbered && counted === last.items.length + 1) {
    return [...before, { ...last, items: [...last.items, item] }];
  }
  if (counted === 1 && isCountedOn(rest)) return [...blocks, { items: [item], isNumbered: true }];
  if (last && isOpen) {
    if (!isList(last)) return [...before, { lines: [...last.lines, harmless(line)] }];
    if (indented.test(line)) return [...before, { ...last, items: withMore(last.items, harmless(line)) }];
  }
  return [...blocks, { lines: [harmless(line)] }];
}

function isList(block: TextBlock): block is Extract<TextBlock, { isNumbered: boolean }> {
  return 'items' in block;
}

/** Whether a 2 follows, with nothing between but what belongs to the 1. */
function isCountedOn(rest: readonly string[]): boolean {
  const next = rest.find((line) => line.trim() !== '' && (number.test(line) || !indented.test(line)));
  return next !== undefined && Number(number.exec(next)?.[1]) === 2;
}

function withMore(items: readonly (readonly string[])[], line: string): (readonly string[])[] {
  return [...items.slice(0, -1), [...(items.at(-1) ?? []), line]];
}
