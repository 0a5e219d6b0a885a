import { defineWords } from '../definition/type-words';
import { whichParcels } from '../sentences/missing-parcel-sentences';
import en from './words/en.json';
import de from './words/de.json';
import fr from './words/fr.json';
import es from './words/es.json';
import ptBR from './words/pt-BR.json';
import ja from './words/ja.json';
import zhCN from './words/zh-CN.json';
import ru from './words/ru.json';

export const stolenParcelWords = defineWords(
  {
    sorry: { count: 'count' },
    preview: { count: 'count' },
    happenedToTitle: { title: 'text' },
    happenedToShare: { title: 'text', count: 'count', bought: 'count' },
    happened: { which: whichParcels, elsewhere: 'count' },
    fault: { count: 'count' },
  },
  { en, de, fr, es, 'pt-BR': ptBR, ja, 'zh-CN': zhCN, ru },
);
