import de from './terms/de.json';
import en from './terms/en.json';
import es from './terms/es.json';
import fr from './terms/fr.json';
import ja from './terms/ja.json';
import ptBR from './terms/pt-BR.json';
import ru from './terms/ru.json';
import zhCN from './terms/zh-CN.json';

/**
 * What customers speak of when they answer. The list is closed, so that figures hold no word that somebody wrote, and
 * no name.
 */
export const feedbackTerms = [
  'money',
  'not-there',
  'late',
  'too-little',
  'again',
  'broken',
  'wrong',
  'nobody-answers',
  'unkind',
  'delivery',
  'leaving',
  'thankful',
] as const;

export type FeedbackTerm = (typeof feedbackTerms)[number];

type Begins = Readonly<Record<FeedbackTerm, readonly string[]>>;

/** What words of each language begin with, or are, that speak of a term. */
export const termWords = { en, de, fr, es, 'pt-BR': ptBR, ja, 'zh-CN': zhCN, ru } as const satisfies Readonly<
  Record<string, Begins>
>;
