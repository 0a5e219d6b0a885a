import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod/mini';
import type { Messages } from '../../lambdas/failures/definition/type-words';
import { parsedMessage } from '../../lambdas/words/message';
import { ruleProblems } from '../../lambdas/words/lint/rule-problems';
import { usesIn } from '../../lambdas/words/lint/used-facts';
import { printable } from '../pages/table';
import { CommandError } from '../commands/command-error';
import type { Session } from '../commands/session';

/** Looks at the words of apologies: files `<locale>.json`, of which English says which sentences there are. */
export function addLintCommand(program: Command, session: Session): void {
  program
    .command('lint')
    .description('look at the words of apologies; 1 if something is wrong with them')
    .argument('<folder...>', 'folders with en.json, and a file for each other language')
    .action((folders: readonly string[]) => {
      const problems = folders.flatMap((folder) => folderProblems(folder).map((problem) => `${folder}/${problem}`));
      session.write(
        session.isForMachines() ? JSON.stringify({ problems }, undefined, 2) : printable(linesFor(problems)),
      );
      session.exitCode = problems.length === 0 ? 0 : 1;
    });
}

function linesFor(problems: readonly string[]): string {
  return problems.length === 0 ? 'Nothing is wrong with the words.' : problems.join('\n');
}

function folderProblems(folder: string): string[] {
  const english = messagesIn(folder, 'en.json');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => fileProblems(folder, file, english).map((problem) => `${file}: ${problem}`));
}

function fileProblems(folder: string, file: string, english: Messages): string[] {
  const messages = messagesIn(folder, file);
  const unread = unreadable(messages);
  if (unread.length > 0) return unread;
  const missing = Object.keys(english).filter((key) => messages[key] === undefined);
  const strange = Object.keys(messages).filter((key) => english[key] === undefined);
  return [
    ...missing.map((key) => `${key}: has no words`),
    ...strange.map((key) => `${key}: is no sentence of en.json`),
    ...Object.entries(messages).flatMap(([key, message]) => factProblems(key, message, english[key])),
    ...ruleProblems(path.basename(file, '.json'), messages),
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

/** Which facts there are, the failure type says, and the synthesis asks it. Here English is asked. */
function factProblems(key: string, message: string, english: string | undefined): string[] {
  if (english === undefined) return [];
  const known = new Set(usesIn(parsedMessage(english)).map(({ name }) => name));
  const strange = usesIn(parsedMessage(message)).filter(({ name }) => !known.has(name));
  return strange.map(({ name }) => `${key}: names {${name}}, of which en.json says nothing`);
}

const messagesSchema = z.record(z.string(), z.string());

function messagesIn(folder: string, file: string): Messages {
  const place = path.join(folder, file);
  try {
    return messagesSchema.parse(JSON.parse(readFileSync(place, 'utf8')));
  } catch (error) {
    throw new CommandError(`${place} has no words: ${error instanceof Error ? error.message : String(error)}`);
  }
}
