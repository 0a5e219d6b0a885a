import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { brandMessagesSchema, brandWordsFile, type BrandWords } from '../../lambdas/words/brand-words';
import { brandWordsProblems, type KindsByType } from '../../lambdas/words/lint/brand-words-problems';
import type { Brand } from './apology-sender';

/** The words of brands cannot be laid over those of all. It names every problem, with its brand, language and key. */
export class BrandWordsError extends Error {
  override readonly name = 'BrandWordsError';
  constructor(readonly problems: readonly string[]) {
    super(`The words of brands cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/**
 * The file that the function which writes carries beside its code, by its name: nothing where no brand has words.
 *
 * @param types the sentences of all failure types that a brand may speak of
 * @throws BrandWordsError
 */
export function brandWordsFiles(
  brands: Readonly<Record<string, Brand>>,
  types: KindsByType,
): Readonly<Record<string, string>> {
  const read = brandWordsOf(brands, types);
  return Object.keys(read).length === 0 ? {} : { [brandWordsFile]: JSON.stringify(read) };
}

/**
 * The words of all brands that have any of their own, by the names of the brands.
 *
 * @throws BrandWordsError
 */
export function brandWordsOf(
  brands: Readonly<Record<string, Brand>>,
  types: KindsByType,
): Readonly<Record<string, BrandWords>> {
  const problems: string[] = [];
  const read = Object.entries(brands).flatMap(([name, { words: folder }]) => {
    if (folder === undefined) return [];
    const words = wordsIn(folder, (problem) => problems.push(`${name}: ${problem}`));
    problems.push(...brandWordsProblems(words, types).map((problem) => `${name}: ${problem}`));
    return [[name, words] as const];
  });
  if (problems.length > 0) throw new BrandWordsError(problems);
  return Object.fromEntries(read);
}

function wordsIn(folder: string, report: (problem: string) => void): BrandWords {
  if (!isAbsolute(folder)) report(`${folder} is not an absolute path; begin it with __dirname`);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    report(`${folder} is no folder`);
    return {};
  }
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  if (files.length === 0) report(`${folder} has no file such as en.json`);
  return Object.fromEntries(
    files.flatMap((file) => {
      const messages = messagesIn(join(folder, file), report);
      return messages ? [[basename(file, '.json'), messages]] : [];
    }),
  );
}

function messagesIn(file: string, report: (problem: string) => void): BrandWords[string] | undefined {
  try {
    const read = brandMessagesSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (read.success) return read.data;
    report(`${file} holds something that is neither a message nor, by the name of a failure type, its messages`);
  } catch (error) {
    report(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return undefined;
}
