import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { outcomeOf, partSentences } from '../../../lambdas/failures/sentences/part-sentences';
import { videoPlaybackWords } from '../../../lambdas/failures/video-playback-failed/words';
import { wordsLocales } from '../../../lambdas/words/locales';
import { writerFor } from '../../../lambdas/words/writer';

type Refund = Extract<GivenPart, { kind: 'refund' }>;

const tags = wordsLocales.map(({ tag }) => tag);
const refund = { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_1' } as const;

function textFor(given: readonly GivenPart[], locale: string): string {
  return writerFor({ locale, timeZone: undefined }, videoPlaybackWords).join(partSentences(given));
}

const read = (change: Partial<Refund>, locale = 'en-GB'): string => textFor([{ ...refund, ...change }], locale);

it.each([
  [
    { paidWith: 'bank', arrival: { minBusinessDays: 5, maxBusinessDays: 10 } },
    'We’ve refunded £3.99 to your bank account. It should reach you in 5 to 10 business days, depending on your bank. Your bank statement shows it as a refund from us.',
  ],
  [{ paidWith: 'paypal' }, 'We’ve refunded £3.99 to your PayPal account. PayPal shows it as a refund from us.'],
  [
    { paidWith: 'later', arrival: { minBusinessDays: 2, maxBusinessDays: 5 } },
    'We’ve refunded £3.99 to the service through which you pay later. This should take 2 to 5 business days. Your next instalments become smaller, or the money comes back to you.',
  ],
  [
    { paidWith: 'wallet', statementName: 'EXAMPLE FILMS' },
    'We’ve refunded £3.99 to the wallet you paid with. Your wallet shows it as a refund from EXAMPLE FILMS.',
  ],
  [
    { statementName: 'EXAMPLE FILMS' },
    'We’ve refunded £3.99 to the way you paid. Your statement shows it as a refund from EXAMPLE FILMS, or the first charge simply disappears.',
  ],
] as const)('the money comes back as it was paid: %j', (change, text) => {
  expect(read(change)).toBe(text);
});

describe.each(tags)('in %s', (tag) => {
  it('each way has words of its own, and the amount in them', () => {
    const texts = [undefined, 'card', 'bank', 'paypal', 'later', 'wallet'].map((paidWith) =>
      read({ paidWith: paidWith as Refund['paidWith'] }, tag),
    );
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).toContain('3');
    expect(texts[3]).toContain('PayPal');
  });

  it('the name on the statement is named where there is one, and never of what is paid later', () => {
    for (const paidWith of [undefined, 'bank', 'paypal', 'wallet'] as const) {
      const named = read({ paidWith, statementName: 'EXAMPLE FILMS' }, tag);
      expect(named).toContain('EXAMPLE FILMS');
      expect(named).not.toBe(read({ paidWith }, tag));
    }
    expect(read({ paidWith: 'later', statementName: 'EXAMPLE FILMS' }, tag)).toBe(read({ paidWith: 'later' }, tag));
  });

  it('no bank is named where it has nothing to do with it', () => {
    const arrival = { minBusinessDays: 0, maxBusinessDays: 3 };
    expect(read({ paidWith: 'paypal', arrival }, tag)).not.toBe(read({ paidWith: 'paypal' }, tag));
    const [bank, paypal] = (['bank', 'paypal'] as const).map((paidWith) =>
      outcomeOf([{ ...refund, paidWith, arrival }]),
    );
    expect(bank?.arrival).not.toEqual(paypal?.arrival);
  });
});

it('two refunds that come back in different ways are told one by one', () => {
  const text = textFor([refund, { ...refund, paidWith: 'paypal' }], 'en-GB');
  expect(text).toMatch(/£3\.99 to the way you paid.*£3\.99 to your PayPal account/s);
});
