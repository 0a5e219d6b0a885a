import { ruleProblems } from '../../lambdas/words/lint/rule-problems';
import { sharedWords } from '../../lambdas/words/shared-words';

// What people write who never read the rules: the same fault comes in more than one form.

const faults: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'no-promises': {
    en: [
      'This won’t happen again.',
      "We will make sure it doesn't happen again.",
      'We’ll do better.',
      'I promise you.',
    ],
    de: ['Das wird nicht mehr vorkommen.', 'Das kommt nicht wieder vor.', 'Wir machen es künftig besser.'],
    fr: ['Cela n’arrivera plus.', 'Cela ne se reproduira pas.', 'Nous ferons mieux.'],
    es: ['No volverá a suceder.', 'Le prometemos mejorar.', 'Lo haremos mejor.'],
    'pt-BR': ['Isso não acontecerá novamente.', 'Não vai acontecer de novo.', 'Prometemos melhorar.'],
    ja: ['今後このようなことがないようにいたします。', 'お約束いたします。'],
    'zh-CN': ['此类问题不会再次发生。', '我们承诺会做得更好。'],
    ru: ['Это не повторится.', 'Такого больше не случится.'],
  },
  'no-forgiveness': {
    en: ['Thank you for your understanding.', 'Please excuse the delay.', 'We beg your pardon.'],
    de: ['Wir bitten um Entschuldigung.', 'Vielen Dank für Ihr Verständnis.', 'Wir bitten um Nachsicht.'],
    fr: ['Nous vous prions de nous excuser.', 'Merci de votre compréhension.'],
    'pt-BR': ['Agradecemos a compreensão.'],
    ja: ['ご了承ください。'],
    'zh-CN': ['请您理解。'],
  },
  'no-unfortunately': {
    en: ['It is unfortunate that it broke.', 'Regretfully, we could not send it.'],
    fr: ['Nous avons le regret de vous informer.'],
  },
  'no-blame': {
    en: ['It came late because you didn’t name your street.', 'You entered the wrong address.'],
    de: ['Das lag an Ihnen.', 'Sie haben die Adresse falsch angegeben.'],
  },
  'no-inconvenience': {
    en: ['Sorry for the trouble.'],
    de: ['Wir bedauern die Umstände.'],
    fr: ['Nous regrettons la gêne occasionnée.'],
    es: ['Lamentamos la molestia.'],
    'pt-BR': ['Lamentamos o incômodo.'],
    'zh-CN': ['给您带来的困扰，我们很抱歉。'],
  },
  'no-mistakes-were-made': {
    en: ['A mistake has been made.', 'There was an error.'],
    de: ['Es wurden Fehler gemacht.', 'Es kam zu einem Fehler.'],
    es: ['Hubo un error.'],
    'pt-BR': ['Houve um erro.'],
  },
  'no-doubt-about-feelings': {
    en: ['I’m sorry you feel that way.'],
    de: ['Es tut uns leid, wenn Sie enttäuscht sind.'],
  },
  'no-marketing': {
    en: ['Enjoy 20 % off your next order.', 'Here is a coupon for you.', 'You are a loyal customer of ours.'],
    de: ['Mit dem Gutschein sparen Sie.', 'Sie sind uns ein treuer Kunde.'],
    fr: ['Profitez de notre offre.'],
    es: ['Aquí tiene un cupón.'],
    'pt-BR': ['Use o cupom.'],
    ja: ['クーポンをお使いください。'],
    ru: ['Вот ваш промокод.'],
  },
  'no-links': {
    en: ['See company.eu now.', 'Visit company.co.uk today.', 'See <a href="x">this</a>.', 'Click here.'],
    de: ['Mehr auf firma.shop im Netz.'],
  },
  'no-idioms': { en: ['It slipped through the net.', 'We screwed up.'] },
  'no-credit-for-money': { en: ['We refunded you in store credit.', 'We’ve put store credit as your refund.'] },
  'no-patronising': {
    en: ['I understand how frustrating this is.', 'We know how disappointing this was.'],
    de: ['Ich kann gut verstehen, dass Sie verärgert sind.'],
  },
  register: {
    de: ['Hier ist deins.', 'Ihr müsst nichts tun.'],
    es: ['No tienes que hacer nada.'],
    ja: ['返金した。', '何もしなくていいよ。', 'あなたの注文です。'],
    ru: ['Ничего не делай.'],
  },
};

const rows = Object.entries(faults).flatMap(([rule, byLocale]) =>
  Object.entries(byLocale).flatMap(([locale, texts]) => texts.map((text) => [rule, locale, text] as const)),
);

it.each(rows)('%s is found in %s: %s', (rule, locale, text) => {
  expect(ruleProblems(locale, { one: text }).join('\n')).toContain(`one: ${rule}: `);
});

/** What sounds like one of them, and says what was, or asks a customer for nothing. */
const innocent: readonly (readonly [locale: string, text: string])[] = [
  ['en', 'You should not have had to say it in public to be heard.'],
  ['en', 'You did not get what you paid for, and the last one came on 3.5.'],
  ['en', 'We promised you your parcel by Monday. It cost £3.99 at 20:15.'],
  ['de', 'Wir haben Ihnen am 3. Mai z. B. den Preis erstattet, und es tut mir leid.'],
  ['fr', 'Je vous présente mes excuses : vous n’avez rien à faire.'],
  ['es', 'Le pedimos disculpas.'],
  ['pt-BR', 'Prometemos que viria na segunda-feira, e pedimos desculpas.'],
  ['ja', '返金しました。お約束した日に届きませんでした。'],
  ['zh-CN', '我们已退款给您，您什么都不用做。'],
  ['ru', 'Мы вернули вам деньги, и мне очень жаль.'],
];

it.each(innocent)('what is none of them is left alone in %s: %s', (locale, text) => {
  expect(ruleProblems(locale, { one: text })).toEqual([]);
});

it('no language that mails are in is left out', () => {
  const languages = new Set(rows.map(([, locale]) => locale));
  expect(Object.keys(sharedWords).filter((locale) => !languages.has(locale))).toEqual([]);
});
