import { defineWords } from '../../failures/definition/type-words';
import de from './words/de.json';
import en from './words/en.json';
import es from './words/es.json';
import fr from './words/fr.json';
import ja from './words/ja.json';
import ptBR from './words/pt-BR.json';
import ru from './words/ru.json';
import zhCN from './words/zh-CN.json';

/** The sentences of the mail to the owner of a product, and what they are in each language. */
export const weeklyWords = defineWords(
  {
    weeklyGreeting: {},
    weeklySubject: { failures: 'count', title: 'text' },
    weeklyPreview: { customers: 'count' },
    weeklyHeadline: { failures: 'count' },
    weeklySpan: { from: 'day', to: 'day' },
    weeklyBefore: { failures: 'count' },
    weeklyLetDown: { customers: 'count' },
    weeklyAgain: { customers: 'count' },
    weeklyType: { type: 'text', failures: 'count', before: 'count' },
    weeklyCovered: { gotSomething: 'count', waiting: 'count', gotNothing: 'count' },
    weeklyTime: { longest: 'length' },
    weeklyGiven: { given: 'money' },
    weeklyNothingGiven: {},
    weeklyHeld: { remedies: 'count' },
    weeklyMails: { mails: 'count' },
    weeklyReckoned: {},
    weeklyInvitation: {},
    weeklyReference: { title: 'text', from: 'day', to: 'day' },
  },
  { en, de, fr, es, 'pt-BR': ptBR, ja, 'zh-CN': zhCN, ru },
);
