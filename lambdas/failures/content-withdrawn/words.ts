import { defineWords } from '../definition/type-words';
import en from './words/en.json';

export const withdrawalWords = defineWords(
  {
    sorry: { title: 'text' },
    preview: { title: 'text' },
    happened: { title: 'text', day: 'day', was: ['paid', 'yours'] },
    fault: {},
  },
  { en },
);
