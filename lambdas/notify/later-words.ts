import type { Apology } from '../model/apology';
import { localeInEnglish } from '../model/locale-in-english';
import { formatMoney, type Money } from '../model/money';

/** For a customer whom we told of money that then failed to arrive. It says so, and promises no date that is not ours. */
export function correctionWords(given: readonly Money[], locale: string): Apology {
  const back = amounts(given, locale);
  return {
    subject: `About the ${back} we told you of`,
    preview: 'Your bank did not take the money. We are finding another way, and you need to do nothing.',
    paragraphs: [
      `I wrote to you that ${back} was on its way back to you. I have to correct that: your bank did not take the money, so it has not arrived and will not arrive that way.`,
      'You still get it. We are finding another way, and I will write again once it is done. There is nothing you need to do.',
      'I’m sorry that you hear “sorry” from us a second time.',
    ],
  };
}

/** For the same customer, once it has been given after all. */
export function resolutionWords(given: readonly Money[], locale: string): Apology {
  const back = amounts(given, locale);
  return {
    subject: `Your ${back} is on its way after all`,
    preview: 'The money that did not reach you has been sent again.',
    paragraphs: [
      `The ${back} that did not reach you the first time has been given back again, and this time it went through.`,
      'There is nothing you need to do. Thank you for your patience.',
    ],
  };
}

/** For a customer whose case a person has looked at and decided against, in that person's own words. */
export function refusalWords(word: string): Apology {
  return {
    subject: 'About what went wrong with your purchase',
    preview: 'A person has looked at your case.',
    paragraphs: word
      .split(/\n{2,}/u)
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== ''),
  };
}

function amounts(given: readonly Money[], locale: string): string {
  return given.map((money) => formatMoney(money, localeInEnglish(locale))).join(' and ');
}
