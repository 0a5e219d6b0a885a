import { answerWords } from '../../lambdas/feedback/reading/answer-words';
import { readAnswer } from '../../lambdas/feedback/reading/read-answer';
import { feedbackTerms, termWords } from '../../lambdas/feedback/reading/term-words';
import { termsIn } from '../../lambdas/feedback/reading/terms-in';
import { wordsLocales } from '../../lambdas/words/locales';

const yes = { answer: 'yes', hasMore: false };
const no = { answer: 'no', hasMore: false };
const unclear = { answer: 'unclear', hasMore: true };

it.each([
  ['Yes', yes],
  ['yes!', yes],
  ['Yes, thank you so much.', yes],
  ['Hi Maya,\n\nyes, you did. Thanks!\n\nBest regards\nJohn Example\nSent from my phone', yes],
  ['NO', no],
  ['No.', no],
  ["No, it didn't", no],
  ['Not yet', no],
  ['No. The money is still not there.', { answer: 'no', hasMore: true }],
  ['Yes. But where is my second parcel?', { answer: 'yes', hasMore: true }],
  ['Yes but you took your time', unclear],
  ['No problem, all good', unclear],
  ['Yes and no', unclear],
  ['What do you mean?', unclear],
  ['', unclear],
  ['Thank you', unclear],
  ['Ja', yes],
  ['Guten Tag,\n\nja, vielen Dank!\n\nMit freundlichen Grüßen\nErika Beispiel', yes],
  ['Nein, leider nicht', no],
  ['Oui, merci beaucoup', yes],
  ['Bonjour,\nnon, pas du tout.\nCordialement', no],
  ['Sí, muchas gracias', yes],
  ['No, todavía no', no],
  ['Sim, obrigada!', yes],
  ['Não.', no],
  ['Ainda não', no],
  ['はい、ありがとうございます。', yes],
  ['いいえ', no],
  ['お世話になっております。\nはい。\nよろしくお願いいたします。', yes],
  ['是的，谢谢', yes],
  ['没有', no],
  ['还没收到。', no],
  ['Да, спасибо!', yes],
  ['Нет', no],
  ['Здравствуйте!\nК сожалению, нет.\nС уважением', no],
])('an answer %j is read as it is meant', (text, expected) => {
  expect(readAnswer(text)).toEqual(expected);
});

it('a text that goes on after a closing is a text, and a person reads it', () => {
  const long = 'I have more to say about it than fits into a signature of any length that I know.';
  expect(readAnswer(`Yes\nRegards\n${long}`)).toEqual({ answer: 'yes', hasMore: true });
  expect(readAnswer(`Yes\n${'very '.repeat(1_000)}`)).toEqual(unclear);
});

it('each language that we write has its words, and no yes is a no in any of them', () => {
  expect(Object.keys(answerWords)).toEqual(wordsLocales.map(({ tag }) => tag));
  const all = Object.values(answerWords);
  const [yeses, nos] = [all.flatMap((words) => words.yes), all.flatMap((words) => words.no)];
  expect(yeses.filter((phrase) => nos.includes(phrase))).toEqual([]);
  for (const words of all) {
    for (const text of words.yes) expect([text, readAnswer(text).answer]).toEqual([text, 'yes']);
    for (const text of words.no) expect([text, readAnswer(text).answer]).toEqual([text, 'no']);
  }
});

it('what is spoken of is told by a closed list, whatever else stands in the text', () => {
  expect(Object.keys(termWords)).toEqual(wordsLocales.map(({ tag }) => tag));
  for (const words of Object.values(termWords)) expect(Object.keys(words)).toEqual([...feedbackTerms]);
  expect(termsIn('No. My money has not arrived, says Ada Example, and nobody answers me.', 'en')).toEqual([
    'money',
    'not-there',
    'nobody-answers',
  ]);
  expect(termsIn('Das Geld ist nicht angekommen, schon wieder.', 'de')).toEqual(['money', 'not-there', 'again']);
  expect(termsIn('返金がまだ届いていません', 'ja')).toEqual(['money', 'not-there']);
  expect(termsIn('退款还没到，太慢了', 'zh-CN')).toEqual(['money', 'not-there', 'late']);
  expect(termsIn('Ada Example, 1 Example Street', 'en')).toEqual([]);
});
