import { defineWords } from '../definition/type-words';
import { whichPieces } from '../shared/affected';
import en from './words/en.json';
import de from './words/de.json';
import fr from './words/fr.json';
import es from './words/es.json';
import ptBR from './words/pt-BR.json';
import ja from './words/ja.json';
import zhCN from './words/zh-CN.json';
import ru from './words/ru.json';

const pieces = { which: whichPieces, title: 'text', count: 'count', bought: 'count' } as const;

export const damagedItemWords = defineWords(
  {
    sorryTransit: { count: 'count' },
    sorryBroke: { count: 'count' },
    preview: {},
    transit: pieces,
    transitFault: { count: 'count' },
    broke: pieces,
    defectFault: { count: 'count' },
    ownHands: { count: 'count' },
    noNewOne: { count: 'count' },
    keepOld: { count: 'count' },
  },
  { en, de, fr, es, 'pt-BR': ptBR, ja, 'zh-CN': zhCN, ru },
);
