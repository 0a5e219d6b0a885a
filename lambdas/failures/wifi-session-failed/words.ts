import { defineWords } from '../definition/type-words';
import en from './words/en.json';

export const wifiSessionWords = defineWords(
  {
    sorry: { flight: 'text' },
    preview: { flight: 'text' },
    happened: { flight: 'text', was: ['paid', 'included'], lost: ['whole', 'part'] },
    fault: {},
  },
  { en },
);
