import de from './answers/de.json';
import en from './answers/en.json';
import es from './answers/es.json';
import fr from './answers/fr.json';
import ja from './answers/ja.json';
import ptBR from './answers/pt-BR.json';
import ru from './answers/ru.json';
import zhCN from './answers/zh-CN.json';

/** What people write in one language where they answer a question with yes or no. All of it in small letters. */
export interface AnswerWords {
  /** The whole of an answer, as far as it says that. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** What may stand beside a yes, and says nothing more. */
  readonly thanks: readonly string[];
  /** What a mail begins with, before a name. */
  readonly greetings: readonly string[];
  /** What a mail ends with, before a name. */
  readonly closings: readonly string[];
  /** What programs write below a mail. */
  readonly devices: readonly string[];
}

/** By the tags of the languages that we write. */
export const answerWords = { en, de, fr, es, 'pt-BR': ptBR, ja, 'zh-CN': zhCN, ru } as const satisfies Readonly<
  Record<string, AnswerWords>
>;
