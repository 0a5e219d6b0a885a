import type { Messages } from '../failures/definition/type-words';
import type { sharedKinds } from '../failures/sentences/shared-sentences';
import en from './shared/en.json';
import de from './shared/de.json';
import fr from './shared/fr.json';
import es from './shared/es.json';
import ptBR from './shared/pt-BR.json';
import ja from './shared/ja.json';
import zhCN from './shared/zh-CN.json';
import ru from './shared/ru.json';

/** The words that all failure types share, by language. */
export const sharedWords: Readonly<Record<string, Messages<keyof typeof sharedKinds>>> = {
  en,
  de,
  fr,
  es,
  'pt-BR': ptBR,
  ja,
  'zh-CN': zhCN,
  ru,
};
