import { defineWords } from '../definition/type-words';
import en from './words/en.json';

export const complaintWords = defineWords(
  {
    subject: {},
    preview: {},
    read: {},
    answering: {},
    calling: { within: 'length' },
    writing: { within: 'length' },
    whoAnswers: {},
  },
  { en },
);
