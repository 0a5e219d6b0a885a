import type { Invariant } from './invariant';

/** What the people of a simulated world write, and beside which verdict. */
const wordsOf = { approval: 'approved it.', rejection: 'decided against it.' };

/** A customer reads the words of the verdict that won, and never those of one that lost. */
export const wordsOfTheVerdict: Invariant = {
  number: 14,
  name: 'words of the verdict',
  *problems(seen) {
    if (seen.kind !== 'mail-sent') return;
    const { remedyId, template, text } = seen.mail;
    const wrong = template === 'refusal' ? wordsOf.approval : wordsOf.rejection;
    if (text.includes(wrong)) yield `the ${template} of ${remedyId} has the words of a verdict that lost`;
  },
};
