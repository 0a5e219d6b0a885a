import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod/mini';
import { catalog } from '../../lambdas/failures/catalog';
import { nearestName } from '../../lambdas/failures/definition/nearest-name';
import type { Messages } from '../../lambdas/failures/definition/type-words';
import { brandMessagesSchema, type BrandMessages } from '../../lambdas/words/brand-words';
import { brandWordsProblems, type KindsByType } from '../../lambdas/words/lint/brand-words-problems';
import { parsedMessage } from '../../lambdas/words/message';
import { ownFaultProblems } from '../../lambdas/words/lint/own-fault';
import { ruleProblems } from '../../lambdas/words/lint/rule-problems';
import { isWordsLocale, unknownLocale } from '../../lambdas/words/lint/words-problems';
import { usesIn, type FactUse } from '../../lambdas/words/lint/used-facts';
import { printable } from '../pages/table';
import { CommandError } from '../commands/command-error';
import type { Session } from '../commands/session';

interface LintOptions {
  readonly brand?: boolean;
  readonly withoutFault?: readonly string[];
}

/** Looks at the words of apologies: files `<locale>.json`, of which English says which sentences there are. */
export function addLintCommand(program: Command, session: Session): void {
  program
    .command('lint')
    .description('look at the words of apologies; 1 if something is wrong with them')
    .argument('<folder...>', 'folders with en.json, and a file for each other language')
    .option('--brand', 'they hold the words of brands: some of the keys, also of the failure types of the catalog')
    .option('--without-fault <folder...>', 'those of them that speak of no failure of ours, so that nobody says sorry')
    .action((folders: readonly string[], { brand = false, withoutFault = [] }: LintOptions) => {
      const blameless = withoutFault.map((folder) => path.resolve(folder));
      const problems = folders.flatMap((folder) => {
        const isSorry = !blameless.includes(path.resolve(folder));
        const found = brand ? brandProblems(folder) : folderProblems(folder, isSorry);
        return found.map((problem) => `${folder}/${problem}`);
      });
      session.write(
        session.isForMachines() ? JSON.stringify({ problems }, undefined, 2) : printable(linesFor(problems)),
      );
      session.exitCode = problems.length === 0 ? 0 : 1;
    });
}

function linesFor(problems: readonly string[]): string {
  return problems.length === 0 ? 'Nothing is wrong with the words.' : problems.join('\n');
}

const sentencesOfTypes: KindsByType = Object.fromEntries(catalog.map(({ type, words: { kinds } }) => [type, kinds]));

function brandProblems(folder: string): string[] {
  return filesIn(folder).flatMap((file) => {
    const messages = jsonIn(brandMessagesSchema, folder, file);
    return brandFileProblems(path.basename(file, '.json'), messages).map((problem) => `${file}: ${problem}`);
  });
}

/** What a brand says of a failure type of a team's own is compared with its sentences by the synthesis. */
function brandFileProblems(locale: string, messages: BrandMessages): string[] {
  const own = Object.entries(messages).filter((entry): entry is [string, Messages] => isOwnType(...entry));
  const others = Object.entries(messages).filter((entry) => !isOwnType(...entry));
  return [
    ...brandWordsProblems({ [locale]: Object.fromEntries(others) }, sentencesOfTypes),
    ...own.flatMap(([type, words]) => ownProblems(locale, words).map((problem) => `${locale}: ${type}.${problem}`)),
  ];
}

function isOwnType(name: string, words: string | Messages): boolean {
  const known = Object.keys(sentencesOfTypes);
  return typeof words === 'object' && !known.includes(name) && nearestName(name, known) === undefined;
}

function ownProblems(locale: string, words: Messages): string[] {
  const unread = unreadable(words);
  return unread.length > 0 ? unread : ruleProblems(locale, words);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith('.json'));
}

function folderProblems(folder: string, isSorry: boolean): string[] {
  const english = messagesIn(folder, 'en.json');
  return filesIn(folder).flatMap((file) =>
    fileProblems(folder, file, { english, isSorry }).map((problem) => `${file}: ${problem}`),
  );
}

interface Expected {
  readonly english: Messages;
  readonly isSorry: boolean;
}

function fileProblems(folder: string, file: string, { english, isSorry }: Expected): string[] {
  const messages = messagesIn(folder, file);
  const locale = path.basename(file, '.json');
  if (!isWordsLocale(locale)) return [unknownLocale(locale)];
  const unread = unreadable(messages);
  if (unread.length > 0) return unread;
  const missing = Object.keys(english).filter((key) => messages[key] === undefined);
  const strange = Object.keys(messages).filter((key) => english[key] === undefined);
  return [
    ...missing.map((key) => `${key}: has no words`),
    ...strange.map((key) => `${key}: is no sentence of en.json`),
    ...Object.entries(messages).flatMap(([key, message]) => factProblems(key, message, english[key])),
    ...ruleProblems(locale, messages),
    ...(isSorry ? ownFaultProblems(locale, messages) : []),
  ];
}

function unreadable(messages: Messages): string[] {
  return Object.entries(messages).flatMap(([key, message]) => {
    try {
      parsedMessage(message);
      return [];
    } catch (error) {
      return [`${key}: is no message in ICU MessageFormat: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
}

/**
 * Which facts there are, the failure type says, and the synthesis asks it. Here English is asked. A language may have
 * one sentence for every number and every choice; another fact that it leaves out is missed by its reader.
 */
function factProblems(key: string, message: string, english: string | undefined): string[] {
  if (english === undefined) return [];
  const known = usesIn(parsedMessage(english));
  const used = usesIn(parsedMessage(message));
  const strange = used.filter(({ name }) => !known.some((use) => use.name === name));
  const leftOut = known.filter(({ name }) => !mayBeLeftOut(name, known) && !used.some((use) => use.name === name));
  return [
    ...strange.map(({ name }) => `${key}: names {${name}}, of which en.json says nothing`),
    ...[...new Set(leftOut.map(({ name }) => `${key}: says nothing of {${name}}, and en.json does`))],
  ];
}

function mayBeLeftOut(fact: string, uses: readonly FactUse[]): boolean {
  return uses.some(({ name, as }) => name === fact && (as === 'plural' || as === 'choice' || as === 'number'));
}

const messagesSchema = z.record(z.string(), z.string());

function messagesIn(folder: string, file: string): Messages {
  return jsonIn(messagesSchema, folder, file);
}

function jsonIn<Value>(schema: z.ZodMiniType<Value>, folder: string, file: string): Value {
  const place = path.join(folder, file);
  try {
    return schema.parse(JSON.parse(readFileSync(place, 'utf8')));
  } catch (error) {
    throw new CommandError(`${place} has no words: ${error instanceof Error ? error.message : String(error)}`);
  }
}
