import type { Apology } from '../../lambdas/model/apology';

/** Everything a customer reads of an apology. */
export function textOf({ subject, preview, paragraphs }: Apology): string {
  return [subject, preview, ...paragraphs].join('\n');
}

/** Words that make an apology worse: of offices, of lawyers, of those who want something. */
export const bannedPhrases =
  /inconvenience|may have|unfortunately|policy|valued customer|terms|click|https?:|form\b|regret any|apologi[sz]e for any|in accordance|liability|offer|as a gesture|please/i;
