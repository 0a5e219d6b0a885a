import { defineWords } from '../definition/type-words';
import en from './words/en.json';

export const videoPlaybackWords = defineWords(
  {
    sorry: { title: 'text' },
    preview: { title: 'text' },
    happened: { title: 'text' },
    onlyThisFilm: {},
  },
  { en },
);
