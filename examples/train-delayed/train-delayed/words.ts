import { defineWords } from 'amends/failures';
import en from './words/en.json';

/** Its sentences, each with the facts that its words may name, and the words by language. */
export const trainDelayedWords = defineWords(
  {
    sorry: { late: 'length' },
    preview: {},
    happened: { service: 'text', late: 'length' },
    fault: {},
    noForm: {},
  },
  { en },
);
