import type { Apology } from '../model/apology';

/** What was announced to a customer and did not arrive after all. */
export interface Missed {
  /** Money that was on its way to a bank, as the customer reads it. */
  readonly money: string | undefined;
  /** A replacement that was to be sent. */
  readonly replacement: boolean;
  /** What was given back digitally. `done` stands after “I had”, `name` after “about”. */
  readonly entitlements: readonly { readonly done: string; readonly name: string }[];
}

/**
 * For a customer to whom we announced something that then failed to arrive. It says so, and promises no date that is
 * not ours.
 */
export function correctionText({ money, replacement, entitlements }: Missed): Apology {
  const what = [
    ...(money === undefined ? [] : [`the ${money}`]),
    ...(replacement ? ['the new one'] : []),
    ...entitlements.map(({ name }) => name),
  ].join(' and ');
  const corrections = [
    ...(money === undefined
      ? []
      : [
          `I wrote to you that ${money} was on its way back to you. I have to correct that: your bank did not take the money, so it has not arrived and will not arrive that way.`,
        ]),
    ...(replacement
      ? ['I wrote to you that a new one was on its way. I have to correct that: it cannot be sent after all.']
      : []),
    ...entitlements.map(
      ({ done }) => `I wrote to you that I had ${done}. I have to correct that: it could not be done after all.`,
    ),
  ];
  return {
    subject: `About ${what} we told you of`,
    preview: 'Something I told you of did not work. We are finding another way, and you need to do nothing.',
    paragraphs: [
      ...corrections,
      'You do not lose it. We are finding another way, and I will write again once it is done. There is nothing you need to do.',
      'I’m sorry that you hear “sorry” from us a second time.',
    ],
  };
}

/** For the same customer, once it was given another way. `given` are sentences on what was given. */
export function resolutionText(given: readonly string[]): Apology {
  return {
    subject: 'It is made right after all',
    preview: 'What did not reach you the first time has been given another way.',
    paragraphs: [
      'What I told you of did not work the first time. It does now.',
      ...given,
      'There is nothing you need to do. Thank you for your patience.',
    ],
  };
}

/** For a customer whose remedy a person has rejected: that person's message. */
export function refusalText(message: string): Apology {
  return {
    subject: 'About what went wrong with your purchase',
    preview: 'A person has looked at your case.',
    paragraphs: paragraphsOf(message),
  };
}

/**
 * The apology with the message of the person who approved it, where there is one. Below it stands what was given, as
 * the ledger has it, whatever the message says.
 */
export function approvedText(apology: Apology, message: string, given: readonly string[]): Apology {
  return message === '' ? apology : { ...apology, paragraphs: [...paragraphsOf(message), ...given] };
}

function paragraphsOf(message: string): string[] {
  return message
    .split(/\n{2,}/u)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
