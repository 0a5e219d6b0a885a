import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of the questions, one file each. */
export const questionsFolder = path.join(__dirname, '../../lambdas/insight/questions');

/**
 * The texts of all questions by their names, as the functions bring them: what is bundled and packed takes JSON, and
 * people read and change the files.
 */
export function questionsText(): string {
  const names = readdirSync(questionsFolder).filter((file) => file.endsWith('.sql'));
  const texts = names
    .toSorted()
    .map((file) => [file.slice(0, -'.sql'.length), readFileSync(path.join(questionsFolder, file), 'utf8')] as const);
  return `${JSON.stringify(Object.fromEntries(texts), undefined, 2)}\n`;
}
