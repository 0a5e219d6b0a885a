import { defineWords } from '../failures/definition/type-words';
import { damageCauses, mishaps, seenOfFilm, workedOfPass } from './mishaps';
import de from './words/de.json';
import en from './words/en.json';
import es from './words/es.json';
import fr from './words/fr.json';
import ja from './words/ja.json';
import ptBR from './words/pt-BR.json';
import ru from './words/ru.json';
import zhCN from './words/zh-CN.json';

/** The sentences of the pages on which a customer reports, and what they are in each language. */
export const reportWords = defineWords(
  {
    // Which line, and what happened.
    title: {},
    whichOne: {},
    noOrders: {},
    orderOf: { orderId: 'text', bought: 'day' },
    pieces: { count: 'count' },
    whatHappened: { title: 'text' },
    mishap: { what: mishaps },
    nothingFits: {},
    elsewhere: {},

    // The one question about it.
    neededBy: {},
    neededByHint: {},
    receivedAs: { described: 'text' },
    receivedAsHint: {},
    causeQuestion: {},
    cause: { what: damageCauses },
    seenQuestion: {},
    seen: { what: seenOfFilm },
    workedQuestion: {},
    worked: { what: workedOfPass },
    whichQuestion: {},
    outageFrom: { start: 'moment' },
    comment: {},
    photo: {},
    photoHint: {},
    optional: {},
    send: {},
    back: {},

    // What came of it.
    thanks: {},
    received: {},
    looking: {},
    knownAlready: {},
    wholeParcel: {},
    refreshPage: {},
    done: {},
    decided: {},
    decidedAgainst: {},
    personLooks: {},
    personFindsAWay: {},
    hearBy: { until: 'day' },
    whateverTheySay: {},
    proofWanted: {},
    proofUntil: { until: 'day' },
    nothingByItself: {},
    reference: { reference: 'text' },

    // A call.
    callMe: {},
    phone: {},
    phoneHint: {},
    callHint: {},
    callAsked: {},
    callNotYet: {},
    callAccepted: {},

    // A letter of whoever has bought nothing.
    writeTitle: {},
    writeIntro: {},
    letterText: {},
    letterAddress: {},
    letterRead: {},
    letterMissing: {},
    letterTooLong: {},
    addressWrong: {},
    lettersTooMany: {},

    // Whether it was made right.
    feedbackAbout: { reference: 'text' },
    feedbackSaid: { answer: ['yes', 'no'] },
    feedbackNext: {},
    feedbackCheck: {},
    feedbackNotYet: {},
    feedbackYours: { answer: ['yes', 'no'] },
    feedbackBefore: { answer: ['yes', 'no'] },
    feedbackPerson: {},
    feedbackUntil: { until: 'day' },
    feedbackOver: {},
    feedbackLink: {},
    feedbackQuick: {},

    // What was given.
    givenTitle: {},
    givenNone: {},
    givenSorry: {},
    givenOn: { day: 'day' },
    thereBy: { day: 'day' },
    askPerson: {},
    close: {},

    // What did not work.
    notDone: {},
    linkInvalid: {},
    linkExpired: {},
    unknownLine: {},
    formOld: {},
    answerMissing: {},
    numberWrong: {},
    noCalls: {},
    tooMany: {},
    shopSilent: {},
    startAgain: {},
    language: {},
  },
  { en, de, fr, es, 'pt-BR': ptBR, ja, 'zh-CN': zhCN, ru },
);
