import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { moneyBack, outcomeSubject, partSentences } from '../../../lambdas/failures/sentences/part-sentences';
import { videoPlaybackWords } from '../../../lambdas/failures/video-playback-failed/words';
import { writerFor } from '../../../lambdas/words/writer';
import { bannedPhrases } from '../apology-text';

type Given<Kind extends GivenPart['kind']> = Extract<GivenPart, { kind: Kind }>;

const refund: Given<'refund'> = {
  kind: 'refund',
  amountMinor: 399,
  currency: 'GBP',
  paymentId: 'ch_1',
  arrival: { minBusinessDays: 5, maxBusinessDays: 10 },
};
const credit: Given<'credit'> = {
  kind: 'credit',
  amountMinor: 1000,
  currency: 'GBP',
  accountId: 'cus_1',
  basis: 'goodwill',
  expiresAt: '2027-11-22T09:00:00Z',
};
const replacement: Given<'replacement'> = {
  kind: 'replacement',
  lineId: '1',
  sku: 'sku_1',
  quantity: 1,
  worthMinor: 5000,
  currency: 'GBP',
  express: false,
  giftWrap: false,
  returnLabel: false,
  answerWithinSeconds: 3600,
};
const callback: Given<'callback'> = { kind: 'callback', channel: 'phone', deadlineSeconds: 60 };

/** What a reader of this locale reads about these parts. */
function textFor(given: readonly GivenPart[], locale = 'en-GB', timeZone?: string): string {
  return writerFor({ locale, timeZone }, videoPlaybackWords).join(partSentences(given, timeZone));
}

const sentences = (part: GivenPart, locale = 'en-GB') => textFor([part], locale);

describe('money that goes back', () => {
  it('is what was refunded, and credits that replace money paid', () => {
    expect(moneyBack([refund, { ...credit, basis: 'price' }])).toEqual([{ amountMinor: 1399, currency: 'GBP' }]);
  });

  it('is neither goodwill, nor what a schedule owes, nor the value of a new one', () => {
    const back = moneyBack([refund, credit, { ...credit, basis: 'schedule' }, replacement, callback]);
    expect(back).toEqual([{ amountMinor: 399, currency: 'GBP' }]);
    expect(moneyBack([credit, replacement, callback])).toEqual([]);
  });

  it('is what the statement will show, also where the price was shown in another currency', () => {
    const yen: GivenPart = {
      ...refund,
      amountMinor: 1_520,
      currency: 'JPY',
      ofPrice: { amountMinor: 800, currency: 'GBP' },
    };
    expect(moneyBack([yen])).toEqual([{ amountMinor: 1_520, currency: 'JPY' }]);
    expect(textFor([yen])).toContain('1,520');
  });

  it('is one amount in each currency, in one sentence', () => {
    const dollars = { ...refund, amountMinor: 250, currency: 'USD' };
    expect(textFor([refund, dollars, refund])).toContain('We’ve refunded £7.98 and US$2.50 to the way you paid.');
  });

  it('is written as the customer reads it, and stays whole inside an English sentence', () => {
    expect(sentences({ ...refund, currency: 'EUR' }, 'nl-NL')).toContain('€\u00A03,99');
    expect(sentences({ ...refund, amountMinor: 1250, currency: 'KWD' }, 'ar-KW')).toContain('KWD\u00A01.250');
  });
});

describe('a subject begins with what was done', () => {
  const { join } = writerFor({ locale: 'en-GB', timeZone: undefined }, videoPlaybackWords);

  it.each([
    [[replacement, refund], 'A new one is on its way.'],
    [[replacement, replacement], 'New ones are on their way.'],
    [[{ ...replacement, quantity: 2 }], 'New ones are on their way.'],
    [[refund, credit], 'We’ve refunded £3.99.'],
    [[credit, callback], 'You have £10.00 of credit.'],
    [[callback], ''],
    [[], ''],
  ])('%#', (given: GivenPart[], words) => {
    expect(join(outcomeSubject(given))).toBe(words);
  });
});

describe('a refund', () => {
  it('is named with its amount, how it is paid and when it arrives', () => {
    expect(sentences(refund)).toBe(
      'We’ve refunded £3.99 to the way you paid. It should reach you in 5 to 10 business days, depending on your bank. Your statement shows it as a refund from us, or the first charge simply disappears.',
    );
  });

  it('names no day that nobody confirmed', () => {
    expect(sentences({ ...refund, arrival: undefined })).toBe(
      'We’ve refunded £3.99 to the way you paid. Your statement shows it as a refund from us, or the first charge simply disappears.',
    );
  });

  it('goes to the card where the provider says that it was one', () => {
    expect(sentences({ ...refund, paidWith: 'card' })).toBe(
      'We’ve refunded £3.99 to the card you paid with. It should reach you in 5 to 10 business days, depending on your bank. Your statement shows it as a refund from us, or the first charge simply disappears.',
    );
  });

  it('says how a share of the price was reckoned, and where it was raised to the least', () => {
    const share = { unit: 'seconds', lost: 5 * 3_600, of: 30 * 86_400 } as const;
    expect(sentences({ ...refund, share })).toContain(
      'to the way you paid. That is the share of what you paid for 5 hours out of 30 days. It should reach',
    );
    expect(sentences({ ...refund, share: { ...share, isLeast: true } })).toContain(
      'for 5 hours out of 30 days would be very little, so this is the least that we give back.',
    );
    const film = { unit: 'films', lost: 1, of: 30 } as const;
    expect(sentences({ ...refund, share: film })).toContain('what one film costs, if what you paid for the period is');
    expect(sentences({ ...refund, share: { ...film, isLeast: true } })).toContain('shared among 30 films, so this is');
    expect(sentences({ ...credit, basis: 'price', share })).toContain('That is the share of what you paid for 5 hours');
  });

  it('says what was not possible where it replaces a new one', () => {
    expect(sentences({ ...refund, insteadOf: replacement })).toMatch(
      /^We could not send you a new one. We’ve refunded £3\.99 /,
    );
  });

  it('is one amount where several have the same terms, and two where they have not', () => {
    const refundsIn = (given: readonly GivenPart[]) =>
      [...textFor(given).matchAll(/refunded (\S+)/g)].map(([, it]) => it);
    expect(refundsIn([refund, refund])).toEqual(['£7.98']);
    expect(refundsIn([refund, { ...refund, arrival: undefined }])).toEqual(['£3.99', '£3.99']);
    expect(refundsIn([refund, { ...refund, insteadOf: replacement }])).toEqual(['£3.99', '£3.99']);
  });

  it.each([
    [0, 0, 'It should reach you today, depending on your bank.'],
    [0, 1, 'It should reach you within one business day, depending on your bank.'],
    [3, 3, 'It should reach you within 3 business days, depending on your bank.'],
  ])('arrives in %i to %i days', (minBusinessDays, maxBusinessDays, words) => {
    expect(sentences({ ...refund, arrival: { minBusinessDays, maxBusinessDays } })).toContain(words);
  });
});

describe('what is given in kind', () => {
  const terms = { entitlementId: 'right_1', worthMinor: 399, currency: 'GBP', answerWithinSeconds: 900 } as const;
  const pass: GivenPart = { kind: 'entitlement', action: 'grant', count: 1, to: 'pass', ...terms };
  const title: GivenPart = { kind: 'entitlement', action: 'restore', to: 'title', ...terms };
  const month: GivenPart = { kind: 'entitlement', action: 'extend', period: 'P1MT12H', to: 'subscription', ...terms };
  const validUntil = '2026-12-23T12:00:00Z';

  it.each([
    [pass, 'We’ve given you another pass, and you pay nothing for it.'],
    [
      { ...pass, count: 2, validUntil },
      'We’ve given you 2 more passes, and you pay nothing for them. The passes are good until 23 December 2026.',
    ],
    [title, 'We’ve given you your title back, and it is yours as it was before.'],
    [
      { ...title, validUntil },
      'We’ve given you your title back, and it is yours as it was before, until 23 December 2026.',
    ],
    [month, 'We’ve added 1 month and 12 hours to your subscription, and you pay nothing for that.'],
  ])('is named, with until when: %#', (part: GivenPart, words) => {
    expect(sentences(part)).toBe(words);
  });

  it('is counted where it is the same, and is no money', () => {
    expect(textFor([pass, pass])).toBe('We’ve given you 2 more passes, and you pay nothing for them.');
    expect(moneyBack([pass, title, month, refund])).toEqual([{ amountMinor: 399, currency: 'GBP' }]);
  });

  it.each([
    [pass, 'We could not give you another pass. We’ve refunded £3.99'],
    [title, 'We could not give you your title back. We’ve refunded £3.99'],
    [month, 'We could not add the time to your subscription. We’ve refunded £3.99'],
  ])('says what was not possible where money replaces it: %#', (insteadOf: GivenPart, words) => {
    expect(sentences({ ...refund, insteadOf })).toContain(words);
  });
});

describe('a credit', () => {
  it('is named with its amount and its last day, in the customer’s date format', () => {
    expect(sentences(credit)).toBe(
      'We’ve put £10.00 of credit on your account with us. It is yours to use or not, until 22 November 2027.',
    );
    expect(sentences(credit, 'en-US')).toContain('until November 22, 2027.');
  });

  it('says that it does not expire where it does not', () => {
    expect(sentences({ ...credit, expiresAt: undefined })).toContain('it does not run out');
  });

  it('says what was not possible where it replaces something else', () => {
    expect(sentences({ ...credit, basis: 'price', insteadOf: refund })).toMatch(
      /^We could not make it good the way we meant to. We’ve put £10.00 of credit on your account with us\./,
    );
  });
});

describe('a new one', () => {
  it('is on its way, and nothing is charged', () => {
    expect(sentences(replacement)).toBe(
      'A new one is on its way. You pay nothing for it, and nothing for the shipping.',
    );
  });

  it('names the day only where its sender names one, and never the day by which it is needed', () => {
    expect(sentences({ ...replacement, neededBy: '2026-12-24T18:00:00Z' })).not.toContain('December');
    const sent = { ...replacement, express: true, shipment: { arrivesBy: '2026-12-23T18:00:00Z' } };
    expect(sentences(sent)).toContain('A new one is on its way by express and arrives by Wednesday 23 December.');
  });

  it('says who brings it where that is known with its number', () => {
    const sent = { ...replacement, shipment: { carrier: 'Northway', trackingId: 'NW1' } };
    expect(sentences(sent)).toContain('Northway brings it, with the tracking number NW1.');
    expect(sentences({ ...replacement, shipment: { carrier: 'Northway' } })).not.toContain('Northway');
  });

  it('says that it is gift-wrapped', () => {
    expect(sentences({ ...replacement, giftWrap: true })).toContain('It is gift-wrapped.');
    expect(sentences(replacement)).not.toContain('wrap');
  });

  it.each(['let-go', 'person'] as const)('expects the old one back, with no threat (%s)', (unreturned) => {
    const words = sentences({ ...replacement, returnLabel: true, returnWithinDays: 30, unreturned });
    expect(words).toContain('A prepaid label for the old one comes with it.');
    expect(words).toContain('within 30 days, and if that does not work out you still pay nothing');
  });

  it('says that the old one need not be returned where that is so', () => {
    const words = sentences({ ...replacement, returnLabel: true });
    expect(words).toContain('in case you want to send it back. You need not.');
    expect(words).not.toContain('days');
  });

  it('is counted where several go on the same terms', () => {
    const wrapped = { ...replacement, giftWrap: true };
    expect(textFor([wrapped, { ...wrapped, lineId: '2', sku: 'sku_2' }])).toBe(
      'Two new ones are on their way. They are gift-wrapped. You pay nothing for them, and nothing for the shipping.',
    );
    expect(partSentences([wrapped, replacement]).filter(({ key }) => key === 'replaced')).toHaveLength(2);
  });

  it('arrives on a day, so that two which differ by an hour are two of one sentence', () => {
    const by = (arrivesBy: string) => ({ ...replacement, shipment: { arrivesBy } });
    expect(textFor([by('2026-12-23T11:00:00Z'), by('2026-12-23T12:30:00Z')])).toContain(
      'Two new ones are on their way and arrive by Wednesday 23 December.',
    );
  });
});

describe('a callback', () => {
  const call = { by: '2026-11-20T21:30:00Z' };

  it('is promised once somebody has accepted it, by when they call, or write where there is no phone', () => {
    const inLondon = textFor([{ ...callback, call }], 'en-GB', 'Europe/London');
    expect(inLondon).toMatch(/^Somebody from my team calls you by 21:30 on Friday 20 November, /);
    const written = textFor([{ ...callback, channel: 'facebook', call }], 'de', 'Europe/Berlin');
    expect(written).toMatch(/schreibt Ihnen außerdem, spätestens am Freitag, 20\.\sNovember, um 22:30\sUhr, /);
  });

  it('is not spoken of while nobody has accepted it, nor once it was made', () => {
    expect(partSentences([callback])).toEqual([]);
    expect(partSentences([{ ...callback, call: 'made' }])).toEqual([]);
  });

  it('has its time with the zone where nobody knows that of the reader', () => {
    expect(sentences({ ...callback, call: { by: '2026-11-20T23:30:00+02:00' } })).toContain('by 21:30 UTC on Friday');
  });

  it('does not repeat the name of a channel, which may be anything', () => {
    expect(sentences({ ...callback, channel: '<b>evil</b>', call })).not.toContain('evil');
  });
});

it('keeps the order of the parts, and says nothing where nothing is given', () => {
  const promised = { ...callback, call: { by: '2026-11-20T21:30:00Z' } };
  expect(partSentences([promised, replacement, refund, credit]).map(({ key }) => key)).toEqual([
    'callingBy',
    'replaced',
    'replacedFree',
    'refunded',
    'arrivesBetween',
    'onStatement',
    'credited',
    'creditUntil',
  ]);
  expect(partSentences([])).toEqual([]);
});

it('has no phrase that makes an apology worse', () => {
  const all: GivenPart[] = [
    refund,
    { ...refund, insteadOf: replacement },
    credit,
    { ...credit, insteadOf: refund },
    { ...replacement, express: true, giftWrap: true, returnLabel: true, returnWithinDays: 30 },
    { ...replacement, returnLabel: true },
    { ...callback, call: { by: '2026-11-20T21:30:00Z' } },
    { ...callback, channel: 'x', call: { by: '2026-11-20T21:30:00Z' } },
  ];
  expect(textFor(all)).not.toMatch(bannedPhrases);
});

it('dates a credit in the time zone of the customer, and in UTC where none is known', () => {
  const expiresAt = '2026-12-23T23:30:00Z';
  expect(sentences({ ...credit, expiresAt })).toContain('23 December 2026');
  expect(textFor([{ ...credit, expiresAt }], 'en-GB', 'Asia/Tokyo')).toContain('24 December 2026');
});
