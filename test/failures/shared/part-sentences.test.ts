import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { countInWords, moneyBack, onItsWay, partSentences } from '../../../lambdas/failures/shared/part-sentences';
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

const sentences = (part: GivenPart, locale = 'en-GB') => partSentences([part], locale)[0];

describe('money that goes back', () => {
  it('is what was refunded, and credits that replace money paid', () => {
    expect(moneyBack([refund, { ...credit, basis: 'price' }], 'en-GB')).toBe('£13.99');
  });

  it('is neither goodwill, nor what a schedule owes, nor the value of a new one', () => {
    expect(moneyBack([refund, credit, { ...credit, basis: 'schedule' }, replacement, callback], 'en-GB')).toBe('£3.99');
    expect(moneyBack([credit, replacement, callback], 'en-GB')).toBeUndefined();
  });

  it('is one amount in each currency', () => {
    const dollars = { ...refund, amountMinor: 250, currency: 'USD' };
    expect(moneyBack([refund, dollars, refund], 'en-GB')).toBe('£7.98 and US$2.50');
  });

  it('is written as the customer reads it, and stays whole inside an English sentence', () => {
    expect(moneyBack([{ ...refund, currency: 'EUR' }], 'de-DE')).toBe('3,99\u00A0€');
    expect(moneyBack([{ ...refund, amountMinor: 1250, currency: 'KWD' }], 'ar-KW')).toBe('KWD\u00A01.250');
  });
});

describe('what is on its way', () => {
  it.each([
    [[replacement, refund], 'A new one is on its way'],
    [[replacement, replacement], 'New ones are on their way'],
    [[{ ...replacement, quantity: 2 }], 'New ones are on their way'],
    [[refund], 'Your £3.99 is on its way back'],
    [[credit, callback], undefined],
    [[], undefined],
  ])('fits in a subject line: %#', (given: GivenPart[], words) => {
    expect(onItsWay(given, 'en-GB')).toBe(words);
  });
});

describe('a refund', () => {
  it('is named with its amount, how it is paid and when it arrives', () => {
    expect(sentences(refund)).toBe(
      'I’ve given you back £3.99. It goes back to the way you paid, and should show there in 5 to 10 business days, depending on your bank.',
    );
  });

  it('names no day that nobody confirmed', () => {
    expect(sentences({ ...refund, arrival: undefined })).toBe(
      'I’ve given you back £3.99. It goes back to the way you paid.',
    );
  });

  it('says what was not possible where it replaces a new one', () => {
    expect(sentences({ ...refund, insteadOf: replacement })).toMatch(
      /^We could not send you a new one, so I’ve given you back £3.99\./,
    );
  });

  it('is one amount where several have the same terms, and two where they have not', () => {
    expect(partSentences([refund, refund], 'en-GB')).toEqual([expect.stringContaining('£7.98')]);
    expect(partSentences([refund, { ...refund, arrival: undefined }], 'en-GB')).toHaveLength(2);
    expect(partSentences([refund, { ...refund, insteadOf: replacement }], 'en-GB')).toHaveLength(2);
  });
});

describe('what is given in kind', () => {
  const terms = { entitlementId: 'right_1', worthMinor: 399, currency: 'GBP', answerWithinSeconds: 900 } as const;
  const pass: GivenPart = { kind: 'entitlement', action: 'grant', count: 1, to: 'pass', ...terms };
  const title: GivenPart = { kind: 'entitlement', action: 'restore', to: 'title', ...terms };
  const month: GivenPart = { kind: 'entitlement', action: 'extend', period: 'P1MT12H', to: 'subscription', ...terms };
  const validUntil = '2026-12-23T12:00:00Z';

  it.each([
    [pass, 'I’ve given you another pass, and you are charged nothing for it.'],
    [
      { ...pass, count: 2, validUntil },
      'I’ve given you 2 more passes, and you are charged nothing for them. They are good until 23 December 2026.',
    ],
    [title, 'I’ve given you your title back, and it is yours as it was before.'],
    [
      { ...title, validUntil },
      'I’ve given you your title back, and it is yours as it was before, until 23 December 2026.',
    ],
    [month, 'I’ve added 1 month and 12 hours to your subscription, and you are charged nothing for it.'],
  ])('is named, with until when: %#', (part: GivenPart, words) => {
    expect(sentences(part)).toBe(words);
  });

  it('is counted where it is the same, and is no money', () => {
    expect(partSentences([pass, pass], 'en-GB')).toEqual([expect.stringContaining('2 more passes')]);
    expect(partSentences([title, { ...title, entitlementId: 'right_2' }], 'en-GB')).toHaveLength(2);
    expect(moneyBack([pass, title, month, refund], 'en-GB')).toBe('£3.99');
  });

  it.each([
    [pass, 'We could not give you another pass, so I’ve given you back £3.99.'],
    [title, 'We could not give you your title back, so I’ve given you back £3.99.'],
    [month, 'We could not add the time to your subscription, so I’ve given you back £3.99.'],
  ])('says what was not possible where money replaces it: %#', (insteadOf: GivenPart, words) => {
    expect(sentences({ ...refund, insteadOf })).toContain(words);
  });
});

describe('a credit', () => {
  it('is named with its amount and its last day, in the customer’s date format', () => {
    expect(sentences(credit)).toBe(
      'I’ve put £10.00 of credit on your account with us. It is yours to use or not, until 22 November 2027.',
    );
    expect(sentences(credit, 'en-US')).toContain('until November 22, 2027.');
  });

  it('says that it does not expire where it does not', () => {
    expect(sentences({ ...credit, expiresAt: undefined })).toContain('it does not run out');
  });

  it('says what was not possible where it replaces something else', () => {
    expect(sentences({ ...credit, basis: 'price', insteadOf: refund })).toMatch(
      /^We could not make it good the way we meant to, so I’ve put £10.00 of credit on your account with us instead\./,
    );
  });
});

describe('a new one', () => {
  it('is on its way, and nothing is charged', () => {
    expect(sentences(replacement)).toBe(
      'A new one is on its way. You are charged nothing for it, and nothing for the shipping.',
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
    expect(words).toContain('within 30 days, and if that does not work out you are still charged nothing');
  });

  it('says that the old one need not be returned where that is so', () => {
    const words = sentences({ ...replacement, returnLabel: true });
    expect(words).toContain('in case you want to send it back. You need not.');
    expect(words).not.toContain('days');
  });

  it('is counted where several go on the same terms', () => {
    const wrapped = { ...replacement, giftWrap: true };
    expect(partSentences([wrapped, { ...wrapped, lineId: '2', sku: 'sku_2' }], 'en-GB')).toEqual([
      'Two replacements are on their way. They are gift-wrapped. You are charged nothing for them, and nothing for the shipping.',
    ]);
    expect(partSentences([wrapped, replacement], 'en-GB')).toHaveLength(2);
  });
});

describe('a callback', () => {
  it('says that a person calls, or writes where there is no phone', () => {
    expect(sentences(callback)).toMatch(/^Somebody from my team is calling you, /);
    expect(sentences({ ...callback, channel: 'facebook' })).toMatch(
      /^Somebody from my team is writing to you as well, /,
    );
  });

  it('does not repeat the name of a channel, which may be anything', () => {
    expect(sentences({ ...callback, channel: '<b>evil</b>' })).not.toContain('evil');
  });
});

it('keeps the order of the parts, and says nothing where nothing is given', () => {
  expect(partSentences([callback, replacement, refund, credit], 'en-GB').map((text) => text.slice(0, 12))).toEqual([
    'Somebody fro',
    'A new one is',
    'I’ve given y',
    'I’ve put £10',
  ]);
  expect(partSentences([], 'en-GB')).toEqual([]);
});

it('has no phrase that makes an apology worse', () => {
  const all: GivenPart[] = [
    refund,
    { ...refund, insteadOf: replacement },
    credit,
    { ...credit, insteadOf: refund },
    { ...replacement, express: true, giftWrap: true, returnLabel: true, returnWithinDays: 30 },
    { ...replacement, returnLabel: true },
    callback,
    { ...callback, channel: 'x' },
  ];
  expect(partSentences(all, 'en-GB').join(' ')).not.toMatch(bannedPhrases);
});

it('dates a credit in the time zone of the customer, and in UTC where none is known', () => {
  const expiresAt = '2026-12-23T23:30:00Z';
  expect(sentences({ ...credit, expiresAt })).toContain('23 December 2026');
  expect(partSentences([{ ...credit, expiresAt }], 'en-GB', 'Asia/Tokyo')[0]).toContain('24 December 2026');
});

it('a number is a word up to ten', () => {
  expect([1, 2, 10, 11].map(countInWords)).toEqual(['one', 'two', 'ten', '11']);
});
