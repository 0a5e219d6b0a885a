import { defineWords } from '../definition/type-words';
import en from './words/en.json';
import de from './words/de.json';
import fr from './words/fr.json';
import es from './words/es.json';
import ptBR from './words/pt-BR.json';
import ja from './words/ja.json';
import zhCN from './words/zh-CN.json';
import ru from './words/ru.json';

const item = { title: 'text', describedAs: 'text', receivedAs: 'text' } as const;

export const misdescribedItemWords = defineWords(
  {
    sorry: {},
    preview: {},
    soldAs: item,
    soldAsInPart: { ...item, count: 'count', bought: 'count' },
    fault: {},
    youAsked: { day: 'day' },
    weAsked: { day: 'day' },
    keepIt: {},
  },
  { en, de, fr, es, 'pt-BR': ptBR, ja, 'zh-CN': zhCN, ru },
);
