import type { Messages } from '../../failures/definition/type-words';
import { parsedMessage } from '../message';
import { sharedWords } from '../shared-words';
import { sentencesOf } from './mail-problems';
import { variantsOf } from './used-facts';

/**
 * Sentences that have a key of their own and stand under another one as well, so that a mail which needs both says them
 * twice: among these messages, and beside those that all failure types share. Two messages for two cases may share a
 * sentence, for a mail has one of them. What stands beside the letter says on purpose what is in it.
 */
export function repeatedSentences(locale: string, messages: Messages): string[] {
  const shared = Object.entries(sharedWords[locale] ?? {}).filter(([key]) => messages[key] === undefined);
  const own = Object.entries(messages).filter(isInLetter);
  const alone = [...shared, ...own].filter(isInLetter).flatMap(([key, message]) => {
    const [text, ...others] = sentencesOf(message);
    return text === undefined || others.length > 0 || message.includes('{') ? [] : [{ key, text }];
  });
  return own.flatMap(([key, message]) => {
    const sentences = variantsOf(parsedMessage(message)).flatMap(sentencesOf);
    const others = alone.filter((other) => other.key !== key && sentences.includes(other.text));
    return others.map((other) => `${key}: said-once: “${other.text}” is what ${other.key} says`);
  });
}

function isInLetter([key]: readonly [string, string]): boolean {
  return !/subject|preview/iu.test(key);
}
